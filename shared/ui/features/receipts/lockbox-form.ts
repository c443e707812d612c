/** A lockbox file while it is put right, as plain values: what each line still needs, what it adds up to. Pure. */
import { MOST_CENTS } from '@communitrak/domain/ledger/index.ts';
import type { BatchLine, LockboxFault, LockboxLine } from '@communitrak/domain/receipts/index.ts';
import type { MoneyValue } from '../../kit/pickers/money-entry.ts';

export interface FileLine {
  readonly row: number;
  /** What the file says. */
  readonly home: string;
  readonly payer: string;
  readonly reference: string;
  readonly household: string;
  readonly amount: MoneyValue;
  /** Why it was stopped at first: what stays open to be changed. */
  readonly faults: readonly LockboxFault[];
  /** The same as a line before: somebody has said that it is another payment. */
  readonly kept: boolean;
  /** Somebody has said that it is not to be posted. */
  readonly out: boolean;
}

export interface LockboxForm {
  /** Local id of the batch, made of the file itself: the same file is the same batch. */
  readonly batch: string;
  readonly file: string;
  readonly deposited: string;
  /** The file's own total, or what the office has from the bank. */
  readonly expected: MoneyValue;
  readonly lines: readonly FileLine[];
}

export const EMPTY_LOCKBOX: LockboxForm = { batch: '', file: '', deposited: '', expected: '', lines: [] };

export const fileLine = ({
  row,
  home,
  payer,
  amount,
  reference,
  household,
  cents,
  faults,
}: LockboxLine): FileLine => ({
  row,
  home,
  payer,
  reference,
  household,
  amount: cents === 0 ? amount : cents,
  faults,
  kept: !faults.includes('duplicate'),
  out: false,
});

const isAmount = (amount: MoneyValue): amount is number =>
  typeof amount === 'number' && amount >= 1 && amount <= MOST_CENTS;

/** What is wrong with it still; undefined when it is right. */
export function faultOf({ household, amount, kept, faults }: FileLine): LockboxFault | undefined {
  if (household === '') return faults.includes('several') ? 'several' : 'unknown';
  if (!isAmount(amount)) return 'amount';
  return kept ? undefined : 'duplicate';
}

/** It can be posted as it stands, or is left out. */
export const isSettled = (line: FileLine): boolean => line.out || faultOf(line) === undefined;

const centsOf = ({ amount }: FileLine): number => (isAmount(amount) ? amount : 0);

export interface LockboxSums {
  /** To be posted. */
  readonly cents: number;
  readonly count: number;
  readonly unsettled: number;
  readonly out: number;
  /** Expected − all lines of the file, left out or not; 0 where nothing is expected. */
  readonly missingCents: number;
}

export function lockboxSums({ lines, expected }: LockboxForm): LockboxSums {
  const kept = lines.filter(({ out }) => !out);
  const all = lines.reduce((sum, line) => sum + centsOf(line), 0);
  return {
    cents: kept.reduce((sum, line) => sum + centsOf(line), 0),
    count: kept.length,
    unsettled: lines.filter((line) => !isSettled(line)).length,
    out: lines.length - kept.length,
    missingCents: typeof expected === 'number' ? expected - all : 0,
  };
}

export const postedLines = ({ lines }: LockboxForm): readonly BatchLine[] =>
  lines
    .filter(({ out }) => !out)
    .map((line) => ({
      household: line.household,
      cents: centsOf(line),
      reference: line.reference,
      note: line.payer,
      split: [],
    }));

/** A draft as this app keeps it; of another shape nothing is taken: the file is there to be read again. */
export function parseLockbox(value: unknown): Partial<LockboxForm> | undefined {
  if (typeof value !== 'object' || value === null || !('lines' in value) || !Array.isArray(value.lines))
    return undefined;
  const isLine = (line: unknown): line is FileLine =>
    typeof line === 'object' && line !== null && 'row' in line && 'household' in line && 'faults' in line;
  return value.lines.every(isLine) ? (value as Partial<LockboxForm>) : undefined;
}
