/** An entry counts from the day on which it takes effect: in accounts, their aging and the trial balance of that day alike. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anEntry } from '@communitrak/testkit/ledger.ts';
import {
  accountOf,
  CODES,
  createBook,
  dayNumber,
  ENTRY_KINDS,
  lineOf,
  linesAt,
  PACK_IDS,
  PACKS,
  postedOf,
  reverseEntry,
  rulesOf,
  SIDES,
  trialRows,
  USUAL_CHART,
  type EntryKind,
  type LedgerEntry,
} from './index.ts';

const TODAY = '2026-06-15';
const day = (at: number): string =>
  `2026-${String(1 + Math.floor(at / 28)).padStart(2, '0')}-${String(1 + (at % 28)).padStart(2, '0')}`;
interface Act {
  readonly kind: EntryKind;
  readonly home: string;
  readonly cents: number;
  readonly posted: number;
  readonly due: number;
  readonly back: boolean;
}

const anAct: fc.Arbitrary<Act> = fc.record({
  kind: fc.constantFrom(...ENTRY_KINDS.filter((kind) => kind !== 'reversal' && kind !== 'refund')),
  home: fc.constantFrom('h1', 'h2', 'h3'),
  cents: fc.integer({ min: 1, max: 50_000 }),
  /** Days of the year: half of them after today. */
  posted: fc.nat(335),
  due: fc.nat(335),
  back: fc.boolean(),
});

function entriesOf(acts: readonly Act[]): readonly LedgerEntry[] {
  return acts.flatMap(({ kind, home, cents, posted, due, back }, at) => {
    const isMinus = SIDES[kind] === 'paid' || (SIDES[kind] === 'either' && cents % 2 === 0);
    const entry = anEntry({
      local: `e${String(at)}`,
      household: home,
      kind,
      cents: isMinus ? -cents : cents,
      posted: day(posted),
      due: isMinus ? '' : day(due),
    });
    const how = { posted: day(Math.max(posted, due)), reason: 'a slip', by: { member: 'm1', device: '' } };
    return back ? [entry, reverseEntry(entry, how, 0)] : [entry];
  });
}

describe('what is posted in advance', () => {
  it.each(PACK_IDS)('under %s is in no account, no aging and no trial balance before its day', (pack) => {
    const rulesOn = rulesOf(PACKS, [{ from: '1900-01-01', pack, changes: {} }]);
    let ahead = 0;
    fc.assert(
      fc.property(fc.array(anAct, { minLength: 1, maxLength: 25 }), (acts) => {
        const entries = entriesOf(acts);
        const book = createBook(rulesOn, dayNumber(TODAY));
        book.add(entries.map(lineOf));
        const rows = trialRows(postedOf(entries), USUAL_CHART, TODAY, '2026-01-01');
        const receivable = rows.find(({ code }) => code === CODES.receivable);
        const { balanceCents, openCents, creditCents, buckets } = book.totals();
        expect(balanceCents).toBe((receivable?.debitCents ?? 0) - (receivable?.creditCents ?? 0));
        expect(openCents - creditCents).toBe(balanceCents);
        expect(buckets.reduce((sum, cents) => sum + cents, 0)).toBe(openCents);
        for (const home of book.households()) {
          const own = entries.filter(({ body }) => body.household === home).map(lineOf);
          const account = accountOf(linesAt(own, { effective: TODAY }), rulesOn);
          expect(book.aging(home).balanceCents).toBe(account.balanceCents);
        }
        ahead += entries.filter(({ body }) => body.posted > TODAY).length;
      }),
      { numRuns: 150 },
    );
    expect(ahead).toBeGreaterThan(100);
  });
});
