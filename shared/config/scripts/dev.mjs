/** `npm run dev`: rebuilds the app and restarts the server whenever a source changes. */
import { spawn } from 'node:child_process';
import { bin, root } from './lib.mjs';
import { startSandbox, wantsSandbox } from './sandbox.mjs';

const sandbox = wantsSandbox() ? await startSandbox() : { env: {}, stop: () => undefined };

const children = [
  spawn(bin('webpack'), ['--config', 'pwa/webpack.config.mjs', '--mode', 'development', '--watch'], {
    cwd: root,
    stdio: 'inherit',
  }),
  spawn(bin('tsx'), ['watch', '--clear-screen=false', 'sync-server/src/main.ts'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...sandbox.env },
  }),
];
const stop = () => {
  children.forEach((child) => child.kill('SIGTERM'));
  sandbox.stop('SIGTERM');
};
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, stop);
for (const child of children) child.on('exit', stop);
