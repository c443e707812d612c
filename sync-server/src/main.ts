/**
 * The program: environment in, server up, words for whoever started it, an orderly end at SIGTERM. With WORKERS=n it is
 * also each of the n server processes below, which leave the words to the one above.
 */
import type { Logger } from 'pino';
import { parseConfig } from './config.ts';
import type { Config } from './config.ts';
import type { DemoSignIn } from './demo/demo-association.ts';
import type { FirstStartParts } from './first-start.ts';
import { keepMemoryLean } from './lean-memory.ts';
import { StoreUnavailable } from './ports/doc-store.ts';
import type { Server, ServerOptions } from './server.ts';
import { createLog } from './server-log.ts';
import { StartProblem } from './start-problem.ts';
import { DataFolderProblem } from './store/data-folder-problem.ts';
import { readOrders } from './workers/messages.ts';
import type { WorkerOrders } from './workers/messages.ts';
import { FirstEnded, startPrimary } from './workers/primary.ts';
import { createWorkerSide, lineAbove } from './workers/worker-side.ts';

/** The contract says ten seconds; what has not closed by then is told of and left. */
const END_MS = 9500;
/** A process below another ends before that one loses patience. */
const END_BELOW_MS = 8500;
const MS = 1000;

const say = (text: string): boolean => process.stdout.write(`${text}\n`);
const complain = (text: string): boolean => process.stderr.write(`${text}\n`);

function readConfig(): Config | undefined {
  const parsed = parseConfig(process.env);
  if (parsed.ok) return parsed.config;
  const count = parsed.faults.length;
  complain(
    `Communitrak did not start: ${String(count)} ${count === 1 ? 'fault' : 'faults'} in its configuration.`,
  );
  for (const fault of parsed.faults) complain(`  - ${fault}`);
  return undefined;
}

/** In words where we have them; anything else is a fault of ours, and its stack helps whoever repairs it. */
function startFault(error: unknown, config: Config): string {
  if (error instanceof StartProblem || error instanceof DataFolderProblem) return error.message;
  if (error instanceof StoreUnavailable && config.couchUrl !== undefined) {
    const { host } = new URL(config.couchUrl);
    const reason = error.message.replaceAll(/\b\w*Error: /g, '');
    return `The CouchDB at ${host} does not answer (${reason}). Is it running, and are name and password in COUCHDB_URL right?`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** What runs: one server, or several processes with one above them. */
interface Up {
  readonly url: string;
  readonly embedded: boolean;
  readonly signIns: readonly DemoSignIn[];
  close(): Promise<void>;
}

function greet(server: Up, config: Config): void {
  // Since the process began: what whoever typed the command has waited.
  const seconds = (performance.now() / MS).toFixed(1);
  say(`Communitrak is ready at ${server.url} (${seconds} s)`);
  if (config.workers > 1) {
    const kept = config.sessionSecret === undefined ? '; they share the session secret kept in DATA_DIR' : '';
    say(`${String(config.workers)} server processes answer at this port${kept}.`);
  }
  if (server.embedded) {
    say(
      'Embedded store: for trial, tests and one small association on one machine. Set COUCHDB_URL for more.',
    );
  } else if (config.sessionSecret === undefined) {
    say(
      'SESSION_SECRET is not set: the one in DATA_DIR is used. Several server processes need the same one.',
    );
  }
  if (config.unused.length > 0) say(`Set, but not used by this version yet: ${config.unused.join(', ')}.`);
}

/** The demo's people, one a line: role, address, password. */
function introduce(signIns: readonly DemoSignIn[]): void {
  if (signIns.length === 0) return;
  say('Demo association. Sign in as:');
  const width = Math.max(...signIns.map(({ role }) => role.length));
  for (const { role, email, password } of signIns) say(`  ${role.padEnd(width)}  ${email}  ${password}`);
}

function endAtSignals(server: Pick<Up, 'close'>, withinMs: number, tell: (text: string) => unknown): void {
  const state = { ending: false };
  const end = (signal: string): void => {
    // A terminal's Ctrl-C reaches every process, and `npm start` passes it on besides.
    if (state.ending) return;
    state.ending = true;
    tell(`${signal}: finishing what is being answered, then closing.`);
    const hard = setTimeout(() => {
      complain('Closing took too long; ending now. Nothing acknowledged is lost.');
      process.exit(1);
    }, withinMs);
    server.close().then(
      () => {
        clearTimeout(hard);
        process.exit(0);
      },
      (error: unknown) => {
        complain(`Closing failed: ${error instanceof Error ? error.message : String(error)}`);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', () => end('SIGTERM'));
  process.on('SIGINT', () => end('SIGINT'));
}

interface Started {
  readonly server: Server;
  readonly signIns: readonly DemoSignIn[];
}

/** The server's parts are read only by a process that serves: the one above several needs none of them. */
async function serveHere(config: Config, options: ServerOptions, prepares: boolean): Promise<Started> {
  const [{ startServer }, { addDemoPayments, writeDemoIfEmpty }] = await Promise.all([
    import('./server.ts'),
    import('./first-start.ts'),
  ]);
  let signIns: readonly DemoSignIn[] = [];
  const prepare = async (parts: FirstStartParts): Promise<void> => {
    signIns = await writeDemoIfEmpty(parts);
  };
  const server = await startServer(config, {
    ...options,
    ...(prepares ? { prepare, afterwards: addDemoPayments } : {}),
  });
  return { server, signIns };
}

async function startOne(config: Config, log: Logger): Promise<Up> {
  const { server, signIns } = await serveHere(config, { log }, true);
  return { url: server.url, embedded: server.embedded, signIns, close: () => server.close() };
}

/** One of several: says only what went wrong. */
async function serveBelow(given: Config, log: Logger, orders: WorkerOrders): Promise<void> {
  const side = createWorkerSide(lineAbove());
  const { worker, first, embeddedUrl, secret } = orders;
  const metrics = { worker, gather: () => side.gather() };
  const options = {
    log: log.child({ worker }),
    worker: { metrics, embeddedUrl, listenLate: !first },
  };
  const { server, signIns } = await serveHere({ ...given, sessionSecret: secret }, options, first);
  side.answerWith(() => server.metrics.json());
  endAtSignals(server, END_BELOW_MS, () => undefined);
  side.ready({ url: server.url, embedded: server.embedded, signIns });
}

async function start(config: Config, log: Logger): Promise<void> {
  const orders = readOrders(process.env);
  if (orders !== undefined) return serveBelow(config, log, orders);
  const up = config.workers > 1 ? await startPrimary(config, log) : await startOne(config, log);
  endAtSignals(up, END_MS, say);
  greet(up, config);
  introduce(up.signIns);
  return undefined;
}

async function main(): Promise<void> {
  keepMemoryLean();
  const config = readConfig();
  if (config === undefined) {
    process.exitCode = 1;
    return;
  }
  const log = createLog(config.logLevel);
  try {
    await start(config, log);
  } catch (error) {
    // The first of several has said why.
    if (!(error instanceof FirstEnded)) complain(`Communitrak did not start. ${startFault(error, config)}`);
    process.exit(1);
  }
}

await main();
