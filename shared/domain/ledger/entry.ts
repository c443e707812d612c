/**
 * One line of a household's account: what was charged, paid or put right, in whole cents, once and for ever. A mistake is
 * put right by a reversal that names it. Positive is owed to the association. Knows no rules of order or lateness.
 */
import Type from 'typebox';
import { isoInstant } from '../core/dates.ts';
import { newEnvelope } from '../core/draft.ts';
import type { Envelope } from '../core/envelope.ts';
import { FileRefSchema } from '../core/files.ts';
import { localOf, makeId } from '../core/ids.ts';
import { oldestFirst } from '../core/order.ts';
import type { Shape } from '../core/read.ts';
import { DateText, Line, LocalId, MaybeDateText, MaybeLine, MaybeLocalId } from '../core/shapes.ts';
import { ENTRY_KINDS, FUNDS, type EntryKind, type Fund } from './kinds.ts';

/** A ten-billion-dollar line is a slip of the hand. */
export const MOST_CENTS = 99_999_999_999;
const EntryId = Type.String({ pattern: '^ledger-entry:[a-z0-9][a-z0-9.-]*$', maxLength: 120 });
export const PAYMENT_METHODS = ['check', 'cash', 'lockbox', 'card', 'bank', 'other'] as const;
export type PaymentMethod = (typeof PAYMENT_METHODS)[number];
/** Who or what wrote it: a person, a run, a receipt, an import, the payment service. */
export const SOURCES = ['person', 'run', 'receipt', 'import', 'online'] as const;
export type Source = (typeof SOURCES)[number];

export const ENTRY_VERSION = 1;
export const EntrySchema = Type.Object({
  /** Local id of the account's household. */
  household: LocalId,
  kind: Type.Enum(ENTRY_KINDS),
  /** Whole cents, never 0; positive is owed to the association. */
  cents: Type.Integer({ minimum: -MOST_CENTS, maximum: MOST_CENTS }),
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  /** The day it takes effect. */
  posted: DateText,
  /** The day it is to be paid; '' for what is not a charge. */
  due: MaybeDateText,
  fund: Type.Enum(FUNDS),
  /** Code of the income account, of the chart of accounts: `4000`. '' where the kind says it. */
  category: MaybeLine(20),
  /** In the words of whoever reads the account: `Assessment, December 2026`. */
  text: Line(200),
  source: Type.Enum(SOURCES),
  /** Local id of the run, the batch or the import that it belongs to; '' for a single one. */
  run: MaybeLocalId,
  /** Name of the rule that made it: `US-CA@2025-06-30`; '' where a person decided. */
  rule: MaybeLine(80),
  /** The entry that it takes back whole; only of a reversal. */
  reverses: Type.Union([Type.Literal(''), EntryId]),
  /** Why, for what puts something right. */
  reason: MaybeLine(500),
  /** What a payment or credit is meant for, in this order; of a refund the payment, then reversals of its earlier refunds. */
  applies: Type.Array(EntryId, { maxItems: 60 }),
  method: Type.Union([Type.Literal(''), Type.Enum(PAYMENT_METHODS)]),
  /** Check number, lockbox reference. */
  reference: MaybeLine(80),
  /** Local id of who wrote it; '' for a run, whose document says who pressed. */
  author: MaybeLocalId,
  /** Label of the device; '' for a run. */
  device: MaybeLine(80),
  /** When it was written down, by the device's clock; '' for a run. The server's word is in the stamp. */
  recorded: Type.String({ pattern: '^$|^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$' }),
  /** The photo of a check. */
  files: Type.Array(FileRefSchema, { maxItems: 4 }),
});
export type EntryBody = Type.Static<typeof EntrySchema>;
export type LedgerEntry = Envelope<EntryBody>;

export const entryShape = {
  type: 'ledger-entry',
  version: ENTRY_VERSION,
  schema: EntrySchema,
} satisfies Shape;

/** By the day it takes effect, then as it was written down. */
export function entryOrder(doc: LedgerEntry): string {
  return `${doc.body.posted}.${oldestFirst(doc.stamp.at === '' ? doc.body.recorded : doc.stamp.at)}`;
}

/** What has to be said of an entry; the rest has a usual value. */
export type EntryInput = Pick<EntryBody, 'household' | 'kind' | 'cents' | 'currency' | 'posted' | 'text'> &
  Partial<Omit<EntryBody, 'files'>> & { readonly files?: EntryBody['files'] };

const USUAL = {
  due: '',
  fund: 'operating' as Fund,
  category: '',
  source: 'person' as Source,
  run: '',
  rule: '',
  reverses: '',
  reason: '',
  applies: [],
  method: '' as const,
  reference: '',
  author: '',
  device: '',
  recorded: '',
  files: [],
};

/** @param local derived where two devices could write the same one (`<run>.<household>`) */
export function createEntry(input: EntryInput, local: string): LedgerEntry {
  const head = {
    id: makeId('ledger-entry', local),
    type: 'ledger-entry',
    version: ENTRY_VERSION,
    parent: makeId('household', input.household),
  };
  return newEnvelope(head, { ...USUAL, ...input, text: input.text.trim() }, entryOrder);
}

/** An entry is reversed once: its reversal is named after it. */
export const reversalId = (id: string): string => makeId('ledger-entry', `${localOf(id)}.rev`);

export interface Writer {
  /** Member's local id. */
  readonly member: string;
  readonly device: string;
}

/**
 * Takes an entry back whole, on `posted`. @throws RangeError for a reversal: what was taken back by mistake is entered anew
 * @param now epoch ms
 */
export function reverseEntry(
  entry: LedgerEntry,
  how: { readonly posted: string; readonly reason: string; readonly by: Writer },
  now: number,
): LedgerEntry {
  if (entry.body.kind === 'reversal') throw new RangeError('A reversal is not reversed: enter it anew');
  const { household, currency, fund, category, text } = entry.body;
  const cents = -entry.body.cents;
  const { posted, reason, by } = how;
  const written = { author: by.member, device: by.device, recorded: isoInstant(now) };
  const body: EntryInput = {
    household,
    currency,
    fund,
    category,
    text,
    cents,
    posted,
    reason,
    ...written,
    kind: 'reversal',
  };
  return createEntry({ ...body, reverses: entry.id }, localOf(reversalId(entry.id)));
}

export const isCharge = (kind: EntryKind, cents: number): boolean =>
  cents > 0 && kind !== 'refund' && kind !== 'reversal';
