/**
 * Payments without Stripe's keys: the stand-in beside the server, and the environment that lets the server speak to it. The
 * server itself knows no difference. In production only where it is asked for by name.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { root } from './lib.mjs';

const READY = /^Payments sandbox/m;
const PATIENCE_MS = 30_000;

const given = (name) => (process.env[name] ?? '').trim();

/** True when nobody gave keys of Stripe's, and this is no production, or one that was told to pretend. */
export function wantsSandbox() {
  if (given('STRIPE_SECRET_KEY') !== '' || given('PORT') === '0') return false;
  return given('NODE_ENV') !== 'production' || given('ALLOW_SANDBOX_PAYMENTS') === 'yes';
}

function environmentOf() {
  const port = given('PORT') || '8080';
  const dataDir = resolve(root, given('DATA_DIR') || './.data');
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const secrets = [0, 1].map(() => `whsec_${randomBytes(24).toString('hex')}`);
  const sandboxPort = given('STRIPE_SANDBOX_PORT') || '12111';
  const server = `http://127.0.0.1:${port}`;
  return {
    sandbox: {
      STRIPE_SANDBOX_PORT: sandboxPort,
      STRIPE_SANDBOX_PATH: join(dataDir, 'sandbox-payments'),
      STRIPE_SANDBOX_WEBHOOK: `${server}/stripe/webhook`,
      STRIPE_SANDBOX_WEBHOOK_SECRET: secrets[0],
      STRIPE_SANDBOX_CONNECT_WEBHOOK: `${server}/stripe/connect-webhook`,
      STRIPE_SANDBOX_CONNECT_WEBHOOK_SECRET: secrets[1],
    },
    server: {
      STRIPE_SECRET_KEY: 'sk_test_sandbox',
      STRIPE_WEBHOOK_SECRET: secrets[0],
      STRIPE_CONNECT_WEBHOOK_SECRET: secrets[1],
      STRIPE_API_BASE: `http://127.0.0.1:${sandboxPort}`,
    },
  };
}

/**
 * Starts it and waits until it answers.
 * @returns {Promise<{ env: Record<string, string>, stop: (signal: NodeJS.Signals) => void }>} what the server is to be told
 * @throws Error in words when it did not start; it has said why
 */
export async function startSandbox() {
  const { sandbox, server } = environmentOf();
  const child = spawn(process.execPath, ['--import', 'tsx', 'sync-server/src/payments/sandbox/main.ts'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...sandbox },
  });
  let heard = '';
  await new Promise((ready, failed) => {
    const late = setTimeout(
      () => failed(new Error('The payments sandbox did not start in time.')),
      PATIENCE_MS,
    );
    child.stdout.on('data', (chunk) => {
      process.stdout.write(chunk);
      if (!READY.test((heard += chunk))) return;
      clearTimeout(late);
      ready();
    });
    child.on('exit', () => failed(new Error('The payments sandbox ended, so Communitrak was not started.')));
  });
  return { env: server, stop: (signal) => child.kill(signal) };
}
