/** Shares to the cent, days of the month, late fees and interest: worked examples with their right values. */
import { describe, expect, it } from 'vitest';
import { aLine, anEntry } from '@communitrak/testkit/ledger.ts';
import { allot, percentOf } from './allot.ts';
import { CODES, postingsOf, trialBalance } from './chart.ts';
import { addMonths, dayNumber, dayOfMonth } from './days.ts';
import { reverseEntry } from './entry.ts';
import { hasRightSide } from './kinds.ts';
import { interestCents, lateFeeCents, lateProposals } from './late.ts';
import { PACKS } from './packs.ts';
import { rulesOf, type PackId, type RuleChange } from './rules.ts';

const under = (pack: PackId, ...more: RuleChange[]) =>
  rulesOf(PACKS, [{ from: '1900-01-01', pack, changes: {} }, ...more]);
const shares = (...all: number[]) => all.map((share, at) => ({ key: `u${at + 1}`, share }));
const values = (map: ReadonlyMap<string, number>) => [...map.values()];

describe('a sum divided by shares', () => {
  it('gives every cent to somebody, the same whatever the order', () => {
    expect(values(allot(10_000, shares(1, 1, 1)))).toEqual([3334, 3333, 3333]);
    const owned = shares(98, 92, 98, 123, 102, 92);
    expect(values(allot(613, owned))).toEqual([99, 93, 99, 125, 104, 93]);
    const turned = allot(613, [...owned, { key: 'u7', share: 0 }].toReversed());
    expect(owned.map(({ key }) => turned.get(key))).toEqual([99, 93, 99, 125, 104, 93]);
    expect(turned.get('u7')).toBe(0);
    expect(values(allot(-10_000, shares(1, 1, 1)))).toEqual([-3334, -3333, -3333]);
  });
  it('is refused for shares that are none', () => {
    expect(() => allot(100, shares(0, 0))).toThrow('Nobody has a share');
    expect(() => allot(100, shares(1, -1))).toThrow('u2');
    expect(() => allot(0.5, shares(1))).toThrow(RangeError);
  });
  it('a percentage rounds half a cent away from zero, both ways', () => {
    expect([percentOf(1005, 1000), percentOf(-1005, 1000), percentOf(100, 1)]).toEqual([101, -101, 0]);
  });
});

describe('days', () => {
  it('the 31st is the last of a shorter month, from the rule each time', () => {
    const months = [0, 1, 2, 3].map((more) => dayOfMonth(addMonths('2027-01', more), 31));
    expect(months).toEqual(['2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30']);
    const quarters = [0, 3, 6, 9].map((more) => dayOfMonth(addMonths('2026-11', more), 30));
    expect(quarters).toEqual(['2026-11-30', '2027-02-28', '2027-05-30', '2027-08-30']);
  });
  it('are counted without a clock', () => {
    expect(dayNumber('2026-03-09') - dayNumber('2026-03-08')).toBe(1);
    expect(dayNumber('1970-01-01')).toBe(0);
  });
});

