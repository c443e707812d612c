/**
 * better-auth, set up for what this server offers now: e-mail and password, a cookie for browsers, a bearer token for
 * the desktop. Sign-up is closed: accounts come by import, demo or invitation. Facebook Login, registration, recovery
 * and second factors are options and plugins added here.
 */
import { APIError, createAuthMiddleware } from 'better-auth/api';
import { betterAuth } from 'better-auth/minimal';
import type { BetterAuthOptions } from 'better-auth/minimal';
import { bearer } from 'better-auth/plugins/bearer';
import type { NewId } from '@communitrak/domain/core/ids.ts';
import { createAdapter } from './adapter.ts';
import type { AttemptRule, Attempts } from './attempts.ts';
import { normalAddress } from './ids.ts';
import type { ModelParts } from './model.ts';

export const MIN_PASSWORD = 10;
const MAX_PASSWORD = 256;
const SESSION_SECONDS = 30 * 24 * 3600;
/** How fine "last used" is in the list of sessions: one write a session an hour. */
const REFRESH_SECONDS = 3600;

/** Set by the http room from the connection; what a client sends under this name is overwritten there. */
export const CLIENT_IP_HEADER = 'x-communitrak-client-ip';

export interface SignInLimits {
  /** By client: many people may share an office's address, so this only stops floods. */
  readonly perClient: AttemptRule;
  /** By e-mail address, wherever the attempts come from: what makes guessing a password hopeless. */
  readonly perAddress: AttemptRule;
}

export const SIGN_IN_LIMITS: SignInLimits = {
  perClient: { window: 60, max: 30 },
  perAddress: { window: 900, max: 10 },
};

export interface AuthLog {
  debug(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

export interface AuthParts {
  readonly models: ModelParts;
  readonly attempts: Attempts;
  readonly limits: SignInLimits;
  readonly secret: string;
  /** Origin under which the public reaches this server. */
  readonly baseUrl: string;
  /** Whether a request's Origin is this server's own. */
  readonly isOwnOrigin: (request: Request) => readonly string[];
  readonly newId: NewId;
  readonly log: AuthLog;
}

/**
 * What of better-auth this version offers; everything else is not found. Opening one is a decision here, never an
 * upgrade's accident.
 */
export const OPEN_PATHS: ReadonlySet<string> = new Set([
  'POST /api/auth/sign-in/email',
  'POST /api/auth/sign-out',
]);

const addressKey = (address: string): string => `address ${normalAddress(address)}`;

/** Guards one address against guessing from many clients; the count is forgiven by a sign-in that succeeds. */
function addressHooks({ attempts, limits }: AuthParts) {
  const addressOf = (body: unknown): string => {
    const email = typeof body === 'object' && body !== null && 'email' in body ? body.email : undefined;
    return typeof email === 'string' ? email : '';
  };
  return {
    before: createAuthMiddleware(async (ctx) => {
      if (ctx.path !== '/sign-in/email') return;
      const answer = await attempts.consume(addressKey(addressOf(ctx.body)), limits.perAddress);
      if (answer.allowed) return;
      const headers = { 'x-retry-after': String(answer.retryAfter ?? limits.perAddress.window) };
      throw new APIError('TOO_MANY_REQUESTS', { message: 'too many attempts' }, headers);
    }),
    after: createAuthMiddleware(async (ctx) => {
      if (ctx.path !== '/sign-in/email' || !ctx.context.newSession) return;
      await attempts.forget(addressKey(addressOf(ctx.body)));
    }),
  };
}

function advancedOptions({ baseUrl, newId }: AuthParts) {
  const secure = baseUrl.startsWith('https:');
  return {
    cookiePrefix: 'communitrak',
    useSecureCookies: secure,
    defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', secure },
    // Off by default under a test runner: said here, so that what is tested is what runs.
    disableOriginCheck: false,
    disableCSRFCheck: false,
    ipAddress: { ipAddressHeaders: [CLIENT_IP_HEADER] },
    database: { generateId: () => newId() },
  } satisfies BetterAuthOptions['advanced'];
}

export function createAuth(parts: AuthParts) {
  return betterAuth({
    appName: 'Communitrak',
    baseURL: parts.baseUrl,
    basePath: '/api/auth',
    secret: parts.secret,
    database: createAdapter(parts.models),
    trustedOrigins: (request) => (request === undefined ? [] : [...parts.isOwnOrigin(request)]),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: MIN_PASSWORD,
      maxPasswordLength: MAX_PASSWORD,
    },
    // Read with the account anyway: memberships.ts keeps them in it.
    user: { additionalFields: { places: { type: 'json', input: false, required: false } } },
    // No cookie cache: a revoked session must not work once more.
    session: { expiresIn: SESSION_SECONDS, updateAge: REFRESH_SECONDS, cookieCache: { enabled: false } },
    plugins: [bearer({ requireSignature: true })],
    rateLimit: {
      enabled: true,
      window: 60,
      max: 300,
      customRules: { '/sign-in/email': parts.limits.perClient },
      customStorage: { consume: (key, rule) => parts.attempts.consume(key, rule) },
    },
    hooks: addressHooks(parts),
    advanced: advancedOptions(parts),
    // Our http room answers errors in our own shape; anything unexpected must reach it as it was thrown.
    onAPIError: { throw: true },
    telemetry: { enabled: false },
    // The message only: better-auth's arguments may carry rows, and rows are people.
    logger: {
      level: 'warn',
      log: (level, message) => parts.log[level === 'info' ? 'debug' : level](message),
    },
  });
}

export type Auth = ReturnType<typeof createAuth>;
