/** Which words stand for what can go wrong at sign-in. Pure; the words themselves are in i18n. */
import type { SignInResult } from '@communitrak/replica/commands/session.ts';
import type { MessageId } from '../../i18n/messages.ts';

export type SignInProblem = Extract<SignInResult, { readonly ok: false }>['problem'];

export interface FaultWords {
  readonly title: MessageId;
  readonly text: MessageId;
}

const WORDS = {
  'wrong-credentials': { title: 'signIn.fault.credentials.title', text: 'signIn.fault.credentials.text' },
  // A malformed address is answered like a wrong one.
  'bad-request': { title: 'signIn.fault.credentials.title', text: 'signIn.fault.credentials.text' },
  offline: { title: 'signIn.fault.offline.title', text: 'signIn.fault.offline.text' },
  'cookies-needed': { title: 'signIn.fault.cookies.title', text: 'signIn.fault.cookies.text' },
  'too-many-requests': { title: 'signIn.fault.tooMany.title', text: 'signIn.fault.tooMany.text' },
  'app-too-old': { title: 'signIn.fault.version.title', text: 'signIn.fault.version.text' },
} as const satisfies Partial<Record<SignInProblem, FaultWords>>;

const SERVER: FaultWords = { title: 'signIn.fault.server.title', text: 'signIn.fault.server.text' };

export function faultWords(problem: SignInProblem): FaultWords {
  const known: Partial<Record<SignInProblem, FaultWords>> = WORDS;
  return known[problem] ?? SERVER;
}

export type SignInValues = Record<'email' | 'password', string>;

/** Message ids of what is missing; whether the two belong together only the server knows. */
export function faultsOf({ email, password }: SignInValues): Partial<Record<keyof SignInValues, MessageId>> {
  const address = email.trim();
  return {
    ...(address === '' ? { email: 'signIn.email.missing' as const } : {}),
    ...(address !== '' && !/^[^\s@]+@[^\s@]+$/.test(address) ? { email: 'signIn.email.wrong' as const } : {}),
    ...(password === '' ? { password: 'signIn.password.missing' as const } : {}),
  };
}
