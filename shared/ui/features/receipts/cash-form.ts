/** A cash receipt as plain values: for which home, how much, what for. Pure; a fault is a message id. */
import { MOST_CENTS } from '@communitrak/domain/ledger/index.ts';
import type { MessageId } from '../../i18n/messages.ts';
import type { MoneyValue } from '../../kit/pickers/money-entry.ts';

export interface CashForm {
  /** Local id of the batch to be: posted twice it is once. */
  readonly batch: string;
  readonly household: string;
  readonly amount: MoneyValue;
  /** Day it was handed over. */
  readonly received: string;
  readonly note: string;
}

/** Under which what is entered is kept. */
export const CASH_DRAFT = 'receipts-cash';

export const EMPTY_CASH: CashForm = { batch: '', household: '', amount: '', received: '', note: '' };

const text = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 400) : '');

/** A draft as it was stored, by this version or another. */
export function parseCash(value: unknown): Partial<CashForm> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const raw: Partial<Record<keyof CashForm, unknown>> = value;
  return {
    batch: text(raw.batch),
    household: text(raw.household),
    amount:
      typeof raw.amount === 'number' && Number.isSafeInteger(raw.amount) ? raw.amount : text(raw.amount),
    received: text(raw.received),
    note: text(raw.note),
  };
}

/** What is wrong beyond a text that is no amount or no date. @param lockedThrough '' for none */
export function cashFaults(
  { household, amount, received }: CashForm,
  lockedThrough: string,
): Partial<Record<'household' | 'amount' | 'received', MessageId>> {
  const off = typeof amount === 'number' && (amount < 1 || amount > MOST_CENTS);
  const locked = received !== '' && lockedThrough !== '' && received <= lockedThrough;
  return {
    ...(household === '' ? { household: 'receipts.line.home.missing' as const } : {}),
    ...(off ? { amount: 'receipts.line.amount.off' as const } : {}),
    ...(locked ? { received: 'receipts.deposited.locked' as const } : {}),
  };
}
