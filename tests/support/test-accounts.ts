/** Accounts on a test store, with a clock that a test may turn, and sign-in as better-auth's message. */
import {
  createAccounts,
  type Accounts,
  type AccountsParts,
} from '@communitrak/sync-server/accounts/accounts.ts';
import { CLIENT_IP_HEADER } from '@communitrak/sync-server/accounts/auth.ts';
import type { DocStore } from '@communitrak/sync-server/ports/doc-store.ts';
import { v7 } from 'uuid';

export const BASE_URL = 'http://localhost:8080';
export const TEST_SECRET = 'a-secret-of-the-tests-that-is-long-enough-0123456789';

export interface TestAccounts {
  readonly accounts: Accounts;
  readonly log: string[];
  signIn(email: string, password: string, options?: SignInOptions): Promise<Response>;
}

export interface SignInOptions {
  readonly ip?: string;
  readonly agent?: string;
}

export async function openTestAccounts(
  store: DocStore,
  options: Partial<Pick<AccountsParts, 'clock' | 'baseUrl' | 'limits' | 'secret'>> = {},
): Promise<TestAccounts> {
  const log: string[] = [];
  const keep = (message: string): void => void log.push(message);
  const baseUrl = options.baseUrl ?? BASE_URL;
  const accounts = await createAccounts({
    store,
    secret: TEST_SECRET,
    clock: Date.now,
    newId: v7,
    isOwnOrigin: (request) => [new URL(request.url).origin],
    log: { debug: keep, warn: keep, error: keep },
    ...options,
    baseUrl,
  });
  return {
    accounts,
    log,
    async signIn(email, password, { ip = '192.0.2.1', agent = '' } = {}) {
      const answer = await accounts.handle(
        new Request(`${baseUrl}/api/auth/sign-in/email`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', [CLIENT_IP_HEADER]: ip, 'user-agent': agent },
          body: JSON.stringify({ email, password }),
        }),
      );
      if (answer === undefined) throw new Error('sign-in is closed');
      return answer;
    },
  };
}

/** The cookie as a browser sends it back. */
export function cookieOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0] ?? '')
    .join('; ');
}
