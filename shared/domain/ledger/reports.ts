/**
 * The reports of the books, worked out from the entries: general ledger, trial balance, income by category and month,
 * collection by month, receipts. Pure; amounts are whole cents; a period has both its days in it.
 */
import { groupBy } from '../core/group-by.ts';
import { accountOf, type ChargeState } from './account.ts';
import { CODES, postingsOf, type BankMove, type ChartAccount, type Posting } from './chart.ts';
import { addMonths, dayOfMonth, monthOf } from './days.ts';
import { isCharge, type EntryBody, type LedgerEntry } from './entry.ts';
import { lineOf, voided } from './line.ts';
import type { RulesOn } from './rules.ts';

export interface Period {
  /** `YYYY-MM-DD` */
  readonly from: string;
  readonly to: string;
}

/** A posting with what made it: an entry of a household, or a move between the association's own accounts. */
export interface Posted extends Posting {
  /** Of the entry's document, or of what moved. */
  readonly source: string;
  /** `YYYY-MM-DD` */
  readonly posted: string;
  readonly text: string;
  /** Local id; '' for a move. */
  readonly household: string;
}

const isWithin = (day: string, { from, to }: Period): boolean => day >= from && day <= to;

function postedByEntry({ id, body }: LedgerEntry, reversed: EntryBody | undefined): readonly Posted[] {
  const { posted, text, household } = body;
  return postingsOf(body, reversed).map((posting) => ({ ...posting, source: id, posted, text, household }));
}

function postedByMove({ id, posted, text, postings }: BankMove): readonly Posted[] {
  return postings.map((posting) => ({ ...posting, source: id, posted, text, household: '' }));
}

/**
 * All sides of every entry and of every move, in the order in which they take effect; of one day the entries first.
 */
export function postedOf(
  entries: readonly LedgerEntry[],
  moves: readonly BankMove[] = [],
): readonly Posted[] {
  const bodies = new Map(entries.map(({ id, body }) => [id, body]));
  const byEntry = entries
    .toSorted((a, b) => (a.order === b.order ? (a.id < b.id ? -1 : 1) : a.order < b.order ? -1 : 1))
    .flatMap((entry) => postedByEntry(entry, bodies.get(entry.body.reverses)));
  if (moves.length === 0) return byEntry;
  const byMove = moves.toSorted((a, b) => (a.id < b.id ? -1 : 1)).flatMap(postedByMove);
  return [...byEntry, ...byMove].toSorted((a, b) =>
    a.posted === b.posted ? 0 : a.posted < b.posted ? -1 : 1,
  );
}

/** Months of a period, the oldest first. */
export function periodMonths({ from, to }: Period): readonly string[] {
  const months: string[] = [];
  for (let month = monthOf(from); month <= monthOf(to); month = addMonths(month, 1)) months.push(month);
  return months;
}

/** The first day of the fiscal year that a day lies in. @param fiscalYearFrom its first month, 1 to 12 */
export function fiscalYearStart(day: string, fiscalYearFrom: number): string {
  const month = String(fiscalYearFrom).padStart(2, '0');
  const year = Number(day.slice(0, 4)) - (day.slice(5, 7) < month ? 1 : 0);
  return dayOfMonth(`${String(year)}-${month}`, 1);
}

/** What earlier years earned and spent, as one account of equity: nobody closes the books by hand. */
export const EARLIER_YEARS = '3800';

export interface TrialRow {
  readonly code: string;
  readonly name: string;
  /** One of the two is 0. */
  readonly debitCents: number;
  readonly creditCents: number;
}

/**
 * Every account that was ever posted to, as of a day; income and expenses of the fiscal year alone, those before it
 * summed up under `EARLIER_YEARS`. Debits and credits are equal.
 * @param yearStart first day of the fiscal year
 */
export function trialRows(
  posted: readonly Posted[],
  chart: readonly ChartAccount[],
  day: string,
  yearStart: string,
): readonly TrialRow[] {
  const accounts = new Map(chart.map((account) => [account.code, account]));
  const sums = new Map<string, number>();
  for (const { account, cents, posted: on } of posted) {
    if (on > day) continue;
    const type = accounts.get(account)?.type ?? 'income';
    const isEarlier = (type === 'income' || type === 'expense') && on < yearStart;
    const code = isEarlier ? EARLIER_YEARS : account;
    sums.set(code, (sums.get(code) ?? 0) + cents);
  }
  return [...sums]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, cents]) => ({
      code,
      name: accounts.get(code)?.name ?? code,
      debitCents: Math.max(cents, 0),
      creditCents: Math.max(-cents, 0),
    }));
}

