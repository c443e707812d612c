/** Builds desktop/dist when a source is newer than what was built. Used by `npm run desktop` and by its tests. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { bin, newest, root, run } from '../shared/config/scripts/lib.mjs';

const SOURCES = ['shared', 'desktop', 'pwa/public', 'package-lock.json'];
const BUILT = ['renderer/index.html', 'preload.cjs', 'main.cjs'];

export const DIST = join(root, 'desktop/dist');

/** The oldest of what was built; 0 when a part is missing. */
function builtAt() {
  return Math.min(
    ...BUILT.map((name) => statSync(join(DIST, name), { throwIfNoEntry: false })?.mtimeMs ?? 0),
  );
}

/** @returns {Promise<number>} the build's exit code; 0 when there was nothing to do */
export async function buildDesktop() {
  if (Math.max(...SOURCES.map((path) => newest(join(root, path)))) <= builtAt()) return 0;
  console.log('Building the desktop app (only when its sources have changed) …');
  return await run(bin('webpack'), ['--config', 'desktop/webpack.config.mjs', '--mode', 'production']);
}
