/** Each setting: a value that is taken, one that is not, and how the fault is said: which variable, what it must be. */
import { describe, expect, it } from 'vitest';
import { parseConfig } from './config.ts';
import { faultOf, FIELDS } from './config-fields.ts';

/** Name, a good value, bad ones. */
const TABLE: readonly (readonly [string, string, ...string[]])[] = [
  ['PORT', '0', '65536', '-1', '80.5', 'eighty'],
  ['HOST', '::1', 'http://x/', 'two words'],
  [
    'PUBLIC_URL',
    'https://hoa.example.com',
    'hoa.example.com',
    'ftp://x.example',
    'https://a@x.example',
    'https://x.example/app',
  ],
  ['DATA_DIR', '/var/lib/communitrak', 'a\0b'],
  ['COUCHDB_URL', 'http://admin:hunter2@127.0.0.1:5984', 'couchdb://admin:hunter2@host', '127.0.0.1:5984'],
  ['COUCHDB_PREFIX', 'hoa-', 'Upper', '1st', `a${'b'.repeat(41)}`],
  ['SESSION_SECRET', 'x'.repeat(32), 'x'.repeat(31)],
  ['VIEW_MEMORY_MB', '16', '15', '65537', '1.5', 'much'],
  ['METRICS_TOKEN', 'y'.repeat(16), 'y'.repeat(15), `with space ${'y'.repeat(16)}`],
  ['LOG_LEVEL', 'silent', 'loud', 'INFO'],
  ['WORKERS', '64', '0', '65', '1.5', 'two'],
  ['STRIPE_SECRET_KEY', 'rk_live', 'pk_live'],
  ['STRIPE_WEBHOOK_SECRET', 'whsec_1', 'secret'],
  ['STRIPE_CONNECT_WEBHOOK_SECRET', 'whsec_2', 'secret'],
  ['STRIPE_AUTOMATIC_TAX', 'yes', 'perhaps'],
  ['STRIPE_API_BASE', 'http://localhost:1', 'localhost:1'],
  ['SMTP_URL', 'smtps://mail.example.com', 'mail.example.com', 'https://mail.example.com'],
  ['MAIL_FROM', 'HOA <office@example.org>', 'nobody'],
  ['FACEBOOK_APP_ID', '12', 'twelve'],
];
/** Never repeated, for it is one or may hold one. */
const SECRETS = new Set([
  'COUCHDB_URL',
  'SESSION_SECRET',
  'METRICS_TOKEN',
  'STRIPE_SECRET_KEY',
  'STRIPE_WEBHOOK_SECRET',
  'STRIPE_CONNECT_WEBHOOK_SECRET',
  'SMTP_URL',
]);
/** Taken whatever they hold. */
const ANYTHING = ['FACEBOOK_APP_SECRET'];

it('asks about every setting there is', () => {
  expect([...TABLE.map(([name]) => name), ...ANYTHING].toSorted()).toEqual(
    FIELDS.map(({ name }) => name).toSorted(),
  );
});

describe.each(TABLE)('%s', (name, good, ...bad) => {
  const field = FIELDS.find((one) => one.name === name);
  if (field === undefined) throw new Error(`no setting ${name}`);

  it('is taken', () => expect(faultOf(field, good)).toBeUndefined());

  it.each(bad)('is refused as %j, saying where and what it must be', (value) => {
    const parsed = parseConfig({ [name]: value });
    const own = parsed.ok ? [] : parsed.faults.filter((fault) => fault.startsWith(`${name} must be `));
    // What is no secret is repeated; what may be one never is.
    expect(own).toEqual([`${name} must be ${field.must}${SECRETS.has(name) ? '' : `, and is "${value}"`}`]);
  });
});