export interface GeneralLedger {
  readonly openingCents: number;
  /** With the balance after each: debits positive. */
  readonly lines: readonly { readonly posted: Posted; readonly balanceCents: number }[];
  readonly closingCents: number;
}

/** One account of the chart over a period. */
export function generalLedger(posted: readonly Posted[], code: string, period: Period): GeneralLedger {
  const own = posted.filter(({ account }) => account === code);
  let balanceCents = 0;
  for (const { cents, posted: on } of own) if (on < period.from) balanceCents += cents;
  const openingCents = balanceCents;
  const lines = own
    .filter(({ posted: on }) => isWithin(on, period))
    .map((one) => {
      balanceCents += one.cents;
      return { posted: one, balanceCents };
    });
  return { openingCents, lines, closingCents: balanceCents };
}

export interface IncomeRow {
  readonly code: string;
  readonly name: string;
  /** By month; what was earned is positive. Months without any are absent. */
  readonly months: Readonly<Record<string, number>>;
  readonly totalCents: number;
}

/** Income and bad debt by account, as charged (accrual), not as paid. */
export function incomeRows(
  posted: readonly Posted[],
  chart: readonly ChartAccount[],
  period: Period,
): readonly IncomeRow[] {
  const accounts = new Map(chart.map((account) => [account.code, account]));
  const rows = new Map<string, Record<string, number>>();
  for (const { account, cents, posted: on } of posted) {
    const type = accounts.get(account)?.type ?? 'income';
    if ((type !== 'income' && type !== 'expense') || !isWithin(on, period)) continue;
    const months = rows.get(account) ?? {};
    const month = monthOf(on);
    months[month] = (months[month] ?? 0) - cents;
    rows.set(account, months);
  }
  return [...rows]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, months]) => ({
      code,
      name: accounts.get(code)?.name ?? code,
      months,
      totalCents: Object.values(months).reduce((sum, cents) => sum + cents, 0),
    }));
}

export interface CollectionRow {
  /** In which the charges were due. */
  readonly month: string;
  readonly chargedCents: number;
  /** Paid by the end of that month, paid later, credited or written off, and not settled yet: together what was charged. */
  readonly inTimeCents: number;
  readonly laterCents: number;
  readonly forgivenCents: number;
  readonly openCents: number;
}

type Collected = { -readonly [K in keyof CollectionRow]: CollectionRow[K] };

function collect(row: Collected, charge: ChargeState, bodies: ReadonlyMap<string, EntryBody>): void {
  row.chargedCents += charge.line.cents;
  row.openCents += charge.openCents;
  for (const { entry, cents } of charge.paidBy) {
    const by = bodies.get(entry);
    if (by?.kind !== 'payment') row.forgivenCents += cents;
    else if (monthOf(by.posted) <= row.month) row.inTimeCents += cents;
    else row.laterCents += cents;
  }
}

/** Of what was due in each month, how much has been paid and when. What was taken back is not counted as charged. */
export function collectionRows(
  entries: readonly LedgerEntry[],
  rulesOn: RulesOn,
  period: Period,
): readonly CollectionRow[] {
  const none = { chargedCents: 0, inTimeCents: 0, laterCents: 0, forgivenCents: 0, openCents: 0 };
  const rows = new Map(periodMonths(period).map((month): [string, Collected] => [month, { month, ...none }]));
  for (const own of groupBy(entries, ({ body }) => body.household).values()) {
    const bodies = new Map(own.map(({ id, body }) => [id, body]));
    for (const charge of accountOf(own.map(lineOf), rulesOn).charges) {
      const { kind, cents, id, posted } = charge.line;
      const due = bodies.get(id)?.due ?? '';
      const row = rows.get(monthOf(due === '' ? posted : due));
      if (row !== undefined && charge.state !== 'void' && isCharge(kind, cents)) collect(row, charge, bodies);
    }
  }
  return [...rows.values()];
}

export interface ReceiptRow {
  readonly entry: LedgerEntry;
  /** Positive: what came in. */
  readonly cents: number;
  /** It was taken back since: a check returned, a slip. */
  readonly isVoid: boolean;
}

/** Payments of a period as they came in, with what was taken back marked. */
export function receiptRows(entries: readonly LedgerEntry[], period: Period): readonly ReceiptRow[] {
  const gone = voided(entries.map(lineOf));
  return entries
    .filter(({ body }) => body.kind === 'payment' && isWithin(body.posted, period))
    .toSorted((a, b) => (a.order < b.order ? -1 : 1))
    .map((entry) => ({ entry, cents: -entry.body.cents, isVoid: gone.has(entry.id) }));
}

/** The account that owners' balances stand in: it is not income. */
export const RECEIVABLE = CODES.receivable;
