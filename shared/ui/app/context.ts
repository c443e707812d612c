/**
 * What every screen can reach: the shell, the member's choices, the session, and (inside a community) the replica.
 * Screens use these hooks only; who provides them is App's business.
 */
import { createContext, useContext } from 'react';
import type { Platform } from '@communitrak/platform/platform.ts';
import type { SessionAnswer } from '@communitrak/replica/commands/session.ts';
import type { Replica } from '@communitrak/replica/replica.ts';
import type { PreferenceStore } from './preferences.ts';

export interface SessionState {
  readonly session: SessionAnswer;
  /** False when this is what the device remembers, and the server has not been reached. */
  readonly fresh: boolean;
}

export interface SessionControl {
  readonly state: SessionState | undefined;
  /** The server cannot be reached and the device remembers nobody. */
  readonly unreachable: boolean;
  /** The member has just signed out here: whoever signs in next starts afresh, not where the last one was. */
  readonly left: boolean;
  readonly signedIn: (session: SessionAnswer) => void;
  readonly signedOut: () => void;
}

export const PlatformContext = createContext<Platform | undefined>(undefined);
export const PreferenceContext = createContext<PreferenceStore | undefined>(undefined);
export const SessionContext = createContext<SessionControl | undefined>(undefined);
export const ReplicaContext = createContext<Replica | undefined>(undefined);

export function usePlatform(): Platform {
  return provided(useContext(PlatformContext), 'Platform');
}

export function usePreferences(): PreferenceStore {
  return provided(useContext(PreferenceContext), 'Preferences');
}

export function useSession(): SessionControl {
  return provided(useContext(SessionContext), 'Session');
}

/** The open community's replica. Every screen under `/app/:association` has one. */
export function useReplica(): Replica {
  return provided(useContext(ReplicaContext), 'Replica');
}

function provided<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`${what} is used outside its provider`);
  return value;
}
