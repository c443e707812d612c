/**
 * A batch of receipts: the checks of one deposit, a cash receipt, a lockbox file. It says what was deposited when, line by
 * line, and how each line would pay what its home owed as the office saw it; the payments themselves are entries of the
 * accounts, each named after the batch and its line, so that a batch posted twice pays once.
 */
import Type from 'typebox';
import { isoInstant } from '../core/dates.ts';
import { newEnvelope } from '../core/draft.ts';
import type { Envelope } from '../core/envelope.ts';
import type { FileRef } from '../core/files.ts';
import { localOf, makeId } from '../core/ids.ts';
import { newestFirst } from '../core/order.ts';
import type { Shape } from '../core/read.ts';
import { DateText, InstantText, LocalId, MaybeLine } from '../core/shapes.ts';
import {
  createEntry,
  MOST_CENTS,
  type Deposit,
  type LedgerEntry,
  type PaymentMethod,
  type Split,
  type Writer,
} from '../ledger/index.ts';

/** `deposit`: of payments that stand on accounts already; the others make payments of their lines. */
export const BATCH_KINDS = ['checks', 'cash', 'lockbox', 'deposit'] as const;
export type BatchKind = (typeof BATCH_KINDS)[number];
/** One document carries it; a thicker stack of checks is two deposits. */
export const MOST_RECEIPTS = 500;
/** More charges than one payment ever pays at once; of the rest the account itself tells. */
const MOST_SPLITS = 40;
export const REFERENCE_LIMIT = 40;
export const NOTE_LIMIT = 200;

const Cents = Type.Integer({ minimum: 1, maximum: MOST_CENTS });
const PaymentId = Type.String({ pattern: '^ledger-entry:[a-z0-9][a-z0-9.-]*$', maxLength: 120 });
const LineSchema = Type.Object({
  /** Local id of the home that it pays for, and for no other. */
  household: LocalId,
  cents: Cents,
  /** Check number, lockbox reference; '' for cash. */
  reference: MaybeLine(REFERENCE_LIMIT),
  /** The payment that stands already; of a deposit alone. */
  payment: Type.Optional(PaymentId),
  /** For the office alone. */
  note: MaybeLine(NOTE_LIMIT),
  /** What it would pay, as it was shown before posting. */
  split: Type.Array(
    Type.Object({ entry: Type.String({ pattern: '^ledger-entry:', maxLength: 120 }), cents: Cents }),
    {
      maxItems: MOST_SPLITS,
    },
  ),
});
export type BatchLine = Type.Static<typeof LineSchema>;

export const RECEIPT_BATCH_VERSION = 1;
export const ReceiptBatchSchema = Type.Object({
  kind: Type.Enum(BATCH_KINDS),
  /** The day of deposit: the day on which the payments take effect. */
  deposited: DateText,
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  /** Name of the lockbox file; '' for any other. */
  file: MaybeLine(200),
  lines: Type.Array(LineSchema, { minItems: 1, maxItems: MOST_RECEIPTS }),
  /** Control total: the sum of the lines. */
  totalCents: Type.Integer({ minimum: 1 }),
  author: LocalId,
  device: MaybeLine(80),
  recorded: InstantText,
});
export type ReceiptBatchBody = Type.Static<typeof ReceiptBatchSchema>;
export type ReceiptBatch = Envelope<ReceiptBatchBody>;
export const receiptBatchShape = {
  type: 'receipt-batch',
  version: RECEIPT_BATCH_VERSION,
  schema: ReceiptBatchSchema,
} satisfies Shape;

/** Newest deposit first; of one day the last written. */
export function receiptBatchOrder({ body }: ReceiptBatch): string {
  return `${newestFirst(`${body.deposited}T00:00:00.000Z`)}.${newestFirst(body.recorded)}`;
}

export type BatchInput = Pick<ReceiptBatchBody, 'kind' | 'deposited' | 'currency' | 'lines'> & {
  readonly file?: string;
};

/** @param local made when the batch was begun: whoever posts it again posts the same @param now epoch ms */
export function createReceiptBatch(input: BatchInput, by: Writer, now: number, local: string): ReceiptBatch {
  const { kind, deposited, currency, file = '' } = input;
  const lines = input.lines.map((line) => ({
    ...line,
    reference: line.reference.trim(),
    note: line.note.trim(),
    split: line.split.slice(0, MOST_SPLITS).map(({ entry, cents }) => ({ entry, cents })),
  }));
  const totalCents = lines.reduce((sum, { cents }) => sum + cents, 0);
  const written = { author: by.member, device: by.device, recorded: isoInstant(now) };
  return newEnvelope(
    { id: makeId('receipt-batch', local), type: 'receipt-batch', version: RECEIPT_BATCH_VERSION },
    { kind, deposited, currency, file, lines, totalCents, ...written },
    receiptBatchOrder,
  );
}

/** Id of the payment that a line makes. Three digits, so that they stand in the order of the lines. */
export function paymentId(batch: string, at: number): string {
  return makeId('ledger-entry', `${localOf(batch)}.${String(at + 1).padStart(3, '0')}`);
}

/** The payment of a line: that which it names, or else that which it makes. */
export const paymentOf = (batch: string, line: Pick<BatchLine, 'payment'>, at: number): string =>
  line.payment ?? paymentId(batch, at);

/** What a batch brings to the bank of what came over the counter before; undefined for any other. */
export function depositIn({ id, body }: ReceiptBatch): Deposit | undefined {
  if (body.kind !== 'deposit') return undefined;
  return { id, day: body.deposited, payments: body.lines.flatMap(({ payment }) => payment ?? []) };
}

const METHODS: Readonly<Record<Exclude<BatchKind, 'deposit'>, PaymentMethod>> = {
  checks: 'check',
  cash: 'cash',
  lockbox: 'lockbox',
};

export interface PaymentWords {
  /** What the account says of a line: `Check 1018`. */
  readonly text: (line: Pick<BatchLine, 'reference'>) => string;
  /** Photos of the check, by the line's place. */
  readonly files?: (at: number) => readonly FileRef[];
}

/** The payments that a batch makes, in the order of its lines. */
export function paymentsOf(
  { id, body }: ReceiptBatch,
  { text, files = () => [] }: PaymentWords,
): readonly LedgerEntry[] {
  const { kind, deposited, currency, author, device, recorded } = body;
  if (kind === 'deposit') return [];
  return body.lines.map((line, at) =>
    createEntry(
      {
        household: line.household,
        kind: 'payment',
        cents: -line.cents,
        currency,
        posted: deposited,
        text: text(line),
        source: 'receipt',
        run: localOf(id),
        method: METHODS[kind],
        reference: line.reference,
        author,
        device,
        recorded,
        files: [...files(at)],
      },
      localOf(paymentId(id, at)),
    ),
  );
}

/** True when a payment pays what was shown before it was posted. */
export function paysAsShown(line: Pick<BatchLine, 'split'>, paid: readonly Split[]): boolean {
  const shown = line.split;
  const now = paid.slice(0, MOST_SPLITS);
  return (
    shown.length === now.length &&
    shown.every(({ entry, cents }) => now.some((split) => split.entry === entry && split.cents === cents))
  );
}
