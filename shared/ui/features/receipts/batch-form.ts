/**
 * A batch of checks while it is being entered, as plain values: the lines that are done, the one being written, what the
 * stack should come to. What a kept draft means, what is wrong, what it adds up to. Pure; a fault is a message id.
 */
import { isCalendarDate } from '@communitrak/domain/core/dates.ts';
import { MOST_CENTS } from '@communitrak/domain/ledger/index.ts';
import { MOST_RECEIPTS, type BatchLine } from '@communitrak/domain/receipts/index.ts';
import type { MessageId } from '../../i18n/messages.ts';
import type { MoneyValue } from '../../kit/pickers/money-entry.ts';

export interface EntryLine {
  readonly key: string;
  /** Local id; '' while not chosen. */
  readonly household: string;
  readonly amount: MoneyValue;
  readonly reference: string;
  readonly note: string;
}

export interface BatchForm {
  /** Local id of the batch to be; '' until something is written. */
  readonly batch: string;
  readonly deposited: string;
  /** What the adding machine says; '' when nobody has added it up. */
  readonly expected: MoneyValue;
  readonly expectedCount: string;
  /** In the order in which they were entered. */
  readonly lines: readonly EntryLine[];
  readonly entry: EntryLine;
  /** Key of the line that is being corrected; '' for a new one. */
  readonly editing: string;
}

export const blankLine = (key: string): EntryLine => ({
  key,
  household: '',
  amount: '',
  reference: '',
  note: '',
});

export const EMPTY_BATCH: BatchForm = {
  batch: '',
  deposited: '',
  expected: '',
  expectedCount: '',
  lines: [],
  entry: blankLine('first'),
  editing: '',
};

const text = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 400) : '');
const amount = (value: unknown): MoneyValue =>
  typeof value === 'number' && Number.isSafeInteger(value) ? value : text(value);

function parseLine(value: unknown, at: number): EntryLine {
  const raw: Partial<Record<keyof EntryLine, unknown>> =
    typeof value === 'object' && value !== null ? value : {};
  return {
    key: text(raw.key) || `k${at}`,
    household: text(raw.household),
    amount: amount(raw.amount),
    reference: text(raw.reference),
    note: text(raw.note),
  };
}

const PARTS: { readonly [K in keyof BatchForm]: (value: unknown) => BatchForm[K] } = {
  batch: text,
  deposited: text,
  expected: amount,
  expectedCount: text,
  lines: (value) => (Array.isArray(value) ? value.slice(0, MOST_RECEIPTS).map(parseLine) : []),
  entry: (value) => parseLine(value, 0),
  editing: text,
};

/** A draft as it was stored, by this version or another: whatever cannot be read becomes the empty value. */
export function parseBatch(value: unknown): Partial<BatchForm> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const raw: Partial<Record<string, unknown>> = { ...value };
  const known = Object.entries(PARTS).filter(([name]) => raw[name] !== undefined);
  return Object.fromEntries(known.map(([name, parse]) => [name, parse(raw[name])]));
}

/** A stack that was begun keeps its day of deposit; an empty one is deposited today. */
export function openingOf(kept: Partial<BatchForm> | undefined, today: string): Partial<BatchForm> {
  const begun = (kept?.lines ?? []).length > 0 || !isBlankLine(kept?.entry ?? blankLine(''));
  return begun ? { deposited: today, ...kept } : { ...kept, deposited: today };
}

export function isBlankLine({ household, amount: cents, reference, note }: EntryLine): boolean {
  return household === '' && cents === '' && reference.trim() === '' && note.trim() === '';
}

export interface LineFaults {
  readonly household?: MessageId;
  readonly amount?: MessageId;
}

/** What keeps a line from being added; the words for a text that is no amount are the amount field's own. */
export function lineFaults({ household, amount: cents }: EntryLine): LineFaults {
  const off = typeof cents === 'number' && (cents < 1 || cents > MOST_CENTS);
  return {
    ...(household === '' ? { household: 'receipts.line.home.missing' as const } : {}),
    ...(off ? { amount: 'receipts.line.amount.off' as const } : {}),
  };
}

export const centsOf = ({ amount: cents }: EntryLine): number => (typeof cents === 'number' ? cents : 0);

export interface BatchSums {
  readonly count: number;
  readonly cents: number;
  /** Something is expected. */
  readonly controlled: boolean;
  /** Expected − entered; 0 where nothing is expected. */
  readonly missingCents: number;
  readonly missingCount: number;
}

export function sumsOf({ lines, expected, expectedCount }: BatchForm): BatchSums {
  const cents = lines.reduce((sum, line) => sum + centsOf(line), 0);
  const wanted = /^\d{1,4}$/.test(expectedCount.trim()) ? Number(expectedCount.trim()) : undefined;
  return {
    cents,
    count: lines.length,
    controlled: typeof expected === 'number' || wanted !== undefined,
    missingCents: typeof expected === 'number' ? expected - cents : 0,
    missingCount: wanted === undefined ? 0 : wanted - lines.length,
  };
}

/** The line put in its place, and the next one begun. @param next key of the line that follows */
export function withLine(form: BatchForm, next: string): Pick<BatchForm, 'lines' | 'entry' | 'editing'> {
  const { lines, entry, editing } = form;
  const done =
    editing === '' ? [...lines, entry] : lines.map((line) => (line.key === editing ? entry : line));
  return { lines: done, entry: blankLine(next), editing: '' };
}

export const toLine = (line: EntryLine): BatchLine => ({
  household: line.household,
  cents: centsOf(line),
  reference: line.reference.trim(),
  note: line.note.trim(),
  split: [],
});

export interface BatchFaults {
  readonly deposited?: MessageId;
  readonly expectedCount?: MessageId;
}

/** @param lockedThrough the last day that is closed; '' for none */
export function headFaults({ deposited, expectedCount }: BatchForm, lockedThrough: string): BatchFaults {
  const locked = isCalendarDate(deposited) && lockedThrough !== '' && deposited <= lockedThrough;
  return {
    ...(locked ? { deposited: 'receipts.deposited.locked' as const } : {}),
    ...(/^\d{0,4}$/.test(expectedCount.trim()) ? {} : { expectedCount: 'receipts.count.off' as const }),
  };
}
