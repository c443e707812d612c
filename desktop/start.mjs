/** `npm run desktop`: builds when a source is newer than the build, then starts Electron; says plainly when it cannot. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { buildDesktop } from './build.mjs';
import { findElectron, noElectron } from './find-electron.mjs';

const binary = findElectron();
if (binary === undefined) {
  console.error(noElectron(process.env));
  process.exit(1);
}
const failed = await buildDesktop();
if (failed !== 0) process.exit(failed);
const app = spawn(binary, [fileURLToPath(new URL('.', import.meta.url)), ...process.argv.slice(2)], {
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => app.kill(signal));
app.on('error', (fault) => {
  console.error(`Electron could not be started: ${fault.message}`);
  process.exit(1);
});
app.on('exit', (code) => process.exit(code ?? 1));
