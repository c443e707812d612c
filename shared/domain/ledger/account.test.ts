/** Which payment pays what: worked examples under each pack, and what must hold of any lines at all. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aLine, anEntry } from '@communitrak/testkit/ledger.ts';
import { accountOf } from './account.ts';
import { agingOf } from './aging.ts';
import { createBook } from './book.ts';
import { dayNumber } from './days.ts';
import { reverseEntry } from './entry.ts';
import { ENTRY_KINDS, SIDES } from './kinds.ts';
import { lineOf, linesAt, type Line } from './line.ts';
import { PACKS } from './packs.ts';
import { PACK_IDS, rulesOf, type PackId } from './rules.ts';

const under = (pack: PackId) => rulesOf(PACKS, [{ from: '1900-01-01', pack, changes: {} }]);
const PLAIN = under('default');
const openOf = (lines: readonly Line[], rules = PLAIN) =>
  accountOf(lines, rules).charges.map(({ openCents }) => openCents);

describe('a payment', () => {
  it('pays part of a charge, and the next one the rest: two receipts', () => {
    const charge = aLine({ cents: 10_000 });
    const pay = (posted: string) => aLine({ kind: 'payment', cents: -5000, posted });
    expect(openOf([charge, pay('2026-01-05')])).toEqual([5000]);
    const both = accountOf([charge, pay('2026-01-05'), pay('2026-01-06')], PLAIN);
    expect(both.charges).toMatchObject([
      { openCents: 0, state: 'paid', paidBy: [{ cents: 5000 }, { cents: 5000 }] },
    ]);
    expect(both.payments.map(({ paid }) => paid.map(({ cents }) => cents))).toEqual([[5000], [5000]]);
  });

  it('of more than is owed leaves credit, which the next charge uses by itself', () => {
    const charges = [aLine({ cents: 3000 }), aLine({ cents: 3000, posted: '2026-02-01' })];
    const check = aLine({ kind: 'payment', cents: -9000, posted: '2026-02-10' });
    expect(accountOf([...charges, check], PLAIN)).toMatchObject({
      creditCents: 3000,
      openCents: 0,
      balanceCents: -3000,
    });
    const third = aLine({ cents: 3000, posted: '2026-03-01' });
    expect(accountOf([...charges, check, third], PLAIN)).toMatchObject({
      creditCents: 0,
      openCents: 0,
      balanceCents: 0,
    });
    const odd = [aLine({ cents: 5000 }), aLine({ cents: 7000 })];
    const pays = [-2000, -10_000].map((cents) => aLine({ kind: 'payment', cents, posted: '2026-02-01' }));
    expect(openOf([...odd, ...pays])).toEqual([0, 0]);
  });

  it('goes where it was meant for before it goes by the rules', () => {
    const old = aLine({ cents: 5000 });
    const meant = anEntry({ kind: 'fine', cents: 4000, posted: '2026-02-01' });
    const pay = aLine({ kind: 'payment', cents: -4500, posted: '2026-03-01', applies: [meant.id] });
    expect(openOf([old, lineOf(meant), pay])).toEqual([4500, 0]);
  });

  const mixed = () => [
    aLine({ kind: 'interest', cents: 100, posted: '2026-02-01' }),
    aLine({ kind: 'late-fee', cents: 1000, posted: '2026-02-01' }),
    aLine({ kind: 'fee', cents: 2000, posted: '2026-02-01' }),
    aLine({ kind: 'fine', cents: 5000, posted: '2026-01-15' }),
    aLine({ kind: 'assessment', cents: 10_000, posted: '2026-02-02' }),
  ];
  const paidUnder = (pack: PackId, cents: number) => {
    const pay = aLine({ kind: 'payment', cents: -cents, posted: '2026-03-01' });
    const { payments, charges } = accountOf([...mixed(), pay], under(pack));
    const kinds = new Map(charges.map(({ line }) => [line.id, line.kind]));
    return payments[0]?.paid.map((split) => [kinds.get(split.entry), split.cents]);
  };
  it('pays assessments first in California, then costs, late charges, interest (Civ. Code 5655)', () => {
    expect(paidUnder('US-CA', 12_500)).toEqual([
      ['assessment', 10_000],
      ['fee', 2000],
      ['late-fee', 500],
    ]);
  });
  it('pays interest first in Florida, then late fee, costs, assessment (720.3085(3)(b))', () => {
    expect(paidUnder('US-FL', 4000)).toEqual([
      ['interest', 100],
      ['late-fee', 1000],
      ['fee', 2000],
      ['assessment', 900],
    ]);
  });
  it('pays what was due first where nothing else is said', () => {
    expect(paidUnder('default', 5050)).toEqual([
      ['fine', 5000],
      ['interest', 50],
    ]);
  });

  it('is applied by the rules of its own day, whatever was decided since', () => {
    const rules = rulesOf(PACKS, [
      { from: '1900-01-01', pack: 'US-FL', changes: {} },
      { from: '2026-06-01', pack: 'US-CA', changes: {} },
    ]);
    const lines = (posted: string) => [
      aLine({ kind: 'interest', cents: 100 }),
      aLine({ cents: 100 }),
      aLine({ kind: 'payment', cents: -100, posted }),
    ];
    expect(openOf(lines('2026-05-31'), rules)).toEqual([0, 100]);
    expect(openOf(lines('2026-06-01'), rules)).toEqual([100, 0]);
  });
});

describe('putting right', () => {
  const by = { member: 'm1', device: 'Desk' };
  it('a reversed charge is void, and what had paid it pays the next', () => {
    const wrong = anEntry({ cents: 5000 });
    const right = aLine({ cents: 4000, posted: '2026-01-02' });
    const pay = aLine({ kind: 'payment', cents: -5000, posted: '2026-01-03' });
    const back = lineOf(
      reverseEntry(wrong, { posted: '2026-01-04', reason: 'Twice', by }, Date.UTC(2026, 0, 4)),
    );
    const after = accountOf([lineOf(wrong), right, pay, back], PLAIN);
    expect(after.charges.map(({ state }) => state)).toEqual(['void', 'paid']);
    expect(after).toMatchObject({ creditCents: 1000, balanceCents: -1000 });
  });
  it('a returned payment opens what it had paid; before its return the day is as it was', () => {
    const charge = aLine({ cents: 5000 });
    const paid = anEntry({ kind: 'payment', cents: -5000, posted: '2026-01-03' });
    const back = lineOf(
      reverseEntry(paid, { posted: '2026-01-09', reason: 'NSF', by }, Date.UTC(2026, 0, 10)),
    );
    const lines = [charge, lineOf(paid), back];
    expect(accountOf(lines, PLAIN)).toMatchObject({ openCents: 5000, balanceCents: 5000 });
    expect(accountOf(linesAt(lines, { effective: '2026-01-08' }), PLAIN)).toMatchObject({ balanceCents: 0 });
    expect(accountOf(linesAt(lines, { known: '2026-01-09T23:00:00.000Z' }), PLAIN)).toMatchObject({
      balanceCents: 0,
    });
  });
  it('is never done to a reversal, and a reversal is the exact negative', () => {
    const entry = anEntry({ cents: 12_345 });
    const back = reverseEntry(entry, { posted: '2026-01-04', reason: 'x', by }, 0);
    expect(back.body.cents).toBe(-12_345);
    expect(back.id).toBe(`${entry.id}.rev`);
    expect(() => reverseEntry(back, { posted: '2026-01-05', reason: 'y', by }, 0)).toThrow(RangeError);
  });
  it('a refund is taken from credit first, then from what the payment paid last', () => {
    const charges = [aLine({ cents: 20_000 }), aLine({ cents: 7500, posted: '2026-01-02' })];
    const paid = anEntry({ kind: 'payment', cents: -27_500, posted: '2026-01-03' });
    const refund = aLine({ kind: 'refund', cents: 7500, posted: '2026-01-04', applies: [paid.id] });
    const after = accountOf([...charges, lineOf(paid), refund], PLAIN);
    expect(after.charges.map(({ openCents }) => openCents)).toEqual([0, 7500]);
    expect(after.payments).toMatchObject([{ refundedCents: 7500, leftCents: 0 }]);
    expect(after.balanceCents).toBe(7500);
  });
  it('what is written off is what was named, and nothing beside it', () => {
    const debt = anEntry({ cents: 5000 });
    const other = aLine({ cents: 3000 });
    const off = aLine({ kind: 'write-off', cents: -5000, posted: '2026-03-01', applies: [debt.id] });
    expect(openOf([lineOf(debt), other, off])).toEqual([0, 3000]);
  });
});

const cents = fc.integer({ min: 1, max: 200_000 });
const date = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map(([month, of]) => `2026-${String(month).padStart(2, '0')}-${String(of).padStart(2, '0')}`);
const plainKinds = ENTRY_KINDS.filter((kind) => kind !== 'reversal');

/** Any lines of a household: charges, payments, refunds of one of them, reversals of any of them. */
const anyLines = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...plainKinds),
      cents,
      posted: date,
      due: date,
      other: fc.nat(),
      back: fc.nat(9),
      minus: fc.boolean(),
    }),
    { maxLength: 40 },
  )
  .map((all) => {
    const entries = all.map(({ kind, cents: amount, posted, due, minus, other, back }, at) => {
      const side = SIDES[kind];
      const sign = side === 'paid' || (side === 'either' && minus) ? -1 : 1;
      return { entry: anEntry({ kind, cents: sign * amount, posted, due, local: `p${at}` }), other, back };
    });
    return entries.flatMap(({ entry, other, back }) => {
      const target = entries[other % entries.length]?.entry;
      const aims = ['payment', 'refund', 'write-off'].includes(entry.body.kind) && other % 3 === 0;
      const aimed =
        aims && target !== undefined ? { ...entry, body: { ...entry.body, applies: [target.id] } } : entry;
      const how = { posted: '2026-12-30', reason: 'x', by: { member: 'm', device: '' } };
      return back === 0
        ? [lineOf(aimed), lineOf(reverseEntry(aimed, how, Date.UTC(2026, 11, 30)))]
        : [lineOf(aimed)];
    });
  });
