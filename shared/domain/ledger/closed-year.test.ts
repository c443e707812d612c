/**
 * Packed or not, an account says the same: any entries, any order of locking, opening again and moving the fiscal year, with
 * entries that come when a year has been packed, and with packs and single entries both there.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accepted, neededOf, smallAssociation } from '@communitrak/testkit/builders.ts';
import { anEntry } from '@communitrak/testkit/ledger.ts';
import { carriedOver } from './carried.ts';
import {
  accountOf,
  addDays,
  agingOf,
  allEntries,
  carriedLines,
  closedThrough,
  closedYearEntity,
  closedYearsOf,
  countedLines,
  createEntry,
  csvRows,
  dayNumber,
  ENTRY_KINDS,
  journalOf,
  lineOf,
  linesAt,
  MOST_IN_YEAR,
  openYear,
  PACK_IDS,
  packYear,
  reverseEntry,
  rulesOfBooks,
  SIDES,
  type ClosedYear,
  type LedgerEntry,
  type PackReader,
  type RulesOn,
} from './index.ts';

const READER: PackReader = { open: openYear, carried: carriedLines, line: lineOf };
const small = smallAssociation();
const BEGIN = '2023-01-01';
const DAYS = 1250;
const day = (at: number): string => addDays(BEGIN, at);

const anAct = fc.record({
  what: fc.constantFrom(
    'enter',
    'enter',
    'enter',
    'enter',
    'pay',
    'pay',
    'pay',
    'reverse',
    'refund',
    'lock',
    'move',
  ),
  kind: fc.constantFrom(...ENTRY_KINDS.filter((kind) => kind !== 'reversal' && kind !== 'refund')),
  cents: fc.integer({ min: 1, max: 9000 }),
  /** Days after, or for a lock before, those that have gone by when it is done. */
  at: fc.nat(90),
  pick: fc.nat(),
});
type Act = ReturnType<typeof anAct.generate>['value'];

interface World {
  readonly entries: LedgerEntry[];
  /** Ids of what has left the devices. */
  readonly archived: Set<string>;
  packs: readonly ClosedYear[];
  lockedThrough: string;
  fiscalYearFrom: number;
}

const by = { member: 'm1', device: 'desk' };

function entryOf({ entries, lockedThrough }: World, act: Act): LedgerEntry | undefined {
  const { kind, cents, pick } = act;
  // Rare, or nearly every account would be opened.
  const what = ['reverse', 'refund'].includes(act.what) && pick % 6 > 0 ? 'enter' : act.what;
  const posted = day(act.at);
  if (posted <= lockedThrough) return undefined;
  const target = entries[pick % Math.max(1, entries.length)];
  const said = { household: 'h1', currency: 'USD', posted, text: `Line ${String(pick)}; “so”`, cents };
  const local = `e${String(entries.length).padStart(4, '0')}`;
  if (what === 'reverse') {
    const free = target !== undefined && target.body.kind !== 'reversal';
    const reversal = free ? reverseEntry(target, { posted, reason: 'a slip', by }, 0) : undefined;
    return entries.some(({ id }) => id === reversal?.id) ? undefined : reversal;
  }
  // Of a payment, of something else, or of what is not there: whatever came in, the projections are the same.
  if (what === 'refund')
    return createEntry({ ...said, kind: 'refund', applies: [target?.id ?? 'ledger-entry:no'] }, local);
  const applies = pick % 3 === 0 && target !== undefined ? [target.id] : [];
  if (what === 'pay') return createEntry({ ...said, kind: 'payment', cents: -cents * 2, applies }, local);
  const isMinus = SIDES[kind] === 'paid' || (SIDES[kind] === 'either' && pick % 2 === 0);
  return createEntry(
    { ...said, kind, cents: isMinus ? -cents : cents, due: isMinus ? '' : posted, applies },
    local,
  );
}

function closeYears(world: World, rulesOn: RulesOn): void {
  const through = closedThrough(world);
  const closing = { through, fiscalYearFrom: world.fiscalYearFrom, rulesOn };
  const account = { household: 'h1', entries: world.entries, packs: world.packs };
  world.packs = closedYearsOf(account, closing);
  expect(closedYearsOf({ ...account, packs: world.packs }, closing)).toEqual(world.packs);
  for (const { id } of world.packs.flatMap(openYear)) world.archived.add(id);
}

