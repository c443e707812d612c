/** Opens the community's replica and hands it to the screens; says so when the device cannot open it. */
import { useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { SessionAssociation } from '@communitrak/replica/commands/session.ts';
import type { Replica } from '@communitrak/replica/replica.ts';
import { useText } from '../i18n/Text.tsx';
import { Button } from '../kit/Button.tsx';
import { DraftsContext } from '../kit/form/draft-store.ts';
import { Notice } from '../kit/Notice.tsx';
import { RecentsContext, storedRecents } from '../kit/pickers/recents.ts';
import { HostContext } from './host-context.ts';
import { ReplicaContext, usePlatform, useSession } from './context.ts';
import { replicaDrafts } from './replica-drafts.ts';
import { SignOutButton } from './SignOutButton.tsx';
import { Waiting } from './Waiting.tsx';

interface ReplicaProviderProps {
  readonly accountId: string;
  readonly association: SessionAssociation;
  readonly children: ReactNode;
}

type Opening =
  | { readonly kind: 'opening' }
  | { readonly kind: 'open'; readonly of: string; readonly replica: Replica }
  | { readonly kind: 'failed'; readonly error: unknown };

export function ReplicaProvider({ accountId, association, children }: ReplicaProviderProps): ReactNode {
  const platform = usePlatform();
  const { signedOut } = useSession();
  const host = useContext(HostContext);
  const [opening, setOpening] = useState<Opening>({ kind: 'opening' });
  // The same place with the same rights is the same replica, however often the session has been asked for.
  const text = JSON.stringify(association);
  const session = useMemo(() => JSON.parse(text) as SessionAssociation, [text]);
  useEffect(() => {
    if (host === undefined) return undefined;
    let wanted = true;
    const held = host.hold({ platform, session, accountId, baseUrl: platform.baseUrl });
    held.ready.then(
      (replica) => wanted && setOpening({ kind: 'open', of: session.id, replica }),
      (error: unknown) => wanted && setOpening({ kind: 'failed', error }),
    );
    return () => {
      wanted = false;
      setOpening({ kind: 'opening' });
      held.release();
    };
  }, [host, platform, session, accountId]);
  const replica = opening.kind === 'open' ? opening.replica : undefined;
  useEffect(() => {
    let wanted = true;
    // Nothing is left to show; what is still on the screen goes too.
    replica?.wiped.then(() => wanted && signedOut(), reportError);
    return () => {
      wanted = false;
    };
  }, [replica, signedOut]);
  if (opening.kind === 'failed') return <CannotOpen error={opening.error} />;
  if (opening.kind === 'opening' || opening.of !== association.id) {
    return (
      <main>
        <Waiting />
      </main>
    );
  }
  return <OpenReplica replica={opening.replica}>{children}</OpenReplica>;
}

function OpenReplica(props: { readonly replica: Replica; readonly children: ReactNode }): ReactNode {
  const { replica, children } = props;
  const drafts = useMemo(() => replicaDrafts(replica), [replica]);
  const recents = useMemo(() => storedRecents(() => localStorage, replica.session.id), [replica]);
  return (
    <ReplicaContext value={replica}>
      <DraftsContext value={drafts}>
        <RecentsContext value={recents}>{children}</RecentsContext>
      </DraftsContext>
    </ReplicaContext>
  );
}

/** The desktop's key store is locked, or was reset: loading again helps in the one case, signing out in the other. */
const isKeyLocked = (error: unknown): boolean => error instanceof Error && error.name === 'KeyLockedError';

function CannotOpen({ error }: { readonly error: unknown }): ReactNode {
  const t = useText();
  const locked = isKeyLocked(error);
  return (
    <main className="ct-page ct-page-text ct-page-alone">
      <Notice
        tone="loss"
        alert
        title={t(locked ? 'app.keyLocked.title' : 'app.cannotOpen.title')}
        actions={
          <>
            <Button kind="primary" onClick={() => location.reload()}>
              {t('kit.error.reload')}
            </Button>
            {locked ? <SignOutButton /> : null}
          </>
        }
      >
        <p>{t(locked ? 'app.keyLocked.text' : 'app.cannotOpen.text')}</p>
        {locked ? null : <p className="ct-soft ct-small">{String(error)}</p>}
      </Notice>
    </main>
  );
}
