/**
 * A household's entries of a closed fiscal year as one document, so that what a device holds and what a list of accounts
 * reads stay bounded however old the books are. Its head says what the account carries over; its entries are one text that
 * is read only where somebody looks into that year. Made by the server alone, of entries that stay in its store for ever.
 */
import Type from 'typebox';
import { newEnvelope } from '../core/draft.ts';
import type { Body, Envelope, Stamp } from '../core/envelope.ts';
import { FileRefSchema } from '../core/files.ts';
import { makeId } from '../core/ids.ts';
import { readNeeded, type Shape } from '../core/read.ts';
import { DateText, LocalId } from '../core/shapes.ts';
import type { BooksBody } from './books.ts';
import { addDays } from './days.ts';
import { ENTRY_VERSION, entryOrder, entryShape, MOST_CENTS, type LedgerEntry } from './entry.ts';
import { classOf, ENTRY_KINDS } from './kinds.ts';
import type { Line } from './line.ts';
import { fiscalYearStart } from './reports.ts';

export const CLOSED_YEAR_VERSION = 1;
/** Three lines a day, and then some. What is beyond stays single. */
export const MOST_IN_YEAR = 1000;
const EntryId = Type.String({ maxLength: 120 });

const CarriedSchema = Type.Object({
  id: EntryId,
  kind: Type.Enum(ENTRY_KINDS),
  /** What is left of it: above 0 open, below 0 credit. */
  cents: Type.Integer({ minimum: -MOST_CENTS, maximum: MOST_CENTS }),
  posted: DateText,
  /** Days since 1970. */
  dueDay: Type.Integer(),
  known: Type.String({ maxLength: 30 }),
  applies: Type.Array(EntryId),
});

export const ClosedYearSchema = Type.Object({
  household: LocalId,
  /** The year in which the fiscal year begins. */
  year: Type.Integer({ minimum: 1000, maximum: 9999 }),
  /** The year's last day: `carried` is what everything up to then leaves. */
  through: DateText,
  /** Control totals: how many entries, and their sum. */
  count: Type.Integer({ minimum: 1, maximum: MOST_IN_YEAR }),
  totalCents: Type.Integer(),
  /** Open charges and credit at the end of `through`; absent where only all of the entries tell how it goes on. */
  carried: Type.Optional(Type.Array(CarriedSchema)),
  /** Of the entries: photos of checks are asked for by this document's id as well. */
  files: Type.Array(FileRefSchema),
  /** Its entries: JSON, see PackedEntry. */
  entries: Type.String(),
});
export type ClosedYearBody = Type.Static<typeof ClosedYearSchema>;
export type ClosedYear = Envelope<ClosedYearBody>;
export const closedYearShape = {
  type: 'closed-year',
  version: CLOSED_YEAR_VERSION,
  schema: ClosedYearSchema,
} satisfies Shape;

export const closedYearOrder = ({ body }: ClosedYear): string => String(body.year);
export const closedYearId = (household: string, year: number): string =>
  makeId('closed-year', `${household}.${String(year)}`);

/** The last day of the last fiscal year that is locked whole; '' while none is. */
export function closedThrough({
  lockedThrough,
  fiscalYearFrom,
}: Pick<BooksBody, 'lockedThrough' | 'fiscalYearFrom'>): string {
  if (lockedThrough === '') return '';
  return addDays(fiscalYearStart(addDays(lockedThrough, 1), fiscalYearFrom), -1);
}

/** Left out of an entry's body where it is just this. Stored packs are read by it: never changed. */
const LEFT_OUT: Body = {
  due: '',
  fund: 'operating',
  category: '',
  source: 'person',
  run: '',
  rule: '',
  reverses: '',
  reason: '',
  applies: [],
  method: '',
  reference: '',
  author: '',
  device: '',
  recorded: '',
  files: [],
};

