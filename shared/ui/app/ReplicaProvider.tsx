/** Opens the community's replica and hands it to the screens; says so when the device cannot open it. */
import { useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { SessionAssociation } from '@communitrak/replica/commands/session.ts';
import type { Replica } from '@communitrak/replica/replica.ts';
import { useText } from '../i18n/Text.tsx';
import { Button } from '../kit/Button.tsx';
import { Notice } from '../kit/Notice.tsx';
import { HostContext } from './host-context.ts';
import { ReplicaContext, usePlatform } from './context.ts';
import { Waiting } from './Waiting.tsx';

interface ReplicaProviderProps {
  readonly accountId: string;
  readonly association: SessionAssociation;
  readonly children: ReactNode;
}

type Opening =
  | { readonly kind: 'opening' }
  | { readonly kind: 'open'; readonly of: string; readonly replica: Replica }
  | { readonly kind: 'failed'; readonly words: string };

export function ReplicaProvider({ accountId, association, children }: ReplicaProviderProps): ReactNode {
  const platform = usePlatform();
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
      (error: unknown) => wanted && setOpening({ kind: 'failed', words: String(error) }),
    );
    return () => {
      wanted = false;
      setOpening({ kind: 'opening' });
      held.release();
    };
  }, [host, platform, session, accountId]);
  if (opening.kind === 'failed') return <CannotOpen words={opening.words} />;
  if (opening.kind === 'opening' || opening.of !== association.id) {
    return (
      <main>
        <Waiting />
      </main>
    );
  }
  return <ReplicaContext value={opening.replica}>{children}</ReplicaContext>;
}

function CannotOpen({ words }: { readonly words: string }): ReactNode {
  const t = useText();
  return (
    <main className="ct-page ct-page-text ct-page-alone">
      <Notice
        tone="loss"
        alert
        title={t('app.cannotOpen.title')}
        actions={
          <Button kind="primary" onClick={() => location.reload()}>
            {t('kit.error.reload')}
          </Button>
        }
      >
        <p>{t('app.cannotOpen.text')}</p>
        <p className="ct-soft ct-small">{words}</p>
      </Notice>
    </main>
  );
}
