/**
 * Who is signed in on this device. Asks the server, falls back on what the device remembers, and shows nothing until
 * one of the two has answered (a moment). Offline, the remembered member goes on working.
 */
import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import {
  currentSession,
  onLeftElsewhere,
  type CurrentSession,
  type SessionAnswer,
} from '@communitrak/replica/commands/session.ts';
import { SessionContext, usePlatform, type SessionControl, type SessionState } from './context.ts';
import { forgetDeviceMemory } from './device-memory.ts';

interface Known {
  readonly state: SessionState | undefined;
  readonly unreachable: boolean;
  readonly left?: boolean;
}

const LEFT: Known = { state: undefined, unreachable: false, left: true };

export function SessionProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const platform = usePlatform();
  const [known, setKnown] = useState<Known>();
  useEffect(() => {
    let wanted = true;
    const ask = (): void => {
      currentSession(platform).then(
        (answer) => {
          // Nobody is remembered here: erased from another device, perhaps, or never signed in.
          if (answer.kind === 'signed-out') forgetDeviceMemory();
          if (wanted) setKnown(knownFrom(answer));
        },
        () => wanted && setKnown({ state: undefined, unreachable: true }),
      );
    };
    ask();
    // Back on line, whoever was unknown or only remembered is asked for again.
    addEventListener('online', ask);
    return () => {
      wanted = false;
      removeEventListener('online', ask);
    };
  }, [platform]);
  const signedOut = useCallback(() => {
    forgetDeviceMemory();
    setKnown(LEFT);
  }, []);
  useEffect(() => onLeftElsewhere(signedOut), [signedOut]);
  const signedIn = useCallback(
    (session: SessionAnswer) => setKnown({ state: { session, fresh: true }, unreachable: false }),
    [],
  );
  const control = useMemo<SessionControl | undefined>(
    () => (known === undefined ? undefined : { left: false, ...known, signedIn, signedOut }),
    [known, signedIn, signedOut],
  );
  if (control === undefined) return null;
  return <SessionContext value={control}>{children}</SessionContext>;
}

function knownFrom(answer: CurrentSession): Known {
  if (answer.kind === 'signed-in') {
    return { state: { session: answer.session, fresh: answer.fresh }, unreachable: false };
  }
  return { state: undefined, unreachable: answer.kind === 'unknown' };
}
