/**
 * Opening balances while they are entered, as plain values: the lines that are there, the one being written, what they
 * should come to; what is wrong with a line, and what they come to. Pure.
 */
import { readOpenings, type FindHome, type OpeningLine } from '@communitrak/domain/ledger/index.ts';
import type { MoneyValue } from '../../../kit/pickers/money-entry.ts';

export type Side = 'owes' | 'credit';

export interface OpeningRow {
  readonly key: string;
  /** Local id; '' while not known. */
  readonly household: string;
  /** As the list that it was pasted from says it; '' where it was chosen here. */
  readonly home: string;
  readonly amount: MoneyValue;
  readonly side: Side;
}

export interface OpeningForm {
  readonly posted: string;
  /** What the old books say: all that is owed less all credit; '' where nobody has added it up. */
  readonly expected: MoneyValue;
  readonly lines: readonly OpeningRow[];
  readonly household: string;
  readonly amount: MoneyValue;
  readonly side: string;
  /** Key of the line that is being corrected; '' for a new one. */
  readonly editing: string;
  readonly paste: string;
  /** Local id of the run to be; '' until something is filled in. */
  readonly run: string;
}

export const NO_OPENINGS: OpeningForm = {
  posted: '',
  expected: '',
  lines: [],
  household: '',
  amount: '',
  side: 'owes',
  editing: '',
  paste: '',
  run: '',
};

/** `there`: an opening balance stands on this account, so the line is left out. The others have to be put right. */
export type RowFault = 'home' | 'amount' | 'twice' | 'there' | '';

export function faultsOf(
  rows: readonly OpeningRow[],
  isThere: (household: string) => boolean,
): readonly RowFault[] {
  const seen = new Set<string>();
  return rows.map(({ household, amount }) => {
    const isTwice = seen.has(household);
    if (household === '') return 'home';
    seen.add(household);
    if (isThere(household)) return 'there';
    if (isTwice) return 'twice';
    return typeof amount === 'number' && amount > 0 ? '' : 'amount';
  });
}

export const centsOf = ({ amount, side }: Pick<OpeningRow, 'amount' | 'side'>): number =>
  typeof amount !== 'number' ? 0 : side === 'credit' ? -amount : amount;

/** Lines that can be written. */
export const soundLines = (
  rows: readonly OpeningRow[],
  faults: readonly RowFault[],
): readonly OpeningLine[] =>
  rows
    .filter((_row, at) => faults[at] === '')
    .map((row) => ({ household: row.household, cents: centsOf(row) }));

/** The line being written put in its place, and the next one begun. @param key of a new line */
export function withRow(form: OpeningForm, key: string): Partial<OpeningForm> {
  const { lines, household, amount, editing } = form;
  const side: Side = form.side === 'credit' ? 'credit' : 'owes';
  const old = lines.find((line) => line.key === editing);
  const row: OpeningRow = { key: old?.key ?? key, home: old?.home ?? '', household, amount, side };
  return {
    lines: old === undefined ? [...lines, row] : lines.map((line) => (line === old ? row : line)),
    ...BLANK,
  };
}

export const BLANK = { household: '', amount: '', side: 'owes', editing: '' } as const;

export const isBlank = ({ household, amount }: OpeningForm): boolean => household === '' && amount === '';

/** What was pasted as lines after those that are there. @param keyOf of the new line of that number */
export function withPasted(
  { lines, paste }: OpeningForm,
  find: FindHome,
  keyOf: (at: number) => string,
): Pick<OpeningForm, 'lines' | 'paste'> {
  const pasted = readOpenings(paste, find).map(({ home, household, cents, amount }, at): OpeningRow => ({
    key: keyOf(at),
    household,
    home,
    amount: cents === 0 ? amount : Math.abs(cents),
    side: cents < 0 ? 'credit' : 'owes',
  }));
  return { lines: [...lines, ...pasted], paste: '' };
}
