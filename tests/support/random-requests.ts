/**
 * Random requests over every route: valid, half valid, broken, huge, with others' ids, files, tokens and sessions. Each
 * route has its generator under the route's own name; what comes out of one is only a request, asked by whoever.
 */
import { randomBytes } from 'node:crypto';
import type { WireDoc } from '@communitrak/domain/core/envelope.ts';
import { COLLECTIONS } from '@communitrak/domain/core/entity.ts';
import { PROTOCOL_VERSION } from '@communitrak/protocol/version.ts';
import type { Dice } from './dice.ts';
import type { RawRequest } from './raw-http.ts';

/** What a request may be made of; all of it was really handed out to somebody. */
export interface Loot {
  readonly association: string;
  readonly foreignAssociation: string;
  readonly documents: readonly WireDoc[];
  readonly hashes: readonly string[];
  /** Sync tokens, anybody's. */
  readonly tokens: readonly string[];
  readonly devices: readonly string[];
  /** Ids of sessions, anybody's. */
  readonly sessions: readonly string[];
}

export interface Asked extends RawRequest {
  readonly route: string;
  /** The one id that the request is about: the same may be asked about another. */
  readonly about?: string;
}

type Make = (dice: Dice, loot: Loot) => Omit<Asked, 'route'>;

const JSON_TYPE = { 'content-type': 'application/json' };
const ABSENT_HASH = '0123456789abcdef'.repeat(4);
const STRANGE = [
  '..',
  '../../etc/passwd',
  '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
  '%00',
  '%ff',
  '%E0%A4%A',
  "'; DROP TABLE members; --",
  '{"$gt":""}',
  '__proto__',
  'constructor',
  '_all_docs',
  '_design/x',
  '\u{1F600}',
  'ＡＢＣ',
  'a'.repeat(3000),
  '-1',
  '1e999',
  '',
];

