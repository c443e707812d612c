/**
 * `npm run admin -- <verify|backup|restore|reactions>`: a program of its own on the store that the environment names. Results go to
 * standard output, progress and faults to standard error.
 */
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { entities, entityOf } from '@communitrak/domain/registry.ts';
import { createAccountTransfer } from './accounts/transfer.ts';
import { AdminProblem } from './admin/admin-problem.ts';
import { parseCommand, USAGE, type Command } from './admin/command.ts';
import { runCommand } from './admin/run-command.ts';
import { parseConfig, type Config } from './config.ts';
import { StoreUnavailable } from './ports/doc-store.ts';
import { createLog } from './server-log.ts';
import { DataFolderProblem } from './store/data-folder-problem.ts';
import { openDiskFileStore } from './store/files/disk-file-store.ts';
import { openStore } from './store/open-store.ts';

const COULD_NOT = 2;

const say = (line: string): boolean => process.stdout.write(`${line}\n`);
const tell = (line: string): boolean => process.stderr.write(`${line}\n`);

function readConfig(): Config {
  const parsed = parseConfig(process.env);
  if (parsed.ok) return parsed.config;
  throw new AdminProblem(parsed.faults.join('\n'));
}

/** Looking at a store that is not there would make one. */
async function refuseAbsentStore({ couchUrl, dataDir }: Config, command: Command): Promise<void> {
  if (couchUrl !== undefined || command.kind === 'restore') return;
  await access(join(dataDir, 'store', 'store.json')).catch(() => {
    throw new AdminProblem(`There is no store in ${dataDir}. Set DATA_DIR, or COUCHDB_URL.`);
  });
}

async function run(command: Exclude<Command, { kind: 'help' }>): Promise<number> {
  const config = readConfig();
  const { couchUrl, couchPrefix: prefix, dataDir } = config;
  await refuseAbsentStore(config, command);
  const log = createLog('silent');
  const opened = await openStore({
    ...(couchUrl === undefined ? {} : { couchdbUrl: couchUrl }),
    prefix,
    dataDir,
    log,
  });
  try {
    const clock = Date.now;
    const parts = {
      store: opened.store,
      files: await openDiskFileStore(dataDir, clock()),
      accounts: await createAccountTransfer(opened.store, clock),
      registry: { entities, entityOf },
      clock,
      tell,
    };
    return await runCommand(parts, command, say);
  } finally {
    await opened.close();
  }
}

/** In words where we have them; anything else is a fault of ours, and its stack helps whoever repairs it. */
function words(error: unknown): string {
  if (error instanceof AdminProblem || error instanceof DataFolderProblem) return error.message;
  if (error instanceof StoreUnavailable) return `The store does not answer. (${error.message})`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

async function main(): Promise<number> {
  try {
    const command = parseCommand(process.argv.slice(2));
    if (command.kind !== 'help') return await run(command);
    say(USAGE);
    return 0;
  } catch (error) {
    tell(words(error));
    return COULD_NOT;
  }
}

process.exitCode = await main();
