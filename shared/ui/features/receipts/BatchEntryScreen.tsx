/** A stack of checks, line after line, by keyboard alone. This file finds the draft and the accounts; BatchEntry edits. */
import { useMemo, type ReactNode } from 'react';
import { receiptDesk } from '@communitrak/replica/queries/receipts.ts';
import { useAt } from '../../app/paths.ts';
import { useReplica } from '../../app/context.ts';
import { useQuery } from '../../app/use-query.ts';
import { useText } from '../../i18n/Text.tsx';
import { useDraft } from '../../kit/form/use-draft.ts';
import { Skeleton } from '../../kit/Loading.tsx';
import { Page } from '../../kit/Page.tsx';
import { NoBooks } from '../accounts/index.ts';
import { BatchEntry } from './BatchEntry.tsx';
import { parseBatch, type BatchForm } from './batch-form.ts';
import { receiptPaths } from './paths.ts';
import { CHECKS_DRAFT } from './use-batch-posting.ts';
import './receipts.css';

export function BatchEntryScreen(): ReactNode {
  const t = useText();
  const at = useAt();
  const replica = useReplica();
  const draft = useDraft<BatchForm>(CHECKS_DRAFT, parseBatch);
  const desk = useQuery(useMemo(() => receiptDesk(replica), [replica]));
  return (
    <Page
      title={t('receipts.new.title')}
      subtitle={t('receipts.new.lead')}
      back={{ to: at(receiptPaths.list), label: t('receipts.nav') }}
      width="wide"
    >
      {draft === undefined || desk === undefined ? (
        <Skeleton rows={6} />
      ) : desk.rules.books === undefined ? (
        <NoBooks />
      ) : (
        <BatchEntry draft={draft} desk={desk} />
      )}
    </Page>
  );
}
