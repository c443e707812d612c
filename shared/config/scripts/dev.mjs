/** `npm run dev`: rebuilds the app and restarts the server whenever a source changes. */
import { spawn } from 'node:child_process';
import { bin, root } from './lib.mjs';

const children = [
  spawn(bin('webpack'), ['--config', 'pwa/webpack.config.mjs', '--mode', 'development', '--watch'], {
    cwd: root,
    stdio: 'inherit',
  }),
  spawn(bin('tsx'), ['watch', '--clear-screen=false', 'sync-server/src/main.ts'], {
    cwd: root,
    stdio: 'inherit',
  }),
];
const stop = () => children.forEach((child) => child.kill('SIGTERM'));
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, stop);
for (const child of children) child.on('exit', stop);