interface PackedEntry {
  /** Local id. */
  readonly id: string;
  /** The entry's version; absent for 1. */
  readonly v?: number;
  /** Where it does not follow from the day and the stamp. */
  readonly order?: string;
  readonly at: string;
  readonly by: string;
  readonly byName: string;
  /** Without the household, and without what is LEFT_OUT. */
  readonly body: Body;
}

const isLeftOut = ([name, value]: [string, unknown]): boolean =>
  name === 'household' ||
  (Object.hasOwn(LEFT_OUT, name) && JSON.stringify(LEFT_OUT[name]) === JSON.stringify(value));

function packEntry(entry: LedgerEntry): PackedEntry {
  const { id, version, order, stamp, body } = entry;
  return {
    id: id.slice('ledger-entry:'.length),
    ...(version === 1 ? {} : { v: version }),
    ...(order === entryOrder(entry) ? {} : { order }),
    at: stamp.at,
    by: stamp.by,
    byName: stamp.byName,
    body: Object.fromEntries(Object.entries(body).filter((field) => !isLeftOut(field))),
  };
}

function unpackEntry(
  { id, v = 1, order, at, by, byName, body }: PackedEntry,
  household: string,
): LedgerEntry {
  const stamp: Stamp = { at, by, byName, number: '', state: 'accepted' };
  const stored: Envelope = {
    id: makeId('ledger-entry', id),
    type: 'ledger-entry',
    version: v,
    parent: makeId('household', household),
    order: '',
    stamp,
    body: { ...LEFT_OUT, ...body, household },
  };
  // It was held against its schema when it was posted; one of an earlier version is brought to today's.
  const entry = v === ENTRY_VERSION ? (stored as LedgerEntry) : readNeeded(entryShape, stored);
  if (entry === undefined) throw new TypeError(`${stored.id} of a closed year does not read`);
  return { ...entry, order: order ?? entryOrder(entry) };
}

/**
 * @param entries of one household, accepted by the server: its entries of the year
 * @param left what the account carries over at the end of `through`; undefined where it cannot be said
 */
export function packYear(
  { household, year, through }: Pick<ClosedYearBody, 'household' | 'year' | 'through'>,
  entries: readonly LedgerEntry[],
  left: readonly Line[] | undefined,
): ClosedYear {
  const ordered = entries.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const carried = left?.map(({ id, kind, cents, posted, dueDay, known, applies }) => ({
    id,
    kind,
    cents,
    posted,
    dueDay,
    known,
    applies: [...applies],
  }));
  const body: ClosedYearBody = {
    household,
    year,
    through,
    count: ordered.length,
    totalCents: ordered.reduce((sum, { body: { cents } }) => sum + cents, 0),
    ...(carried === undefined ? {} : { carried }),
    files: ordered.flatMap((entry) => entry.body.files),
    entries: JSON.stringify(ordered.map(packEntry)),
  };
  const parent = makeId('household', household);
  const head = {
    id: closedYearId(household, year),
    type: 'closed-year',
    version: CLOSED_YEAR_VERSION,
    parent,
  };
  return newEnvelope(head, body, closedYearOrder);
}

/** @throws Error for a text that is no list of entries, or does not agree with its control totals: never made by packYear */
export function openYear({ id, body }: ClosedYear): readonly LedgerEntry[] {
  const packed: unknown = JSON.parse(body.entries);
  if (!Array.isArray(packed)) throw new TypeError(`${id} holds no entries`);
  const entries = packed.map((one) => unpackEntry(one as PackedEntry, body.household));
  const total = entries.reduce((sum, entry) => sum + entry.body.cents, 0);
  if (entries.length !== body.count || total !== body.totalCents)
    throw new TypeError(`${id} does not agree with its control totals`);
  return entries;
}

/** What the account carries over, as lines; undefined where the entries themselves are needed. */
export function carriedLines({ body: { household, carried } }: ClosedYear): readonly Line[] | undefined {
  return carried?.map((line) => ({ ...line, household, class: classOf(line.kind), reverses: '' }));
}
