/**
 * `npm start`: builds when a source is newer than the build, then runs the server in this process's place; beside it the
 * stand-in for Stripe where no keys were given.
 */
import { spawn } from 'node:child_process';
import { buildIfStale, root } from './lib.mjs';
import { startSandbox, wantsSandbox } from './sandbox.mjs';

async function payments() {
  if (!wantsSandbox()) return { env: {}, stop: () => undefined };
  try {
    return await startSandbox();
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}

await buildIfStale();
const sandbox = await payments();
const server = spawn(process.execPath, ['--import', 'tsx', 'sync-server/src/main.ts'], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, ...sandbox.env },
});
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => server.kill(signal));
server.on('exit', (code, signal) => {
  // After the server, so that what it has under way is still answered.
  sandbox.stop('SIGTERM');
  process.exit(code ?? (signal === null ? 1 : 0));
});
