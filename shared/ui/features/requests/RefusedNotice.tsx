/** What of this request was not accepted, why, and what to do. The words are kept until the member lets them go. */
import { useMemo, type ReactNode } from 'react';
import { localOf } from '@communitrak/domain/core/ids.ts';
import { sendAgain, unsent, type UnsentItem } from '@communitrak/replica/status/unsent.ts';
import { useReplica } from '../../app/context.ts';
import { useSyncPath } from '../../app/features-context.ts';
import { useAt } from '../../app/paths.ts';
import { useQuery } from '../../app/use-query.ts';
import { useText } from '../../i18n/Text.tsx';
import { useAnnounce } from '../../kit/Announcer.tsx';
import { Button, LinkButton } from '../../kit/Button.tsx';
import { Notice } from '../../kit/Notice.tsx';
import { faultWords } from './request-words.ts';
import { useWrittenWords } from './use-written-words.ts';
import { copyOf, writtenWords } from './written-words.ts';

/** The request itself and what belongs to it: children carry their parent's local id before a dot. */
export function concerns(item: UnsentItem, requestId: string): boolean {
  if (item.delivery !== 'attention') return false;
  return item.documentId === requestId || localOf(item.documentId).startsWith(`${localOf(requestId)}.`);
}

export function RefusedNotices({ requestId }: { readonly requestId: string }): ReactNode {
  const replica = useReplica();
  const items = useQuery(useMemo(() => unsent(replica), [replica]));
  return (items ?? [])
    .filter((item) => concerns(item, requestId))
    .map((item) => <Refused key={item.key} item={item} />);
}

function Refused({ item }: { readonly item: UnsentItem }): ReactNode {
  const t = useText();
  const replica = useReplica();
  const at = useAt();
  const syncPath = useSyncPath();
  const announce = useAnnounce();
  const words = useWrittenWords();
  const written = writtenWords(item.lines, words);
  const copy = (): void => {
    navigator.clipboard.writeText(copyOf(item, words)).then(
      () => announce(t('requests.refused.copied')),
      () => announce(t('requests.refused.copyFailed')),
    );
  };
  return (
    <Notice
      tone="needs"
      title={t('requests.refused.title')}
      actions={
        <>
          <Button onClick={copy}>{t('requests.refused.copy')}</Button>
          <Button onClick={() => void sendAgain(replica, item.key)}>{t('requests.refused.again')}</Button>
          <LinkButton to={at(syncPath)} kind="quiet">
            {t('requests.refused.all')}
          </LinkButton>
        </>
      }
    >
      <p>{t('requests.refused.text', { reason: t(faultWords(item.code ?? '')) })}</p>
      {written === '' ? null : <p className="ct-prose rq-said">{written}</p>}
    </Notice>
  );
}