const anyRules = fc.constantFrom(...PACK_IDS).map(under);
const RUNS = { numRuns: Number(process.env['MONEY_RUNS'] ?? 500) };
const total = (all: readonly { readonly cents: number }[]): number =>
  all.reduce((sum, one) => sum + one.cents, 0);

describe('whatever the lines are', () => {
  it('balance = sum of the lines = open − credit; nothing is paid twice, from nothing, or beyond what was charged', () => {
    fc.assert(
      fc.property(anyLines, anyRules, (lines, rules) => {
        const account = accountOf(lines, rules);
        expect(account.balanceCents).toBe(total(lines));
        expect(account.openCents - account.creditCents).toBe(account.balanceCents);
        const free = account.payments.filter(({ line }) => line.kind !== 'write-off');
        expect(
          account.openCents === 0 || total(free.map(({ leftCents }) => ({ cents: leftCents }))) === 0,
        ).toBe(true);
        for (const { line, openCents, paidBy, state } of account.charges)
          if (state !== 'void' && line.kind !== 'refund') expect(openCents + total(paidBy)).toBe(line.cents);
        for (const { line, paid, leftCents, refundedCents, state } of account.payments)
          if (state !== 'void') expect(total(paid) + leftCents + refundedCents).toBe(-line.cents);
      }),
      RUNS,
    );
  });
  it('the order in which they arrive changes nothing', () => {
    fc.assert(
      fc.property(anyLines, anyRules, fc.infiniteStream(fc.nat()), (lines, rules, dice) => {
        const shuffled = lines
          .map((line) => ({ line, at: Number(dice.next().value) }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ line }) => line);
        expect(accountOf(shuffled, rules)).toEqual(accountOf(lines, rules));
      }),
      RUNS,
    );
  });
  it('aging is that of the whole account, and the book that is kept current is the one made anew', () => {
    const today = dayNumber('2026-09-15');
    fc.assert(
      fc.property(anyLines, anyRules, (lines, rules) => {
        const account = accountOf(lines, rules);
        const aging = agingOf(lines, rules, today);
        expect([aging.openCents, aging.creditCents, aging.balanceCents]).toEqual([
          account.openCents,
          account.creditCents,
          account.balanceCents,
        ]);
        expect(aging.buckets.reduce((sum, one) => sum + one, 0)).toBe(aging.openCents);
        const homes = lines.map((line, at) => ({ ...line, household: `h${at % 3}` }));
        const book = createBook(rules, today);
        for (const line of [...homes, ...homes]) book.add([line]);
        const anew = createBook(rules, today);
        anew.add(homes);
        expect(book.totals()).toEqual(anew.totals());
        book.remove(homes.slice(0, 5));
        const less = createBook(rules, today);
        less.add(homes.slice(5));
        expect(book.totals()).toEqual(less.totals());
      }),
      RUNS,
    );
  });
});
