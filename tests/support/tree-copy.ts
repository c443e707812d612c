/** The whole source tree copied into a folder of its own, with the installed packages beside it: for tests that write into it. */
import { execFile, execFileSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const OWN_SCOPE = '@communitrak';

export interface Ran {
  readonly code: number;
  /** What it printed on both channels. */
  readonly output: string;
}

export interface TreeCopy {
  readonly root: string;
  /** Every source, below the root, as git would list it. */
  readonly files: readonly string[];
  /** Runs one of the installed programs there. */
  run(program: string, args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ran>;
  remove(): void;
}

/** Links to what is installed; the workspaces' own names must lead into the copy. */
function linkPackages(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    if (name === OWN_SCOPE)
      cpSync(join(from, name), join(to, name), { recursive: true, verbatimSymlinks: true });
    else symlinkSync(join(from, name), join(to, name));
  }
}

/** Without what the surrounding test run tells its own workers. */
const environment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(VITEST|NODE_OPTIONS|NODE_ENV|TEST$|DEV$|PROD$|SSR$|MODE$)/.test(name),
    ),
  );

export function copyTree(): TreeCopy {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  const files = listed.split('\n').filter((path) => path !== '' && existsSync(join(ROOT, path)));
  const root = mkdtempSync(join(tmpdir(), 'communitrak-tree-'));
  for (const path of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    copyFileSync(join(ROOT, path), join(root, path));
  }
  const places = ['', ...new Set(files.filter((path) => path.endsWith('package.json')).map(dirname))];
  for (const place of places) {
    const from = join(ROOT, place, 'node_modules');
    if (place !== '.' && existsSync(from)) linkPackages(from, join(root, place, 'node_modules'));
  }
  return {
    root,
    files,
    run: (program, args, env = {}) =>
      new Promise((resolve) => {
        const path = join(root, 'node_modules/.bin', program);
        const options = { cwd: root, env: { ...environment(), ...env }, maxBuffer: 64 * 1024 * 1024 };
        execFile(path, args, options, (error, stdout, stderr) => {
          const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
          resolve({ code, output: `${stdout}${stderr}` });
        });
      }),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
