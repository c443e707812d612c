/**
 * A household's entries of a closed fiscal year as one document, so that what a device holds and what an account reads stay
 * bounded however old the books are. Packed by the server after the year is locked; unpacked, it gives the same entries.
 */
import Type from 'typebox';
import { newEnvelope } from '../core/draft.ts';
import type { Envelope, Stamp } from '../core/envelope.ts';
import { makeId } from '../core/ids.ts';
import type { Shape } from '../core/read.ts';
import { LocalId } from '../core/shapes.ts';
import { EntrySchema, ENTRY_VERSION, entryOrder, type LedgerEntry } from './entry.ts';

export const CLOSED_YEAR_VERSION = 1;
/** One line a week, and then some. */
export const MOST_IN_YEAR = 1000;
const PackedSchema = Type.Object({
  /** Local id of the entry. */
  id: LocalId,
  at: Type.String({ maxLength: 30 }),
  by: Type.String({ maxLength: 80 }),
  byName: Type.String({ maxLength: 200 }),
  body: Type.Omit(EntrySchema, ['household']),
});

export const ClosedYearSchema = Type.Object({
  household: LocalId,
  /** The year in which the fiscal year begins. */
  year: Type.Integer({ minimum: 1900, maximum: 2200 }),
  entries: Type.Array(PackedSchema, { minItems: 1, maxItems: MOST_IN_YEAR }),
  /** Control total: the sum of the entries. */
  totalCents: Type.Integer(),
});
export type ClosedYearBody = Type.Static<typeof ClosedYearSchema>;
export type ClosedYear = Envelope<ClosedYearBody>;
export const closedYearShape = {
  type: 'closed-year',
  version: CLOSED_YEAR_VERSION,
  schema: ClosedYearSchema,
} satisfies Shape;

export const closedYearOrder = ({ body }: ClosedYear): string => String(body.year);

/** @param entries of one household, all of that year, accepted by the server */
export function packYear(household: string, year: number, entries: readonly LedgerEntry[]): ClosedYear {
  const packed = entries
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, stamp: { at, by, byName }, body: { household: _of, ...body } }) => ({
      id: id.slice('ledger-entry:'.length),
      at,
      by,
      byName,
      body,
    }));
  const totalCents = entries.reduce((sum, { body }) => sum + body.cents, 0);
  const head = {
    id: makeId('closed-year', `${household}.${year}`),
    type: 'closed-year',
    version: CLOSED_YEAR_VERSION,
    parent: makeId('household', household),
  };
  return newEnvelope(head, { household, year, entries: packed, totalCents }, closedYearOrder);
}

export function unpackYear({ body }: ClosedYear): readonly LedgerEntry[] {
  return body.entries.map(({ id, at, by, byName, body: rest }) => {
    const stamp: Stamp = { at, by, byName, number: '', state: 'accepted' };
    const parent = makeId('household', body.household);
    const bare: LedgerEntry = {
      id: makeId('ledger-entry', id),
      type: 'ledger-entry',
      version: ENTRY_VERSION,
      parent,
      order: '',
      stamp,
      body: { ...rest, household: body.household },
    };
    return { ...bare, order: entryOrder(bare) };
  });
}
