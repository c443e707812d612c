/**
 * A statement as a paper: what stood before, each line of the period with the words that explain it, how old what is open is,
 * what is due, how to pay. Pure.
 */
import { AGES } from '@communitrak/domain/ledger/index.ts';
import type { AccountView } from '@communitrak/replica/queries/account-view.ts';
import type { Block, Paper, PaperColumn } from '../../pdf/paper.ts';
import { AGE_WORDS, entrySentences, titleOf, type Explaining } from '../accounts/index.ts';

/** Both days included. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

export interface StatementContext extends Omit<Explaining, 'view'> {
  readonly association: string;
  readonly period: Period;
}

interface Row {
  readonly cells: readonly string[];
  readonly cents: number;
}

interface Sums {
  /** Before the period. */
  readonly opening: number;
  readonly charged: number;
  readonly paid: number;
  readonly closing: number;
}

const moneyOf =
  ({ formats }: StatementContext, view: AccountView) =>
  (cents: number): string =>
    formats.money({ cents, currency: view.rules.currency });

function rowsOf(
  view: AccountView,
  context: StatementContext,
): { readonly rows: readonly Row[]; readonly sums: Sums } {
  const { t, formats, period } = context;
  const money = moneyOf(context, view);
  const rows: Row[] = [];
  let [opening, balance, charged, paid] = [0, 0, 0, 0];
  for (const line of view.lines) {
    balance += line.cents;
    if (line.posted < period.from) {
      opening = balance;
      continue;
    }
    if (line.cents > 0) charged += line.cents;
    else paid -= line.cents;
    const entry = view.entries.get(line.id)?.entry;
    const words =
      entry === undefined ? [] : [titleOf(entry, t), ...entrySentences(entry, { ...context, view })];
    const what = words.join('. ').replaceAll('..', '.');
    rows.push({
      cells: [formats.date(line.posted), what, money(line.cents), money(balance)],
      cents: line.cents,
    });
  }
  return { rows, sums: { opening, charged, paid, closing: balance } };
}

function columnsOf({ t }: StatementContext): readonly PaperColumn[] {
  return [
    { header: t('statements.column.date'), width: 66, align: 'start' },
    { header: t('statements.column.what'), width: 0, align: 'start' },
    { header: t('statements.column.amount'), width: 82, align: 'end' },
    { header: t('statements.column.balance'), width: 82, align: 'end' },
  ];
}

/** How old what is open is; nothing where nothing is. */
function agingBlocks(view: AccountView, context: StatementContext): readonly Block[] {
  const { t } = context;
  if (view.aging.openCents === 0) return [];
  const money = moneyOf(context, view);
  return [
    { kind: 'heading', text: t('statements.aging') },
    {
      kind: 'table',
      columns: AGES.map((age) => ({ header: t(AGE_WORDS[age]), width: 92, align: 'end' })),
      rows: [AGES.map((_, at) => money(view.aging.buckets[at] ?? 0))],
    },
  ];
}

/** In the words of a demand: owed, nothing, or credit. */
function dueBlock(view: AccountView, { closing }: Sums, context: StatementContext): Block {
  const { t } = context;
  const money = moneyOf(context, view);
  return closing < 0
    ? { kind: 'amount', label: t('statements.credit'), value: money(-closing) }
    : { kind: 'amount', label: t('statements.due'), value: money(closing) };
}

function payBlocks(
  view: AccountView,
  { closing }: Sums,
  { t, association }: StatementContext,
): readonly Block[] {
  if (closing <= 0) return [{ kind: 'text', text: t('statements.pay.nothing') }];
  const home = view.address === '' ? view.name : view.address;
  return [
    { kind: 'heading', text: t('statements.pay') },
    { kind: 'text', text: t('statements.pay.check', { association, home }) },
  ];
}

/** @param view of the account on the last day of the period */
export function statementPaper(view: AccountView, context: StatementContext): Paper {
  const { t, formats, period, association } = context;
  const { rows, sums } = rowsOf(view, context);
  const money = moneyOf(context, view);
  const between = t('statements.period', { from: formats.date(period.from), to: formats.date(period.to) });
  return {
    name: t('statements.file', { home: view.address === '' ? view.name : view.address, date: period.to }),
    association,
    title: t('statements.one'),
    aside: [formats.date(period.to)],
    blocks: [
      { kind: 'address', lines: [view.name, view.address].filter((line) => line !== '') },
      dueBlock(view, sums, context),
      {
        kind: 'facts',
        facts: [
          [t('statements.fact.period'), between],
          [t('statements.fact.opening'), money(sums.opening)],
          [t('statements.fact.charged'), money(sums.charged)],
          [t('statements.fact.paid'), money(sums.paid)],
          [t('statements.fact.closing'), money(sums.closing)],
        ],
      },
      ...(rows.length === 0
        ? [{ kind: 'text' as const, text: t('statements.none') }]
        : [{ kind: 'table' as const, columns: columnsOf(context), rows: rows.map(({ cells }) => cells) }]),
      ...agingBlocks(view, context),
      ...payBlocks(view, sums, context),
    ],
  };
}