describe('being late', () => {
  const owed = (cents = 10_000, due = '2026-01-01') => anEntry({ cents, posted: due, due, local: 'jan' });
  const proposals = (
    lines: Parameters<typeof lateProposals>[0],
    pack: PackId,
    today: string,
    ...more: RuleChange[]
  ) => lateProposals(lines, under(pack, ...more), today).map(({ kind, cents, key }) => [kind, cents, key]);
  const jan = () => aLine({ cents: 10_000, posted: '2026-01-01', due: '2026-01-01', local: 'jan' });

  it('California: the greater of 10 % and $10, after 15 days; interest of 12 % from day 30 (Civ. Code 5650)', () => {
    const rule = { basisPoints: 1000, cents: 1000, choose: 'greater' } as const;
    expect([lateFeeCents(rule, 5000), lateFeeCents(rule, 25_000)]).toEqual([1000, 2500]);
    expect(proposals([jan()], 'US-CA', '2026-01-16')).toEqual([]);
    expect(proposals([jan()], 'US-CA', '2026-01-17')).toEqual([['late-fee', 1000, 'jan.late']]);
    expect(proposals([jan()], 'US-CA', '2026-01-31')).toEqual([['late-fee', 1000, 'jan.late']]);
    // 10,000 × 12 % × 28 / 365 = 92.05
    expect(proposals([jan()], 'US-CA', '2026-02-28')).toEqual([
      ['late-fee', 1000, 'jan.late'],
      ['interest', 92, 'jan.int.2026-02'],
    ]);
  });
  it('interest goes on from the day for which it was charged last, and no day is charged twice', () => {
    const charged = aLine({
      kind: 'interest',
      cents: 69,
      posted: '2026-02-21',
      due: '2026-02-21',
      local: 'jan.int.2026-02',
    });
    // From 22 February to 10 March: 17 days. 10,000 × 12 % × 17 / 365 = 55.89
    const late = lateProposals(
      [jan(), charged],
      under('US-CA'),
      '2026-03-10',
      new Set(),
      new Set(['jan.late']),
    );
    expect(late.map(({ kind, cents, key }) => [kind, cents, key])).toEqual([
      ['interest', 56, 'jan.int.2026-03'],
    ]);
    expect(lateProposals([jan(), charged], under('US-CA'), '2026-02-28').map(({ key }) => key)).toEqual([
      'jan.late',
    ]);
  });
  it('California: none of it on a fine since AB 130', () => {
    const fine = (posted: string) => aLine({ kind: 'fine', cents: 10_000, posted, due: posted, local: 'f' });
    expect(proposals([fine('2025-01-01')], 'US-CA', '2025-02-10').length).toBeGreaterThan(0);
    expect(proposals([fine('2026-01-01')], 'US-CA', '2026-06-10')).toEqual([]);
  });
  it('Florida: the greater of $25 and 5 %, interest of 18 % from the day after it is due (720.3085)', () => {
    // 10,000 × 18 % × 30 / 365 = 147.95
    expect(proposals([jan()], 'US-FL', '2026-01-31')).toEqual([
      ['late-fee', 2500, 'jan.late'],
      ['interest', 148, 'jan.int.2026-01'],
    ]);
  });
  it('is charged once however often it is run, never on a fee, and not for a trifle', () => {
    const fee = aLine({
      kind: 'late-fee',
      cents: 1000,
      posted: '2026-01-17',
      due: '2026-01-17',
      local: 'jan.late',
    });
    expect(proposals([jan(), fee], 'US-CA', '2026-01-25')).toEqual([]);
    const nearly = aLine({ kind: 'payment', cents: -9800, posted: '2026-01-10' });
    expect(proposals([jan(), nearly], 'US-CA', '2026-03-25')).toEqual([]);
    const house = { from: '2026-01-01', changes: { floorCents: 100 } };
    expect(proposals([jan(), nearly], 'US-CA', '2026-01-25', house)).toEqual([
      ['late-fee', 1000, 'jan.late'],
    ]);
  });
  it('an association’s own change holds from its day, and says so', () => {
    const rules = under('US-CA', { from: '2026-02-01', changes: { graceDays: 30 } });
    expect(rules('2026-01-31')).toMatchObject({ name: 'US-CA@2025-06-30', rules: { graceDays: 15 } });
    expect(rules('2026-02-01')).toMatchObject({
      name: 'US-CA@2025-06-30+2026-02-01',
      rules: { graceDays: 30 },
    });
    expect(rules('2024-02-01')).toMatchObject({ name: 'US-CA@1900-01-01' });
  });
  it('simple interest to the half cent', () => {
    expect([
      interestCents(10_000, 1200, 365),
      interestCents(1, 1200, 365),
      interestCents(10_000, 1800, 30),
    ]).toEqual([1200, 0, 148]);
  });
  it('every rule of a pack that differs from the plain one names its source', () => {
    for (const { versions } of Object.values(PACKS))
      for (const { rules, sources } of versions)
        for (const field of ['lateFee', 'interest'] as const)
          if (rules[field] !== null) expect(sources[field]).toMatch(/§/);
    expect(owed().body.due).toBe('2026-01-01');
  });
});

describe('postings', () => {
  const by = { member: 'm1', device: '' };
  it('cancel to the cent, whatever is entered and taken back', () => {
    const check = anEntry({ kind: 'payment', cents: -5050, method: 'check' });
    const back = reverseEntry(check, { posted: '2026-02-01', reason: 'NSF', by }, 0);
    const all = [
      ...postingsOf(anEntry({ cents: 10_000 }).body),
      ...postingsOf(check.body),
      ...postingsOf(back.body, check.body),
      ...postingsOf(anEntry({ kind: 'write-off', cents: -10_000 }).body),
    ];
    const sums = trialBalance(all);
    expect([...sums.values()].reduce((sum, one) => sum + one, 0)).toBe(0);
    expect(sums.get(CODES.undeposited)).toBe(0);
    expect([sums.get(CODES.receivable), sums.get(CODES.writeOffs), sums.get(CODES.assessments)]).toEqual([
      0, 10_000, -10_000,
    ]);
  });
  it('a check of a batch is in the bank with its deposit, one taken over the counter is not yet', () => {
    const check = { kind: 'payment', cents: -5000, method: 'check', source: 'receipt' } as const;
    const account = (run: string): string => postingsOf(anEntry({ ...check, run }).body)[1].account;
    expect(account('b1')).toBe(CODES.cash);
    expect(account('')).toBe(CODES.undeposited);
  });
  it('an amount stands on the side that its kind has', () => {
    expect([hasRightSide('payment', 5), hasRightSide('fine', -5), hasRightSide('fee', 0)]).toEqual([
      false,
      false,
      false,
    ]);
    expect([hasRightSide('payment', -5), hasRightSide('fine', 5), hasRightSide('transfer', -1)]).toEqual([
      true,
      true,
      true,
    ]);
  });
});
