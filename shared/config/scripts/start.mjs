/** `npm start`: builds when a source is newer than the build, then runs the server in this process's place. */
import { spawn } from 'node:child_process';
import { buildIfStale, root } from './lib.mjs';

await buildIfStale();
const server = spawn(process.execPath, ['--import', 'tsx', 'sync-server/src/main.ts'], {
  cwd: root,
  stdio: 'inherit',
});
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => server.kill(signal));
server.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 0)));
