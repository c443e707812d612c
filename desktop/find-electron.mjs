/**
 * Looks for an Electron binary, without downloading one: ELECTRON_OVERRIDE_DIST_PATH, then what the electron package has
 * fetched. The package's own way would start a download of 120 MB at the first look.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/** Where the binary lies inside Electron's own folder. */
const INSIDE = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };

/**
 * @param {Record<string, string | undefined>} env
 * @param {string} packageFolder folder of the electron package
 * @param {string} platform
 * @returns {string | undefined} path of the binary
 */
export function findElectronIn(env, packageFolder, platform) {
  const inside = INSIDE[platform] ?? 'electron';
  const named = env.ELECTRON_OVERRIDE_DIST_PATH ?? '';
  if (named !== '') {
    const binary = join(named, inside);
    return existsSync(binary) ? binary : undefined;
  }
  const pathFile = join(packageFolder, 'path.txt');
  if (!existsSync(pathFile)) return undefined;
  const binary = join(packageFolder, 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(binary) ? binary : undefined;
}

export function findElectron() {
  return findElectronIn(process.env, dirname(require.resolve('electron/package.json')), process.platform);
}

/** @param {Record<string, string | undefined>} env */
export function noElectron(env) {
  const named = env.ELECTRON_OVERRIDE_DIST_PATH ?? '';
  const looked =
    named === '' ? [] : [`ELECTRON_OVERRIDE_DIST_PATH is ${named}, and there is no Electron in it.`];
  return [
    'NO ELECTRON BINARY FOUND: the desktop app cannot start here.',
    ...looked,
    'npm installs Electron without its binary. Get it in one of two ways:',
    '  npx install-electron      (downloads about 120 MB)',
    '  ELECTRON_OVERRIDE_DIST_PATH=/path/to/electron npm run desktop      (a folder with Electron 45 unpacked)',
    'In the browser everything works without it: npm start',
  ].join('\n');
}
