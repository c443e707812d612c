/**
 * What is to be seen before a batch is posted: which charges each payment pays and what becomes credit, line after line
 * (the second check of a home finds what the first has left), checks that came in before, and homes that one might mean.
 * Writes nothing.
 */
import {
  accountOf,
  dayNumber,
  lineOf,
  linesAt,
  type LedgerEntry,
  type Line,
  type RulesOn,
  type Split,
} from '../ledger/index.ts';

export interface PaymentPreview {
  readonly split: readonly Split[];
  /** Finds nothing to pay: credit of the home. */
  readonly creditCents: number;
  /** The rules that it is applied by. */
  readonly rule: string;
}

const NOTHING: PaymentPreview = { split: [], creditCents: 0, rule: '' };

/**
 * @param payments of a batch that is not posted yet
 * @param linesOf a home's account as it is here; payments that are in it already are not counted twice
 * @returns one for each payment, in their order
 */
export function previewPayments(
  payments: readonly LedgerEntry[],
  linesOf: (household: string) => readonly Line[],
  rulesOn: RulesOn,
): readonly PaymentPreview[] {
  const found = new Map<string, PaymentPreview>();
  for (const household of new Set(payments.map(({ body }) => body.household))) {
    const own = payments.filter(({ body }) => body.household === household).map(lineOf);
    const ids = new Set(own.map(({ id }) => id));
    // What takes effect later is paid then, by the credit that is shown now.
    const effective = own.reduce((last, { posted }) => (posted > last ? posted : last), '');
    const before = linesAt(linesOf(household), { effective }).filter(({ id }) => !ids.has(id));
    for (const { line, paid, leftCents, rule } of accountOf([...before, ...own], rulesOn).payments)
      if (ids.has(line.id)) found.set(line.id, { split: paid, creditCents: leftCents, rule });
  }
  return payments.map(({ id }) => found.get(id) ?? NOTHING);
}

/** A check number says one thing however it is written: `#01018` is 1018. */
export function checkNumber(reference: string): string {
  return reference
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .replace(/^0+(?=.)/, '');
}

/** Check numbers come round again with a new book of checks; within half a year it is the same paper. */
const SAME_CHECK_DAYS = 183;

export interface EarlierCheck {
  readonly reference: string;
  readonly posted: string;
  readonly cents: number;
}

/** @param earlier checks of the same home @returns the one that came in before under this number, unless it was long ago */
export function sameCheck(
  reference: string,
  deposited: string,
  earlier: readonly EarlierCheck[],
): EarlierCheck | undefined {
  const wanted = checkNumber(reference);
  if (wanted === '') return undefined;
  const day = dayNumber(deposited);
  return earlier.find(
    (one) =>
      checkNumber(one.reference) === wanted && Math.abs(day - dayNumber(one.posted)) <= SAME_CHECK_DAYS,
  );
}
