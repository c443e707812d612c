/**
 * Signing out, which erases this device: says exactly what will be removed and what would be lost, and offers to save that
 * first. There is no signing out that keeps the data: whoever uses the device next could read it (decision
 * 0028).
 */
import { useMemo, useState, type ReactNode } from 'react';
import { signOutAndWipe } from '@communitrak/replica/commands/session.ts';
import { exportUnsent, unsent } from '@communitrak/replica/status/unsent.ts';
import { usePlatform, usePreferences, useReplica, useSession } from './context.ts';
import { useQuery } from './use-query.ts';
import { useText } from '../i18n/Text.tsx';
import { Button } from '../kit/Button.tsx';
import { Notice } from '../kit/Notice.tsx';
import { Sheet } from '../kit/Sheet.tsx';

export function LeaveSheet({
  open,
  onClose,
}: {
  readonly open: boolean;
  readonly onClose: () => void;
}): ReactNode {
  const t = useText();
  const replica = useReplica();
  const platform = usePlatform();
  const items = useQuery(useMemo(() => unsent(replica), [replica]));
  const left = items?.length ?? 0;
  const { busy, failed, leave } = useLeave();
  const save = async (): Promise<void> => {
    await platform.saveFile('communitrak-unsent.json', await exportUnsent(replica));
  };
  return (
    <Sheet
      open={open}
      onClose={onClose}
      title={t('app.leave.title')}
      footer={
        <>
          <Button kind="danger" busy={busy} onClick={() => void leave()}>
            {t('app.leave.do')}
          </Button>
          <Button onClick={onClose}>{t('app.leave.stay')}</Button>
        </>
      }
    >
      <p className="ct-prose">{t('app.leave.what', { community: replica.associationName })}</p>
      {left === 0 ? null : (
        <Notice
          tone="loss"
          title={t('app.leave.unsent', { count: left })}
          actions={<Button onClick={() => void save()}>{t('app.leave.export')}</Button>}
        >
          <p>{t('app.leave.unsent.text')}</p>
        </Notice>
      )}
      {failed ? (
        <Notice tone="loss" alert title={t('app.leave.failed')}>
          <p>{t('app.leave.failed.text')}</p>
        </Notice>
      ) : null}
    </Sheet>
  );
}

function useLeave(): {
  readonly busy: boolean;
  readonly failed: boolean;
  readonly leave: () => Promise<void>;
} {
  const platform = usePlatform();
  const replica = useReplica();
  const { signedOut } = useSession();
  const preferences = usePreferences();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const leave = async (): Promise<void> => {
    setBusy(true);
    setFailed(false);
    try {
      await signOutAndWipe(platform, replica);
    } catch {
      // Another tab still holds the databases: said in words, and the member tries again.
      setFailed(true);
      setBusy(false);
      return;
    }
    preferences.set({ association: '' });
    signedOut();
  };
  return { busy, failed, leave };
}
