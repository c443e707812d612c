/** One batch: its sum, and each payment with what the server has made of it; what needs somebody stands first. */
import { useMemo, type ReactNode } from 'react';
import { receiptBatch, type BatchView, type Outcome } from '@communitrak/replica/queries/receipts.ts';
import { useReplica } from '../../app/context.ts';
import { useAt } from '../../app/paths.ts';
import { useQuery } from '../../app/use-query.ts';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Facts } from '../../kit/Facts.tsx';
import { Skeleton } from '../../kit/Loading.tsx';
import { Notice } from '../../kit/Notice.tsx';
import { Page, Section } from '../../kit/Page.tsx';
import { DateText, Money, NumberText } from '../../kit/Values.tsx';
import { BatchActions } from './BatchActions.tsx';
import { receiptPaths, useBatchId } from './paths.ts';
import { ReceiptRows } from './ReceiptRows.tsx';
import { KIND_WORDS, OUTCOME_WORDS } from './receipt-words.ts';
import './receipts.css';

export function BatchScreen(): ReactNode {
  const t = useText();
  const at = useAt();
  const replica = useReplica();
  const local = useBatchId();
  const view = useQuery(useMemo(() => receiptBatch(replica, local), [replica, local]));
  const back = { to: at(receiptPaths.list), label: t('receipts.nav') };
  if (view === undefined || view === null) {
    const title = t(view === null ? 'receipts.notHere.title' : 'receipts.nav');
    return (
      <Page title={title} back={back} quietTitle>
        {view === null ? (
          <EmptyState title={title} text={t('receipts.notHere.text')} />
        ) : (
          <Skeleton rows={4} />
        )}
      </Page>
    );
  }
  return <Batch view={view} back={back} />;
}

interface BatchProps {
  readonly view: BatchView;
  readonly back: { readonly to: string; readonly label: string };
}

function Batch({ view, back }: BatchProps): ReactNode {
  const t = useText();
  const formats = useFormats();
  const { batch, rows } = view;
  const { kind, deposited, currency, totalCents, lines, file } = batch.body;
  return (
    <Page
      title={t('receipts.batch.title', { date: formats.date(deposited) })}
      subtitle={t(KIND_WORDS[kind])}
      back={back}
      actions={<BatchActions view={view} />}
    >
      <States view={view} />
      <Facts
        facts={[
          { label: t('receipts.column.total'), value: <Money amount={{ cents: totalCents, currency }} /> },
          { label: t('receipts.column.count'), value: <NumberText value={lines.length} /> },
          { label: t('receipts.deposited'), value: <DateText at={deposited} /> },
          ...(file === '' ? [] : [{ label: t('receipts.batch.file'), value: file }]),
        ]}
      />
      <Section title={t('receipts.batch.payments')}>
        <ReceiptRows view={view} rows={rows} />
      </Section>
    </Page>
  );
}

const TOLD: readonly Outcome[] = ['accepted', 'changed', 'refused', 'provisional'];

/** *38 accepted · 1 changed · 1 refused*, and what that means. */
function States({ view }: { readonly view: BatchView }): ReactNode {
  const t = useText();
  const { counts } = view;
  const words = TOLD.filter((outcome) => counts[outcome] > 0).map((outcome) =>
    t('receipts.batch.outcome', { count: counts[outcome], outcome: t(OUTCOME_WORDS[outcome]) }),
  );
  const tone =
    counts.refused > 0 ? 'loss' : counts.changed > 0 ? 'needs' : counts.provisional > 0 ? 'plain' : 'done';
  return (
    <div aria-live="polite">
      <Notice tone={tone} title={words.join(' · ')}>
        <p>
          {counts.refused > 0 ? t('receipts.batch.refused') : null}{' '}
          {counts.changed > 0 ? t('receipts.batch.changed') : null}{' '}
          {counts.provisional > 0 ? t('receipts.batch.provisional') : null}{' '}
          {tone === 'done' ? t('receipts.batch.done') : null}
        </p>
      </Notice>
    </div>
  );
}
