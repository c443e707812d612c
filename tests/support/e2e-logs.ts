/**
 * Around the whole run of the browser tests: their servers log everything to one file (stage.ts), and at the end nothing
 * in it may tell of a person. A leak, or servers that logged nothing, fails the run.
 */
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoSecrets, leaksIn, typedSecrets } from './log-leaks.ts';

/** Where stage.ts lets its servers log. */
export const LOG_VARIABLE = 'COMMUNITRAK_E2E_LOG';
const SHOWN = 10;
/** One line for each server, beside its log: a server of which nothing is logged would pass unseen. */
const openedIn = (file: string): string => `${file}.opened`;

/** Where a server that starts in a browser test is to log; undefined outside of such a run. */
export function logFileOfRun(): string | undefined {
  const file = process.env[LOG_VARIABLE];
  if (file !== undefined) appendFileSync(openedIn(file), 'opened\n');
  return file;
}

export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'communitrak-e2e-log-'));
  const file = join(folder, 'server.log');
  process.env[LOG_VARIABLE] = file;
  return () => {
    const lines = linesOf(file);
    const servers = linesOf(openedIn(file)).length;
    rmSync(folder, { recursive: true, force: true });
    // Without a browser, or with tests chosen that start no server, there is nothing to look through.
    if (servers === 0) return;
    if (lines.length === 0) fail(`${servers} servers ran and logged nothing: nothing was looked through`);
    const leaks = leaksIn(lines, [...demoSecrets(), ...typedSecrets()]);
    const shown = leaks.slice(0, SHOWN).map(({ what, found, line }) => `  ${what}: ${found}\n    in ${line}`);
    process.stdout.write(`${lines.length} lines of server logs looked through, ${leaks.length} leaks.\n`);
    if (leaks.length === 0) return;
    fail(`The servers' logs tell what they must not:\n${shown.join('\n')}`);
  };
}

/** An error thrown at the end of a run is printed, and by itself fails nothing. */
function fail(reason: string): never {
  process.exitCode = 1;
  throw new Error(reason);
}

function linesOf(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
