/** The program's environment, read once; each fault in words. */
import type { SandboxOptions } from './create-sandbox.ts';
import type { WebhookEndpoint } from './webhooks/deliver.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export type ReadEnvironment =
  | { readonly ok: true; readonly options: SandboxOptions }
  | { readonly ok: false; readonly faults: readonly string[] };

const DEFAULT_PORT = 12_111;
const MOST_PORT = 65_535;

function readPort(value: string | undefined, faults: string[]): number {
  if (value === undefined) return DEFAULT_PORT;
  const port = Number(value);
  if (/^\d+$/.test(value) && port <= MOST_PORT) return port;
  faults.push(`STRIPE_SANDBOX_PORT is "${value}": give a number from 0 to ${String(MOST_PORT)}.`);
  return DEFAULT_PORT;
}

function readUrl(env: Environment, name: string, faults: string[]): string | undefined {
  const value = env[name];
  if (value === undefined || /^https?:\/\//.test(value)) return value;
  faults.push(`${name} is "${value}": give an address that begins with http:// or https://.`);
  return undefined;
}

function readEndpoint(env: Environment, name: string, faults: string[]): WebhookEndpoint | undefined {
  const url = readUrl(env, name, faults);
  const secret = env[`${name}_SECRET`];
  if (url === undefined) return undefined;
  if (secret !== undefined && secret !== '') return { url, secret };
  faults.push(`${name}_SECRET is missing: events to ${url} are signed with it.`);
  return undefined;
}

function readAfterRetries(value: string | undefined, faults: string[]): 'unpaid' | 'canceled' {
  if (value === undefined || value === 'unpaid' || value === 'canceled') return value ?? 'unpaid';
  faults.push(`STRIPE_SANDBOX_AFTER_RETRIES is "${value}": give unpaid or canceled.`);
  return 'unpaid';
}

export function readEnvironment(given: Environment): ReadEnvironment {
  // What is set to nothing is not set.
  const env: Environment = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
  const faults: string[] = [];
  if (env['NODE_ENV'] === 'production' && env['ALLOW_SANDBOX_PAYMENTS'] !== 'yes') {
    faults.push(
      'NODE_ENV is production, and here no money moves: set ALLOW_SANDBOX_PAYMENTS to yes if that is meant.',
    );
  }
  const publicUrl = readUrl(env, 'STRIPE_SANDBOX_PUBLIC_URL', faults);
  const path = env['STRIPE_SANDBOX_PATH'];
  const options: SandboxOptions = {
    port: readPort(env['STRIPE_SANDBOX_PORT'], faults),
    host: env['STRIPE_SANDBOX_HOST'] ?? '127.0.0.1',
    ...(publicUrl === undefined ? {} : { publicUrl }),
    ...(path === undefined ? {} : { path }),
    webhooks: {
      platform: readEndpoint(env, 'STRIPE_SANDBOX_WEBHOOK', faults),
      connect: readEndpoint(env, 'STRIPE_SANDBOX_CONNECT_WEBHOOK', faults),
    },
    afterRetries: readAfterRetries(env['STRIPE_SANDBOX_AFTER_RETRIES'], faults),
  };
  return faults.length > 0 ? { ok: false, faults } : { ok: true, options };
}
