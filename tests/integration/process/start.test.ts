/** The program as an operator meets it: what it says when it does not start, and that it then starts nothing. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { launch, startServer, type Program } from '../../support/processes.ts';
import { signInAt } from '../../support/test-server.ts';

let folder: string;
const running: Program[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'communitrak-process-'));
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((program) => program.kill()));
  await rm(folder, { recursive: true, force: true });
});

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** Starts the server and waits for it to end by itself. */
async function run(env: Readonly<Record<string, string>>): Promise<Ended> {
  const program = launch(
    'sync-server/src/main.ts',
    { PORT: '0', DATA_DIR: join(folder, 'data'), ...env },
    '',
  );
  running.push(program);
  const code = await new Promise<number | null>((resolve) => program.child.once('close', resolve));
  return { code, output: program.output() };
}

const plain = (output: string): void => expect(output).not.toMatch(/\n\s+at |Error:|node:internal/);

async function start(env: Readonly<Record<string, string>>): Promise<Program> {
  const program = await startServer({ DATA_DIR: join(folder, 'data'), ...env });
  running.push(program);
  return program;
}

describe('a server that does not start says why in plain words', () => {
  it('names all three faults of a configuration, and starts nothing', async () => {
    const { code, output } = await run({ PORT: 'eighty', PUBLIC_URL: 'hoa.example.com', LOG_LEVEL: 'loud' });
    expect(code).toBe(1);
    expect(output).toMatch(/3 faults/);
    for (const name of ['PORT', 'PUBLIC_URL', 'LOG_LEVEL']) expect(output).toContain(`- ${name} must be`);
    plain(output);
    expect(existsSync(join(folder, 'data'))).toBe(false);
  });

  it('a port that is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? String(address.port) : '';
    const { code, output } = await run({ PORT: port });
    other.close();
    expect(code).toBe(1);
    expect(output).toContain(`127.0.0.1:${port}`);
    expect(output).toMatch(/listening .* already/);
    plain(output);
  });

  it('a data folder that cannot be one', async () => {
    await writeFile(join(folder, 'file'), '');
    const { code, output } = await run({ DATA_DIR: join(folder, 'file') });
    expect(code).toBe(1);
    expect(output).toMatch(/cannot be written.*DATA_DIR/s);
    plain(output);
  });

  it('a data folder of another version', async () => {
    await mkdir(join(folder, 'data', 'store'), { recursive: true });
    const record = { format: 'communitrak-store', version: 99, uuid: 'x', databases: [] };
    await writeFile(join(folder, 'data', 'store', 'store.json'), JSON.stringify(record));
    const { code, output } = await run({});
    expect(code).toBe(1);
    expect(output).toMatch(/another version/);
    plain(output);
  });

  it('a CouchDB that does not answer, without its password', async () => {
    const { code, output } = await run({ COUCHDB_URL: 'http://admin:hunter2@127.0.0.1:9' });
    expect(code).toBe(1);
    expect(output).toMatch(/CouchDB at 127\.0\.0\.1:9 does not answer/);
    expect(output).not.toContain('hunter2');
    plain(output);
  });
});

describe('a server that starts', { timeout: 180_000 }, () => {
  it('writes the demo into an empty folder once, says how to sign in, and lets nobody else into the folder', async () => {
    const first = await start({ LOG_LEVEL: 'warn' });
    expect(first.output()).toMatch(/ready at http:\/\/localhost:\d+ \(\d+\.\d s\)/);
    expect(first.output()).toMatch(/Embedded store: for trial/);
    const [, email = '', password = ''] = /(\S+@\S+)\s+(\S+)/.exec(first.output()) ?? [];
    expect(await signInAt(first.url, email, password)).toMatch(/session_token=/);
    expect((await stat(join(folder, 'data', 'session-secret'))).mode & 0o777).toBe(0o600);

    const second = await run({});
    expect(second.code).toBe(1);
    expect(second.output).toMatch(/in use by another/);
    plain(second.output);

    await first.stop();
    expect(first.child.exitCode).toBe(0);
    const again = await start({ LOG_LEVEL: 'warn' });
    expect(await signInAt(again.url, email, password)).toMatch(/session_token=/);
  });
});