function doOne(world: World, act: Act, rulesOn: RulesOn): void {
  if (act.what === 'move' && act.pick % 8 === 0) world.fiscalYearFrom = 1 + (act.pick % 12);
  if (act.what === 'lock') {
    world.lockedThrough = act.pick % 9 === 0 ? '' : day(act.at);
    closeYears(world, rulesOn);
  }
  if (act.what === 'lock' || act.what === 'move') return;
  const entry = entryOf(world, act);
  // The server's clock, some of it at one instant; by the device's where it is the sort key.
  const at = `2026-0${String(1 + (act.pick % 6))}-01T00:00:00.000Z`;
  if (entry !== undefined)
    world.entries.push(act.pick % 2 === 0 ? restamped(entry, at) : accepted(entry, 'm1', at));
}

const restamped = (entry: LedgerEntry, at: string): LedgerEntry => {
  const doc = accepted(entry, 'm1', at);
  return { ...doc, order: `${doc.body.posted}.${String(Date.parse(at)).padStart(13, '0')}` };
};

const seen = { carried: 0, opened: 0, packed: 0 };

const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1);

function expectSame(world: World, singles: readonly LedgerEntry[], rulesOn: RulesOn): void {
  const { entries, packs } = world;
  const all = allEntries(packs, singles, READER);
  expect(all.toSorted(byId)).toEqual(entries.toSorted(byId));
  expect(journalOf(all)).toBe(journalOf(entries));
  expect(csvRows(all).map(String).toSorted()).toEqual(csvRows(entries).map(String).toSorted());
  const whole = entries.map(lineOf);
  const counted = countedLines(packs, singles, READER, day(DAYS + 100));
  seen[counted.length === whole.length ? 'opened' : 'carried'] += 1;
  const [a, b] = [accountOf(counted, rulesOn), accountOf(whole, rulesOn)];
  expect([a.balanceCents, a.openCents, a.creditCents]).toEqual([b.balanceCents, b.openCents, b.creditCents]);
  for (const today of [day(400), day(900), day(DAYS + 30)])
    expect(agingOf(counted, rulesOn, dayNumber(today))).toEqual(agingOf(whole, rulesOn, dayNumber(today)));
  const then = { effective: day(700), known: '2026-03-15T00:00:00.000Z' };
  expect(accountOf(linesAt(all.map(lineOf), then), rulesOn)).toEqual(
    accountOf(linesAt(whole, then), rulesOn),
  );
}

