/** The payments of a batch, those that need somebody first; what each paid, or why it was not taken. */
import { useMemo, type ReactNode } from 'react';
import type { BatchKind } from '@communitrak/domain/receipts/index.ts';
import type { BatchView, Outcome, ReceiptRow } from '@communitrak/replica/queries/receipts.ts';
import { useText, type Say } from '../../i18n/Text.tsx';
import { Money } from '../../kit/Values.tsx';
import { ReceiptButton } from './BatchActions.tsx';
import { OutcomeTag } from './OutcomeTag.tsx';
import { PaysWords } from './PaysWords.tsx';
import { refusalWords } from './receipt-words.ts';

const FIRST: Readonly<Record<Outcome, number>> = { refused: 0, changed: 1, provisional: 2, accepted: 2 };

export function ReceiptRows(props: {
  readonly view: BatchView;
  readonly rows: readonly ReceiptRow[];
}): ReactNode {
  const t = useText();
  const { view, rows } = props;
  const sorted = useMemo(
    () => rows.toSorted((a, b) => FIRST[a.outcome] - FIRST[b.outcome] || a.at - b.at),
    [rows],
  );
  return (
    <ol className="rc-lines" aria-label={t('receipts.batch.payments')}>
      {sorted.map((row) => (
        <Row key={row.id} row={row} view={view} />
      ))}
    </ol>
  );
}

function referenceOf({ line, payment }: ReceiptRow, kind: BatchKind, t: Say): string {
  if (line.reference === '') return '';
  const isCheck = kind === 'checks' || payment?.body.method === 'check';
  return t(isCheck ? 'receipts.text.check' : 'receipts.text.lockbox', { number: line.reference });
}

function Row({ row, view }: { readonly row: ReceiptRow; readonly view: BatchView }): ReactNode {
  const t = useText();
  const { line, outcome, at, state } = row;
  const { currency, kind } = view.batch.body;
  const home = view.homes.get(line.household);
  const pays = state === undefined ? undefined : { split: state.paid, creditCents: state.leftCents };
  return (
    <li className="rc-done" data-outcome={outcome}>
      <span className="rc-done-number ct-numbers">{at + 1}</span>
      <span className="rc-done-words">
        <span className="rc-done-home" title={home?.name}>
          {home?.name ?? t('receipts.home.gone')}
        </span>
        <span className="rc-done-place">
          {[home?.address, referenceOf(row, kind, t), line.note].filter(Boolean).join(' · ')}
        </span>
        <PaysWords preview={pays} entry={view.entry} currency={currency} />
        <Why row={row} isDeposit={kind === 'deposit'} />
      </span>
      <span className="rc-done-amount">
        <Money amount={{ cents: line.cents, currency }} />
        <OutcomeTag outcome={outcome} />
      </span>
      {outcome === 'refused' ? null : (
        <span className="rc-done-acts">
          <ReceiptButton row={row} view={view} />
        </span>
      )}
    </li>
  );
}

function Why({ row, isDeposit }: { readonly row: ReceiptRow; readonly isDeposit: boolean }): ReactNode {
  const t = useText();
  const { outcome, code, state } = row;
  if (outcome === 'refused' && isDeposit)
    return <span className="rc-why">{t('receipts.deposit.twice')}</span>;
  if (outcome === 'refused') return <span className="rc-why">{t(refusalWords(code))}</span>;
  if (outcome !== 'changed') return null;
  const words =
    state?.state === 'void'
      ? 'receipts.changed.void'
      : (state?.refundedCents ?? 0) > 0
        ? 'receipts.changed.refund'
        : 'receipts.changed.split';
  return <span className="rc-why">{t(words)}</span>;
}
