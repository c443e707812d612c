/** Small things the scripts share: running a command, finding a browser, knowing whether the build is stale. */
import { spawn } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync, statSync, utimesSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * Runs a program in the project's root with its output shown.
 * @returns {Promise<number>} its exit code; a signal counts as 1
 */
export function run(command, args, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

export const bin = (name) => join(root, 'node_modules', '.bin', name);

const runnable = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
};

/** CHROMIUM_PATH, then an installed Chromium or Chrome, then Playwright's own; undefined when there is none. */
export async function findBrowser() {
  const named = process.env.CHROMIUM_PATH;
  if (named !== undefined && named !== '') return runnable(named) ? named : undefined;
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const folders = (process.env.PATH ?? '').split(delimiter);
  const installed = names.flatMap((name) => folders.map((folder) => join(folder, name))).find(runnable);
  if (installed !== undefined) return installed;
  const { chromium } = await import('playwright-core');
  const own = chromium.executablePath();
  return own !== '' && existsSync(own) ? own : undefined;
}

export const NO_BROWSER =
  'NO BROWSER FOUND: the browser tests cannot run. Install one with: apt-get install -y chromium (or set CHROMIUM_PATH)';

/** Time (ms) of the newest file below a path; 0 when there is none. */
export function newest(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(path)
    .filter((name) => name !== 'node_modules' && name !== 'dist' && name !== 'docs' && name !== 'decisions')
    .reduce((latest, name) => Math.max(latest, newest(join(path, name))), 0);
}

/** True when a source of the browser app is newer than what was built from it, or nothing was built. */
export function buildIsStale() {
  const built = statSync(join(root, 'pwa/dist/index.html'), { throwIfNoEntry: false });
  if (built === undefined) return true;
  const sources = ['shared', 'pwa', 'package-lock.json'].map((path) => newest(join(root, path)));
  return Math.max(...sources) > built.mtimeMs;
}

/** Builds the browser app when it is stale. Exits with the build's code when it fails. */
export async function buildIfStale() {
  if (!buildIsStale()) return;
  console.log('Building the app (only when its sources have changed) …');
  const code = await run(bin('webpack'), ['--config', 'pwa/webpack.config.mjs', '--mode', 'production']);
  if (code !== 0) process.exit(code);
  // webpack leaves an unchanged page as it is; its time says when the build was made
  const now = new Date();
  utimesSync(join(root, 'pwa/dist/index.html'), now, now);
}