const deep = (levels: number): unknown => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`);

function nonsense(dice: Dice): unknown {
  return dice.pick<() => unknown>([
    () => null,
    () => 7,
    () => -1e308,
    () => dice.pick(STRANGE),
    () => [],
    () => [[], {}, null],
    () => ({ toString: 'x', length: -1, __proto__: null }),
    () => 'lone \ud800 half',
    () => 'nul \u0000 byte',
    () => deep(dice.pick([40, 400])),
    () => true,
  ])();
}

/** The value with one of its fields replaced, dropped or added, somewhere. */
function spoiled(dice: Dice, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || dice.chance(0.15)) return nonsense(dice);
  if (Array.isArray(value)) {
    const at = dice.upTo(Math.max(1, value.length));
    return value.map((one: unknown, index) => (index === at ? spoiled(dice, one) : one));
  }
  const entries = Object.entries(value);
  const at = dice.upTo(Math.max(1, entries.length));
  if (dice.chance(0.1)) return Object.fromEntries(entries.filter((_, index) => index !== at));
  const changed = entries.map(([key, one], index) => [key, index === at ? spoiled(dice, one) : one] as const);
  return Object.fromEntries(dice.chance(0.1) ? [...changed, [dice.pick(STRANGE), nonsense(dice)]] : changed);
}

function text(dice: Dice, message: unknown): string {
  const json = JSON.stringify(dice.chance(0.35) ? spoiled(dice, message) : message) ?? '';
  if (dice.chance(0.03)) return json.slice(0, dice.upTo(json.length));
  if (dice.chance(0.004)) return `{"protocol":1,"x":"${'x'.repeat(1_200_000)}"}`;
  if (dice.chance(0.01)) return json.replace('{', `{"deep":${'['.repeat(20_000)}${']'.repeat(20_000)},`);
  if (dice.chance(0.02))
    return json.replace(/"body":\{/, `"body":{"deep":${'['.repeat(20_000)}${']'.repeat(20_000)},`);
  return json;
}

function associationIn(dice: Dice, { association, foreignAssociation }: Loot): string {
  if (dice.chance(0.85)) return association;
  return dice.pick([
    foreignAssociation,
    'no-such-place',
    encodeURIComponent(dice.pick(STRANGE)),
    '..',
    association.toUpperCase(),
  ]);
}

const protocol = (dice: Dice): unknown =>
  dice.chance(0.96) ? PROTOCOL_VERSION : dice.pick([0, 2, 99, -1, '1', 1.5]);
const collection = (dice: Dice): string => (dice.chance(0.97) ? dice.pick(COLLECTIONS) : dice.pick(STRANGE));

const forged = (dice: Dice): string => {
  const bytes = randomBytes(16 + dice.upTo(200));
  return dice.pick([bytes.toString('base64url'), 'e30', '', 'null', bytes.toString('hex')]);
};

function tokenIn(dice: Dice, { tokens }: Loot): unknown {
  if (dice.chance(0.3) || tokens.length === 0) return null;
  if (dice.chance(0.6)) return dice.pick(tokens);
  const known = dice.pick(tokens);
  const at = dice.upTo(known.length);
  return dice.chance(0.5) ? forged(dice) : `${known.slice(0, at)}A${known.slice(at + 1)}`;
}

function postTo(door: string, message: (dice: Dice, loot: Loot) => { body: unknown; about?: string }): Make {
  return (dice, loot) => {
    const { body, about } = message(dice, loot);
    return {
      method: 'POST',
      path: `/a/${associationIn(dice, loot)}/sync/${door}`,
      headers: JSON_TYPE,
      body: text(dice, body),
      ...(about === undefined ? {} : { about }),
    };
  };
}

const pull = postTo('pull', (dice, loot) => ({
  body: {
    protocol: protocol(dice),
    want: Array.from({ length: 1 + dice.upTo(3) }, () => ({
      collection: collection(dice),
      token: tokenIn(dice, loot),
      limit: dice.pick([1, 5, 50, 2000]),
      holds: dice.chance(0.3),
    })),
  },
}));

const verify = postTo('verify', (dice, { documents }) => {
  const { id, type } = dice.pick(documents);
  const held = dice.chance(0.5) ? [] : [[dice.pick(documents).id, '0'.repeat(16)]];
  void type;
  return {
    about: id,
    body: {
      protocol: protocol(dice),
      collection: collection(dice),
      after: dice.pick(['', id, dice.pick(documents).id]),
      upTo: dice.pick(['', id]),
      held: [[id, 'f'.repeat(16)], ...held],
    },
  };
});

/** Never what a rule might allow: rights and audiences stay as they are, so that every answer can be judged. */
const push = postTo('push', (dice, { documents }) => {
  const rows = Array.from({ length: dice.pick([1, 1, 1, 4]) }, () => {
    const doc = dice.pick(documents);
    const other = dice.pick(documents);
    const stale = { ...doc, body: { ...doc.body, stale: dice.upTo(1000) } };
    const next = dice.pick<() => unknown>([
      () => ({ ...stale, body: { ...stale.body, more: nonsense(dice) } }),
      () => ({ ...doc, body: {} }),
      () => ({ ...doc, id: other.id }),
      () => ({ ...doc, type: other.type }),
      () => ({ ...doc, _deleted: true }),
      () => ({ ...doc, body: { ...doc.body, parent: other.id, files: nonsense(dice) } }),
      () => spoiled(dice, { ...stale, version: 9 }),
      () => nonsense(dice),
    ])();
    return { assumed: dice.pick([null, { ...doc, body: { guess: true } }]), next };
  });
  return { body: { protocol: protocol(dice), collection: collection(dice), rows } };
});

const sha = (dice: Dice, { hashes }: Loot): string =>
  dice.chance(0.7)
    ? dice.pick(hashes)
    : dice.pick([ABSENT_HASH, encodeURIComponent(dice.pick(STRANGE)), 'ABC']);

const getFile: Make = (dice, loot) => {
  const { id } = dice.pick(loot.documents);
  const doc = dice.chance(0.85) ? encodeURIComponent(id) : encodeURIComponent(dice.pick(STRANGE));
  const query = dice.pick([`?doc=${doc}`, `?doc=${doc}`, `?doc=${doc}&doc=${doc}`, `?doc[]=${doc}`, '']);
  return {
    method: dice.pick(['GET', 'GET', 'HEAD']),
    path: `/a/${associationIn(dice, loot)}/files/${sha(dice, loot)}${query}`,
    headers: dice.chance(0.1) ? { range: 'bytes=0-3', 'if-none-match': '*' } : {},
    about: id,
  };
};

const putFile: Make = (dice, loot) => ({
  method: 'PUT',
  path: `/a/${associationIn(dice, loot)}/files/${sha(dice, loot)}`,
  headers: {
    'content-type': dice.pick(['image/png', 'image/jpeg', 'text/html', 'multipart/form-data', 'x']),
  },
  body: randomBytes(dice.pick([0, 1, 700])),
});

const events: Make = (dice, loot) => ({
  method: 'GET',
  path: `/a/${associationIn(dice, loot)}/sync/events?device=${dice.pick([...loot.devices, 'x', '%00', ''])}&protocol=${dice.pick(['0', '1', '99', 'x'])}`,
  headers: {},
});

const plain =
  (...paths: readonly string[]): Make =>
  (dice) => ({
    method: dice.pick(['GET', 'GET', 'HEAD', 'POST', 'DELETE', 'OPTIONS']),
    path: dice.pick(paths) + dice.pick(['', '', '?x=1', '/', '/../..', '?a[b]=c']),
    headers: {},
  });

const accounts: Make = (dice) => ({
  method: dice.pick(['GET', 'POST']),
  path: `/api/auth/${dice.pick(['get-session', 'list-sessions', 'sign-up/email', 'forget-password', 'reset-password', 'token', 'update-user', 'admin/list-users', '..', '%2e%2e/session', encodeURIComponent(dice.pick(STRANGE))])}`,
  headers: JSON_TYPE,
  body: text(dice, {
    email: 'nobody@example.org',
    password: 'wrong',
    name: nonsense(dice),
    callbackURL: '//evil',
  }),
});

const below: Make = (dice, loot) => ({
  method: dice.pick(['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'PROPFIND']),
  path: `${dice.pick(['/a', '/api', '/a/', '/A', '/stripe/webhook', '/.git/config', '/sync-server', '/_utils'])}/${associationIn(dice, loot)}/${encodeURIComponent(dice.pick(STRANGE))}`,
  headers: {},
});

const app: Make = (dice) => ({
  method: 'GET',
  path: `/app/${dice.pick(['', 'sw.js', '..%2f..%2fpackage.json', '../../package.json', '.env', '%2e%2e/%2e%2e/x', 'maple-row/requests/x', encodeURIComponent(dice.pick(STRANGE))])}`,
  headers: dice.chance(0.2) ? { range: 'bytes=9-1', 'if-modified-since': 'never' } : {},
});

const endSession: Make = (dice, { sessions }) => {
  const id = dice.chance(0.7) && sessions.length > 0 ? dice.pick(sessions) : dice.pick(STRANGE);
  return { method: 'DELETE', path: `/api/sessions/${encodeURIComponent(id)}`, headers: {} };
};

/** Ids of households, payments and saved methods, anybody's, and what is none. */
const paymentMessage =
  (path: (id: string) => string): Make =>
  (dice, loot) => {
    const { id } = dice.pick(loot.documents);
    const local = dice.chance(0.8) ? id.slice(id.indexOf(':') + 1) : encodeURIComponent(dice.pick(STRANGE));
    const body = dice.pick<unknown>([
      { payment: local },
      { household: local },
      { household: local, kind: 'card' },
      { household: 'h1', kind: 'bank', number: '4242424242424242' },
      {},
    ]);
    return {
      method: 'POST',
      path: `/a/${associationIn(dice, loot)}/payments${path(local)}`,
      headers: JSON_TYPE,
      body: text(dice, body),
    };
  };

const webhook =
  (path: string): Make =>
  (dice) => ({
    method: 'POST',
    path,
    headers: { ...JSON_TYPE, 'stripe-signature': dice.pick(['', 't=1,v1=00', forged(dice)]) },
    body: text(dice, { id: 'evt_1', type: 'payment_intent.succeeded', data: { object: { id: 'pi_1' } } }),
  });

/** What leads the association's own account and bill ask of Stripe; to anybody else it says that there is nothing. */
const ofAssociation = (path: string) => ({ make: paymentMessage(() => path), weight: 1 });

/** By the route's name as the app itself tells it; the weight is how often of all. */
export const GENERATORS: Readonly<Record<string, { readonly make: Make; readonly weight: number }>> = {
  'POST /a/:association/sync/pull': { make: pull, weight: 25 },
  'POST /a/:association/sync/push': { make: push, weight: 25 },
  'POST /a/:association/sync/verify': { make: verify, weight: 12 },
  'GET /a/:association/sync/events': { make: events, weight: 1 },
  'GET /a/:association/files/:sha256': { make: getFile, weight: 14 },
  'PUT /a/:association/files/:sha256': { make: putFile, weight: 2 },
  'POST /a/:association/payments/pages/pay': { make: paymentMessage(() => '/pages/pay'), weight: 2 },
  'POST /a/:association/payments/pages/leave': { make: paymentMessage(() => '/pages/leave'), weight: 1 },
  'POST /a/:association/payments/pages/method': { make: paymentMessage(() => '/pages/method'), weight: 1 },
  'POST /a/:association/payments/pages/portal': { make: paymentMessage(() => '/pages/portal'), weight: 1 },
  'POST /a/:association/payments/methods/:id/default': {
    make: paymentMessage((id) => `/methods/${id}/default`),
    weight: 1,
  },
  'POST /a/:association/payments/methods/:id/remove': {
    make: paymentMessage((id) => `/methods/${id}/remove`),
    weight: 1,
  },
  'POST /a/:association/payments/account/onboarding': ofAssociation('/account/onboarding'),
  'POST /a/:association/payments/account/refresh': ofAssociation('/account/refresh'),
  'POST /a/:association/payments/billing/cancel': ofAssociation('/billing/cancel'),
  'POST /a/:association/payments/billing/method': ofAssociation('/billing/method'),
  'POST /a/:association/payments/billing/portal': ofAssociation('/billing/portal'),
  'USE /a/:association/payments': { make: below, weight: 1 },
  'POST /stripe/webhook': { make: webhook('/stripe/webhook'), weight: 1 },
  'POST /stripe/connect-webhook': { make: webhook('/stripe/connect-webhook'), weight: 1 },
  'USE /a/:association/sync': { make: below, weight: 2 },
  'USE /api,/a': { make: below, weight: 2 },
  'USE /api/auth': { make: accounts, weight: 2 },
  'USE /api': { make: plain('/api', '/api/', '/api/x', '/API/session'), weight: 1 },
  'GET /api/session': { make: plain('/api/session', '/api/session?after=sign-in'), weight: 3 },
  'GET /api/sessions': { make: plain('/api/sessions'), weight: 2 },
  'DELETE /api/sessions/:id': { make: endSession, weight: 2 },
  'USE /app': { make: app, weight: 2 },
  'GET ^\\/app$': { make: plain('/app'), weight: 1 },
  'GET /': { make: plain('/', '//', '/%2f'), weight: 1 },
  'GET /front/style.css': { make: plain('/front/style.css'), weight: 1 },
  'GET /front/cookies.js': { make: plain('/front/cookies.js'), weight: 1 },
  'GET /front/icon.svg': { make: plain('/front/icon.svg', '/front/../app/'), weight: 1 },
  'GET /healthz': { make: plain('/healthz'), weight: 1 },
  'GET /readyz': { make: plain('/readyz'), weight: 1 },
  'GET /metrics': { make: plain('/metrics'), weight: 1 },
};

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'REPORT'];
const TYPES = [
  'text/plain',
  'application/xml',
  'application/json; charset=utf-16',
  'application/json;charset=x',
  '',
];

function oddHeaders(dice: Dice): Readonly<Record<string, string>> {
  return dice.pick<Readonly<Record<string, string>>>([
    { 'content-type': dice.pick(TYPES) },
    { origin: 'https://evil.example' },
    { 'sec-fetch-site': 'cross-site' },
    { 'x-forwarded-for': '127.0.0.1, 8.8.8.8', 'x-forwarded-proto': 'https' },
    { 'content-encoding': dice.pick(['gzip', 'br', 'x', 'deflate']) },
    { 'x-communitrak-device': dice.pick(['', 'a b', 'x'.repeat(80), '../../etc']) },
    { 'accept-language': 'x'.repeat(200), accept: '*/*;q=x' },
    { 'x-http-method-override': 'DELETE', 'x-original-url': '/api/sessions' },
    { host: 'evil.example' },
    { cookie: 'communitrak.session_token=forged.x; communitrak.session_token=%' },
    { authorization: `Bearer ${'x'.repeat(dice.upTo(400))}` },
  ]);
}

const weighted: readonly string[] = Object.entries(GENERATORS).flatMap(([route, { weight }]) =>
  Array.from({ length: weight }, () => route),
);

export function randomRequest(dice: Dice, loot: Loot): Asked {
  const route = dice.pick(weighted);
  const made = GENERATORS[route]?.make(dice, loot);
  if (made === undefined) throw new Error(`no generator for ${route}`);
  const method = dice.chance(0.04) ? dice.pick(METHODS) : made.method;
  const headers = dice.chance(0.1) ? { ...made.headers, ...oddHeaders(dice) } : made.headers;
  return { ...made, route, method, headers };
}
