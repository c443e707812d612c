/** The program: environment in, server up, words for whoever started it, an orderly end at SIGTERM. */
import { parseConfig } from './config.ts';
import type { Config } from './config.ts';
import type { DemoSignIn } from './demo/demo-association.ts';
import { writeDemoIfEmpty } from './first-start.ts';
import type { FirstStartParts } from './first-start.ts';
import { StoreUnavailable } from './ports/doc-store.ts';
import { startServer } from './server.ts';
import type { Server } from './server.ts';
import { createLog } from './server-log.ts';
import { StartProblem } from './start-problem.ts';
import { DataFolderProblem } from './store/data-folder-problem.ts';

/** The contract says ten seconds; what has not closed by then is told of and left. */
const END_MS = 9500;
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

function greet(server: Server, config: Config): void {
  // Since the process began: what whoever typed the command has waited.
  const seconds = (performance.now() / MS).toFixed(1);
  say(`Communitrak is ready at ${server.url} (${seconds} s)`);
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

function endAtSignals(server: Server): void {
  const end = (signal: string): void => {
    say(`${signal}: finishing what is being answered, then closing.`);
    const hard = setTimeout(() => {
      complain('Closing took too long; ending now. Nothing acknowledged is lost.');
      process.exit(1);
    }, END_MS);
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
  process.once('SIGTERM', () => end('SIGTERM'));
  process.once('SIGINT', () => end('SIGINT'));
}

async function main(): Promise<void> {
  const config = readConfig();
  if (config === undefined) {
    process.exitCode = 1;
    return;
  }
  const log = createLog(config.logLevel);
  try {
    let signIns: readonly DemoSignIn[] = [];
    const prepare = async (parts: FirstStartParts): Promise<void> => {
      signIns = await writeDemoIfEmpty(parts);
    };
    const server = await startServer(config, { log, prepare });
    endAtSignals(server);
    greet(server, config);
    introduce(signIns);
  } catch (error) {
    complain(`Communitrak did not start. ${startFault(error, config)}`);
    process.exit(1);
  }
}

await main();
