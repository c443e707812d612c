/** Signing in and out, and what the device remembers of it to start offline: who, where, no secrets. */
import type { ProblemCode } from '@communitrak/protocol/problem.ts';
import type { OpenSession, SessionAnswer } from '@communitrak/protocol/session.ts';
import type { Platform } from '@communitrak/platform/platform.ts';
import type { Replica } from '../replica.ts';

export type { OpenSession, SessionAnswer, SessionAssociation } from '@communitrak/protocol/session.ts';

export type SignInResult =
  | { readonly ok: true; readonly session: SessionAnswer }
  | { readonly ok: false; readonly problem: ProblemCode | 'offline' };

export type CurrentSession =
  /** fresh: the server has just said so; else it is what the device remembers. */
  | { readonly kind: 'signed-in'; readonly session: SessionAnswer; readonly fresh: boolean }
  | { readonly kind: 'signed-out' }
  /** The server cannot be reached and nothing is remembered. */
  | { readonly kind: 'unknown' };

export declare function signIn(
  platform: Platform,
  credentials: { readonly email: string; readonly password: string },
): Promise<SignInResult>;
export declare function currentSession(platform: Platform): Promise<CurrentSession>;
/**
 * Ends the session on the server where it can be reached, then removes everything this device holds of it: databases,
 * files, the remembered session. What is unsent is lost: the caller asks first.
 */
export declare function signOutAndWipe(platform: Platform, replica: Replica | undefined): Promise<void>;
/** @throws HttpFault when the server cannot be reached or says no */
export declare function openSessions(platform: Platform): Promise<readonly OpenSession[]>;
/** False when there is no such session any more. */
export declare function revokeSession(platform: Platform, id: string): Promise<boolean>;
