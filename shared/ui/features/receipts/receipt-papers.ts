/** A receipt and a deposit slip as papers: what was paid, how it was split, by which rules; what goes to the bank. Pure. */
import type { BatchView, ReceiptRow } from '@communitrak/replica/queries/receipts.ts';
import type { Formats } from '../../i18n/formats.ts';
import type { Say } from '../../i18n/Text.tsx';
import type { Block, Paper } from '../../pdf/paper.ts';
import { ruleWords } from '../accounts/index.ts';
import { KIND_WORDS } from './receipt-words.ts';

export interface PaperContext {
  readonly t: Say;
  readonly formats: Formats;
  readonly association: string;
  readonly view: BatchView;
}

const moneyOf =
  ({ formats, view }: PaperContext) =>
  (cents: number): string =>
    formats.money({ cents, currency: view.batch.body.currency });

/** How it was paid: `Check 1018`, `Cash payment`. */
function howOf(row: ReceiptRow, { t, view }: PaperContext): string {
  const { kind } = view.batch.body;
  const number = row.line.reference;
  if (kind === 'deposit') return row.payment?.body.text ?? t('receipts.kind.deposit');
  if (kind === 'cash') return t('receipts.text.cash');
  if (kind === 'lockbox') return t('receipts.text.lockbox', { number });
  return number === '' ? t('receipts.kind.check') : t('receipts.text.check', { number });
}

function splitBlocks(row: ReceiptRow, context: PaperContext): readonly Block[] {
  const { t, formats, view } = context;
  const { state } = row;
  if (state === undefined || state.state === 'void') return [];
  const money = moneyOf(context);
  const rows = state.paid.map(({ entry, cents }) => {
    const charge = view.entry(entry)?.body;
    const due = charge === undefined || charge.due === '' ? '' : formats.date(charge.due);
    return [charge?.text ?? t('receipts.pays.charge'), due, money(cents)];
  });
  const credit = state.leftCents === 0 ? [] : [[t('receipts.paper.credit'), '', money(state.leftCents)]];
  return [
    { kind: 'heading', text: t('receipts.paper.split') },
    {
      kind: 'table',
      columns: [
        { header: t('receipts.paper.charge'), width: 0, align: 'start' },
        { header: t('receipts.paper.due'), width: 90, align: 'start' },
        { header: t('receipts.amount'), width: 110, align: 'end' },
      ],
      rows: [...rows, ...credit],
      foot: [t('receipts.column.total'), '', money(row.line.cents)],
    },
    { kind: 'text', text: t('receipts.preview.rule', { rule: ruleWords(state.rule, t, formats) }) },
  ];
}

/** What stands over a paper that the server has not confirmed. */
const PROVISIONAL = ['provisional', 'refused'] as const;

function stateBlocks(row: ReceiptRow, { t }: PaperContext): readonly Block[] {
  const isProvisional = PROVISIONAL.some((outcome) => outcome === row.outcome);
  return isProvisional ? [{ kind: 'text', text: t('receipts.paper.provisional') }] : [];
}

export function receiptPaper(row: ReceiptRow, context: PaperContext): Paper {
  const { t, formats, view, association } = context;
  // Of a deposit the receipt is the payment's own: it came in before it went to the bank.
  const deposited = row.payment?.body.posted ?? view.batch.body.deposited;
  const home = view.homes.get(row.line.household);
  const name = home?.name ?? t('receipts.home.gone');
  return {
    name: t('receipts.paper.receipt.name', { home: name, date: deposited }),
    association,
    title: t('receipts.paper.receipt'),
    aside: [formats.date(deposited), howOf(row, context)],
    blocks: [
      { kind: 'address', lines: [name, home?.address ?? ''].filter((line) => line !== '') },
      ...stateBlocks(row, context),
      { kind: 'amount', label: t('receipts.paper.received'), value: moneyOf(context)(row.line.cents) },
      ...splitBlocks(row, context),
    ],
  };
}

/** Cash apart from checks, as a bank counts them; what was refused is not deposited for anybody. */
export function depositSlip(context: PaperContext): Paper {
  const { t, formats, view, association } = context;
  const { deposited, kind } = view.batch.body;
  const money = moneyOf(context);
  const rows = view.rows.filter(({ outcome }) => outcome !== 'refused');
  const total = rows.reduce((sum, { line }) => sum + line.cents, 0);
  return {
    name: t('receipts.paper.slip.name', { date: deposited }),
    association,
    title: t('receipts.paper.slip'),
    aside: [formats.date(deposited), t(KIND_WORDS[kind])],
    blocks: [
      {
        kind: 'facts',
        facts: [
          [t('receipts.column.count'), formats.number(rows.length)],
          [t('receipts.column.total'), money(total)],
        ],
      },
      {
        kind: 'table',
        columns: [
          { header: t('receipts.paper.line'), width: 28, align: 'end' },
          { header: t('receipts.home'), width: 0, align: 'start' },
          { header: t('receipts.check'), width: 110, align: 'start' },
          { header: t('receipts.amount'), width: 110, align: 'end' },
        ],
        rows: rows.map(({ at, line }) => {
          const home = view.homes.get(line.household);
          const place = [home?.name ?? t('receipts.home.gone'), home?.address ?? '']
            .filter(Boolean)
            .join(', ');
          return [String(at + 1), place, line.reference, money(line.cents)];
        }),
        foot: ['', t('receipts.column.total'), '', money(total)],
      },
    ],
  };
}
