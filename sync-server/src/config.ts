/**
 * The environment, parsed once. Every fault is named in words before anything starts; nothing else in the server reads
 * `process.env`. What the variables mean is in shared/docs/operations.md.
 */
import { faultOf, FIELDS } from './config-fields.ts';
import type { LogLevel } from './config-fields.ts';
import type { StripeConfig } from './payments/client.ts';

export interface Config {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: string;
  /** Origin under which the public reaches the server; undefined: whatever address it is asked under. */
  readonly publicUrl: string | undefined;
  /** Absolute or relative to the working directory. */
  readonly dataDir: string;
  /** Undefined: the embedded store in dataDir. */
  readonly couchUrl: string | undefined;
  readonly couchPrefix: string;
  /** Undefined: made, and kept in dataDir. */
  readonly sessionSecret: string | undefined;
  /** Megabytes that the views of all associations together may hold in this process. */
  readonly viewMemoryMb: number;
  /** Undefined: /metrics answers only programs on this machine. */
  readonly metricsToken: string | undefined;
  readonly logLevel: LogLevel;
  /** Server processes behind the one port; more than one have a process of their own above them. */
  readonly workers: number;
  /** Undefined: no payments through Stripe. */
  readonly stripe: StripeConfig | undefined;
  /** Sales tax on the association's bill is worked out by Stripe, where it was set up there. */
  readonly stripeTaxes: boolean;
  /** Variables that are valid and that this version does not use yet: said at start, not silently ignored. */
  readonly unused: readonly string[];
}

export type ParsedConfig =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly faults: readonly string[] };

type Environment = Readonly<Record<string, string | undefined>>;

const NOT_YET = FIELDS.filter(({ name }) => /^(SMTP|MAIL|FACEBOOK)_/.test(name)).map(({ name }) => name);

/** Variables that make sense only together. */
const TOGETHER = [
  ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET'],
  ['STRIPE_SECRET_KEY', 'STRIPE_CONNECT_WEBHOOK_SECRET'],
  ['SMTP_URL', 'MAIL_FROM'],
  ['FACEBOOK_APP_ID', 'FACEBOOK_APP_SECRET'],
] as const;

/** An empty variable counts as absent: that is how compose files leave one out. */
function given(env: Environment, name: string): string | undefined {
  const value = env[name]?.trim();
  return value === undefined || value === '' ? undefined : value;
}

function faultsOf(env: Environment): readonly string[] {
  const single = FIELDS.flatMap((field) => {
    const value = given(env, field.name);
    const fault = value === undefined ? undefined : faultOf(field, value);
    return fault === undefined ? [] : [fault];
  });
  const pairs = TOGETHER.filter(([a, b]) => (given(env, a) === undefined) !== (given(env, b) === undefined));
  return [...single, ...pairs.map(([a, b]) => `${a} and ${b}: give both or neither`)];
}

const originOf = (url: string | undefined): string | undefined =>
  url === undefined ? undefined : new URL(url).origin;

function stripeOf(env: Environment): StripeConfig | undefined {
  const secretKey = given(env, 'STRIPE_SECRET_KEY');
  const webhookSecret = given(env, 'STRIPE_WEBHOOK_SECRET');
  const connectWebhookSecret = given(env, 'STRIPE_CONNECT_WEBHOOK_SECRET');
  if (secretKey === undefined || webhookSecret === undefined || connectWebhookSecret === undefined)
    return undefined;
  return { secretKey, webhookSecret, connectWebhookSecret, apiBase: given(env, 'STRIPE_API_BASE') };
}

/** @returns the configuration, or every fault of it: one sentence each, naming its variable, never a secret's value. */
export function parseConfig(env: Environment): ParsedConfig {
  const faults = faultsOf(env);
  if (faults.length > 0) return { ok: false, faults };
  const level = FIELDS.flatMap((field) => field.choices ?? []).find(
    (name) => name === given(env, 'LOG_LEVEL'),
  );
  return {
    ok: true,
    config: {
      port: Number(given(env, 'PORT') ?? '8080'),
      // Loopback by default: a trial with printed passwords is not for the whole network.
      host: given(env, 'HOST') ?? '127.0.0.1',
      publicUrl: originOf(given(env, 'PUBLIC_URL')),
      dataDir: given(env, 'DATA_DIR') ?? './.data',
      couchUrl: given(env, 'COUCHDB_URL'),
      couchPrefix: given(env, 'COUCHDB_PREFIX') ?? '',
      sessionSecret: given(env, 'SESSION_SECRET'),
      viewMemoryMb: Number(given(env, 'VIEW_MEMORY_MB') ?? '256'),
      metricsToken: given(env, 'METRICS_TOKEN'),
      logLevel: level ?? 'info',
      workers: Number(given(env, 'WORKERS') ?? '1'),
      stripe: stripeOf(env),
      stripeTaxes: given(env, 'STRIPE_AUTOMATIC_TAX') === 'yes',
      unused: NOT_YET.filter((name) => given(env, name) !== undefined),
    },
  };
}
