/**
 * The association's books as one document, without which nothing can be posted: their currency, the month up to which they are locked, the first month of its
 * fiscal year, and which rule pack holds from which day with what the association has changed of it.
 */
import Type from 'typebox';
import { newEnvelope, withBody } from '../core/draft.ts';
import type { Envelope } from '../core/envelope.ts';
import type { Shape } from '../core/read.ts';
import { DateText, InstantText, Line, LocalId, MaybeDateText, MaybeLine } from '../core/shapes.ts';
import { CHARGE_CLASSES } from './kinds.ts';
import { PACKS } from './packs.ts';
import { PACK_IDS, rulesOf, type RuleChange, type RulesOn } from './rules.ts';

export const BOOKS_ID = 'books:main';
const Cents = Type.Integer({ minimum: 0, maximum: 99_999_999 });
const BasisPoints = Type.Integer({ minimum: 0, maximum: 10_000 });
const Class = Type.Enum(CHARGE_CLASSES);

const ChangesSchema = Type.Partial(
  Type.Object({
    graceDays: Type.Integer({ minimum: 0, maximum: 365 }),
    lateFee: Type.Union([
      Type.Null(),
      Type.Object({
        basisPoints: BasisPoints,
        cents: Cents,
        choose: Type.Enum(['greater', 'lesser', 'cents', 'percent'] as const),
        capCents: Type.Optional(Cents),
      }),
    ]),
    interest: Type.Union([
      Type.Null(),
      Type.Object({ basisPointsAYear: BasisPoints, afterDays: Type.Integer({ minimum: 0, maximum: 365 }) }),
    ]),
    order: Type.Union([Type.Literal('oldest'), Type.Array(Class, { maxItems: 5 })]),
    bearing: Type.Array(Class, { maxItems: 5 }),
    floorCents: Cents,
    fineCapCents: Type.Union([Type.Null(), Cents]),
  }),
);

export const BOOKS_VERSION = 1;
export const BooksSchema = Type.Object({
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  /** No entry takes effect on or before this day; '' while nothing is locked. */
  lockedThrough: MaybeDateText,
  /** Each move of the lock, oldest first: through which day, when, by whom. */
  locks: Type.Optional(
    Type.Array(Type.Object({ through: MaybeDateText, at: InstantText, by: LocalId }), { maxItems: 1000 }),
  ),
  /** 1 to 12. */
  fiscalYearFrom: Type.Integer({ minimum: 1, maximum: 12 }),
  /** Oldest first. A change holds from its day on and never before it. */
  rules: Type.Array(
    Type.Object({
      from: DateText,
      pack: Type.Optional(Type.Enum(PACK_IDS)),
      changes: ChangesSchema,
      /** The resolution or the document that says so. */
      reason: MaybeLine(300),
      by: LocalId,
    }),
    { maxItems: 100 },
  ),
  /** Income accounts of the association's own, beside the usual chart. */
  accounts: Type.Array(Type.Object({ code: Type.String({ pattern: '^4[0-9]{3}$' }), name: Line(60) }), {
    maxItems: 60,
  }),
});
export type BooksBody = Type.Static<typeof BooksSchema>;
export type Books = Envelope<BooksBody>;
export const booksShape = { type: 'books', version: BOOKS_VERSION, schema: BooksSchema } satisfies Shape;

export const booksOrder = (): string => 'books';

/** One for each association: its id is always the same, so two desks that begin at once begin the same one. */
export function createBooks(body: BooksBody): Books {
  return newEnvelope({ id: BOOKS_ID, type: 'books', version: BOOKS_VERSION }, body, booksOrder);
}

export function changeBooks(doc: Books, changes: Partial<BooksBody>): Books {
  return withBody(doc, { ...doc.body, ...changes }, booksOrder);
}

/** The rules of an association by day; without books, the default pack. */
export function rulesOfBooks(books: Pick<BooksBody, 'rules'> | undefined): RulesOn {
  return rulesOf(PACKS, (books?.rules ?? []) as readonly RuleChange[]);
}

/** Moves the lock, and says so. @param through `''` opens all months again */
export function moveLock(
  books: Pick<BooksBody, 'locks'>,
  through: string,
  { by, at }: { readonly by: string; readonly at: string },
): Pick<BooksBody, 'locks' | 'lockedThrough'> {
  return { lockedThrough: through, locks: [...(books.locks ?? []), { through, at, by }] };
}

/** What an association has when nobody has decided anything. */
export const firstBooks = (currency: string): BooksBody => ({
  currency,
  lockedThrough: '',
  fiscalYearFrom: 1,
  rules: [],
  accounts: [],
});
