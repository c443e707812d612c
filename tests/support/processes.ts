/**
 * Real programs for tests: the server and the embedded store as processes of their own, which can be killed, paused and
 * started again on the same data. Every program started here is stopped by `stop()`, and at the latest when this process ends.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Program {
  readonly url: string;
  readonly child: ChildProcess;
  /** Everything it has printed so far. */
  output(): string;
  /** SIGTERM, then waits; SIGKILL when it takes longer than 12 s. */
  stop(): Promise<void>;
  /** SIGKILL, then waits. */
  kill(): Promise<void>;
}

/** A port nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

const running = new Set<ChildProcess>();
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));

const ended = (child: ChildProcess): Promise<void> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => child.once('exit', () => resolve()));

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), 12_000);
  await ended(child);
  clearTimeout(timer);
  running.delete(child);
}

export function launch(
  script: string,
  env: Readonly<Record<string, string>>,
  url: string,
  args: readonly string[] = [],
): Program {
  const clean = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(COUCHDB_|SESSION_|STRIPE_|PORT$|DATA_DIR$|PUBLIC_URL$)/.test(name),
    ),
  );
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
    cwd: root,
    env: { ...clean, ...env },
  });
  running.add(child);
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  return {
    url,
    child,
    output: () => printed,
    stop: () => end(child, 'SIGTERM'),
    kill: () => end(child, 'SIGKILL'),
  };
}

/** Resolves when `url` answers 2xx; rejects with the program's output when it ends first or takes too long. */
export async function answering(program: Program, url: string, withinMs = 60_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (Date.now() < deadline) {
    if (program.child.exitCode !== null) break;
    const ok = await fetch(url).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${url} did not answer. The program said:\n${program.output()}`);
}

/** The server as `npm start` runs it, without the build. @param withinMs for many started at once on a busy machine */
export async function startServer(
  env: Readonly<Record<string, string>>,
  withinMs?: number,
): Promise<Program> {
  const port = env['PORT'] ?? String(await freePort());
  const url = `http://localhost:${port}`;
  const program = launch('sync-server/src/main.ts', { LOG_LEVEL: 'warn', ...env, PORT: port }, url);
  await answering(program, `${url}/readyz`, withinMs);
  return program;
}
