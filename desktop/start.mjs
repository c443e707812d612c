/** `npm run desktop`: builds when a source is newer than the build, then starts Electron; says plainly when it cannot. */
import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { bin, newest, root, run } from '../shared/config/scripts/lib.mjs';
import { findElectron, noElectron } from './find-electron.mjs';

const SOURCES = ['shared', 'desktop', 'package-lock.json'];
const BUILT = ['renderer/index.html', 'preload.cjs', 'main.cjs'];

/** The oldest of what was built; 0 when a part is missing. */
function builtAt() {
  const times = BUILT.map(
    (name) => statSync(join(root, 'desktop/dist', name), { throwIfNoEntry: false })?.mtimeMs ?? 0,
  );
  return Math.min(...times);
}

async function buildIfStale() {
  if (Math.max(...SOURCES.map((path) => newest(join(root, path)))) <= builtAt()) return 0;
  console.log('Building the desktop app (only when its sources have changed) …');
  return await run(bin('webpack'), ['--config', 'desktop/webpack.config.mjs', '--mode', 'production']);
}

const binary = findElectron();
if (binary === undefined) {
  console.error(noElectron(process.env));
  process.exit(1);
}
const failed = await buildIfStale();
if (failed !== 0) process.exit(failed);
const app = spawn(binary, [join(root, 'desktop'), ...process.argv.slice(2)], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => app.kill(signal));
app.on('error', (fault) => {
  console.error(`Electron could not be started: ${fault.message}`);
  process.exit(1);
});
app.on('exit', (code) => process.exit(code ?? 1));
