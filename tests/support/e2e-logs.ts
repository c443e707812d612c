/**
 * Around the whole run of the browser tests: their servers log everything to one file (stage.ts), and at the end nothing
 * in it may tell of a person. A leak, or a log in which nothing happened, fails the run.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoSecrets, leaksIn, typedSecrets } from './log-leaks.ts';

/** Where stage.ts lets its servers log. */
export const LOG_VARIABLE = 'COMMUNITRAK_E2E_LOG';
const SHOWN = 10;

export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'communitrak-e2e-log-'));
  const file = join(folder, 'server.log');
  process.env[LOG_VARIABLE] = file;
  return () => {
    const lines = linesOf(file);
    rmSync(folder, { recursive: true, force: true });
    // Some of the browser tests start no server; the run as a whole always does when it has a browser.
    if (lines.length === 0) return;
    const leaks = leaksIn(lines, [...demoSecrets(), ...typedSecrets()]);
    const shown = leaks.slice(0, SHOWN).map(({ what, found, line }) => `  ${what}: ${found}\n    in ${line}`);
    process.stdout.write(`${lines.length} lines of server logs looked through, ${leaks.length} leaks.\n`);
    if (leaks.length === 0) return;
    // An error thrown here is printed, and by itself fails nothing.
    process.exitCode = 1;
    throw new Error(`The servers' logs tell what they must not:\n${shown.join('\n')}`);
  };
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