describe('a closed year', () => {
  it.each(PACK_IDS)('leaves every projection as it was, under %s', (pack) => {
    const rulesOn = rulesOfBooks({
      rules: [{ from: '1900-01-01', pack, changes: {}, reason: '', by: 'm1' }],
    });
    fc.assert(
      fc.property(fc.array(anAct, { minLength: 10, maxLength: 60 }), (acts) => {
        const world: World = {
          entries: [],
          archived: new Set(),
          packs: [],
          lockedThrough: '',
          fiscalYearFrom: 1,
        };
        acts.forEach((act, index) => {
          const gone = Math.floor((index / acts.length) * DAYS);
          const at = act.what === 'lock' ? Math.max(0, gone - act.at) : gone + act.at;
          doOne(world, { ...act, at }, rulesOn);
        });
        const singles = world.entries.filter(({ id }) => !world.archived.has(id));
        expectSame(world, singles, rulesOn);
        // While the packs are here and the entries on their way out.
        expectSame(
          world,
          world.entries.filter(({ id }, at) => at % 2 === 0 || !world.archived.has(id)),
          rulesOn,
        );
        expectSame(world, world.entries, rulesOn);
        seen.packed += world.archived.size;
      }),
      { numRuns: 300 },
    );
    // Worlds in which nothing is packed, or every pack is opened, would pass as well.
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(100);
  });

  it('is the fiscal year that is locked whole', () => {
    const through = (lockedThrough: string, fiscalYearFrom = 1): string =>
      closedThrough({ lockedThrough, fiscalYearFrom });
    expect([through(''), through('2025-12-30'), through('2025-12-31'), through('2026-05-31')]).toEqual([
      '',
      '2024-12-31',
      '2025-12-31',
      '2025-12-31',
    ]);
    expect([through('2025-06-30', 7), through('2025-06-29', 7), through('2024-02-29', 3)]).toEqual([
      '2025-06-30',
      '2024-06-30',
      '2024-02-29',
    ]);
  });

  it('has room for so many, and what is beyond stays single and counts', () => {
    const entries = Array.from({ length: MOST_IN_YEAR + 5 }, (_, at) =>
      accepted(anEntry({ posted: '2024-03-01', cents: at + 1 })),
    );
    const rulesOn = rulesOfBooks(undefined);
    const closing = { through: '2024-12-31', fiscalYearFrom: 1, rulesOn };
    const packs = closedYearsOf({ household: 'h1', entries, packs: [] }, closing);
    const packed = new Set(packs.flatMap(openYear).map(({ id }) => id));
    expect(packed.size).toBe(MOST_IN_YEAR);
    const counted = countedLines(
      packs,
      entries.filter(({ id }) => !packed.has(id)),
      READER,
      '2026-01-01',
    );
    expect(accountOf(counted, rulesOn).balanceCents).toBe(
      accountOf(entries.map(lineOf), rulesOn).balanceCents,
    );
  });

  it('carries nothing over where only all of its entries tell how the account goes on', () => {
    const rulesOn = rulesOfBooks(undefined);
    const carried = (...entries: readonly LedgerEntry[]): readonly number[] | undefined =>
      carriedOver(entries.map(lineOf), rulesOn)?.map(({ cents }) => cents);
    const fee = anEntry({ local: 'fee', kind: 'fee', posted: '2024-01-01', due: '2024-01-31', cents: 500 });
    const paid = anEntry({ local: 'paid', kind: 'payment', posted: '2024-01-02', cents: -500 });
    const dues = anEntry({ local: 'dues', posted: '2024-01-03', due: '2024-01-31', cents: 700 });
    expect(carried(fee, paid, dues)).toEqual([700]);
    const back = anEntry({
      local: 'back',
      kind: 'refund',
      posted: '2024-01-04',
      cents: 500,
      applies: [paid.id],
    });
    // The fee is open again, behind the dues, although it came before them.
    expect(carried(fee, paid, dues, back)).toBeUndefined();
    // Money given back that never came in is owed, by a line that is no charge.
    expect(carried(anEntry({ kind: 'refund', posted: '2024-01-04', cents: 500 }))).toBeUndefined();
    // A reversal dated before what it takes back, which is in the open year; until then it pays the fine.
    const fine = anEntry({ local: 'fine', kind: 'fine', posted: '2024-01-01', cents: 900 });
    const early = reverseEntry(dues, { posted: '2024-01-02', reason: 'a slip', by }, 0);
    expect(carried(fine, early)).toBeUndefined();
    expect(carried(fine, early, dues)).toEqual([900]);
  });

  it('is stored only under its name, with totals that agree, and never with less than it had', () => {
    const entries = [anEntry({ posted: '2024-03-01' }), anEntry({ posted: '2024-04-01' })].map((one) =>
      accepted(one),
    );
    const head = { household: 'h1', year: 2024, through: '2024-12-31' };
    const made = (some: readonly LedgerEntry[]) =>
      packYear(head, some, carriedOver(some.map(lineOf), rulesOfBooks(undefined)));
    const whole = made(entries);
    const asked = (after: ClosedYear | undefined, before?: ClosedYear) => {
      const verdict = closedYearEntity.invariants({
        before,
        after,
        needed: neededOf(...small.documents),
        now: 0,
      });
      return verdict.ok ? 'ok' : `${verdict.code} ${verdict.detail ?? ''}`;
    };
    const withBody = (body: Partial<ClosedYear['body']>): ClosedYear => ({
      ...whole,
      body: { ...whole.body, ...body },
    });
    expect(asked(whole)).toBe('ok');
    expect(asked(whole, made(entries.slice(1)))).toBe('ok');
    expect(asked(made(entries.slice(1)), whole)).toBe('immutable body.entries');
    expect(asked(undefined, whole)).toBe('immutable ');
    expect(asked(withBody({ year: 2023 }))).toBe('invalid id');
    expect(asked(withBody({ totalCents: 1 }))).toBe('invalid body.entries');
    expect(asked(withBody({ entries: '{"a' }))).toBe('invalid body.entries');
  });
});
