/** Pure parts of the dues' screens: what is run next, what a form means, percentages as they are typed. */
import { describe, expect, it } from 'vitest';
import {
  createChargeRun,
  createDuesSchedule,
  firstBooks,
  rulesOfBooks,
  type DuesBody,
} from '@communitrak/domain/ledger/index.ts';
import type { Delivery } from '@communitrak/replica/status/delivery.ts';
import { accepted } from '@communitrak/testkit/builders.ts';
import { isCentCurrency } from './books/currency.ts';
import { changeOf, fieldsOf, readPercent, ruleFormOf, startOf } from './books/rule-form.ts';
import { needsOf } from './needs.ts';
import { isLeftShort, stageOf } from './runs/run-state.ts';
import { choiceOf } from './runs/use-asked.ts';
import { bodyOf, formOf, NEW_DUES } from './schedule/dues-form.ts';

const body: DuesBody = {
  name: 'Assessment',
  frequency: 'quarterly',
  from: '2026-01',
  day: 1,
  amount: { by: 'home', cents: 12_500 },
  fund: 'operating',
  category: '',
  skip: [],
  active: true,
};
const schedule = createDuesSchedule(body, 's1');
const NOTHING = { schedule: null, month: null };
const ran = (...months: readonly string[]) => new Set(months.map((month) => `charge-run:s1.${month}`));

describe('the month that is run', () => {
  const next = (
    set: ReadonlySet<string>,
    asked = NOTHING as { schedule: string | null; month: string | null },
  ) => choiceOf('2026-03-20', [schedule], set, asked).month;

  it('is the oldest that is due, then the next one, and never one far ahead', () => {
    expect(next(ran())).toBe('2026-01');
    expect(next(ran('2026-01'))).toBe('2026-04');
    expect(next(ran('2026-01', '2026-04'))).toBe('2026-07');
  });
  it('is the one that the address names, where the schedule runs in it', () => {
    expect(next(ran(), { schedule: 's1', month: '2026-10' })).toBe('2026-10');
    expect(next(ran(), { schedule: 's1', month: '2026-11' })).toBe('2026-01');
  });
  it('asks the office a week before it is due', () => {
    const needs = (today: string) => needsOf([schedule], [], today).map(({ path }) => path);
    expect(needs('2025-12-24')).toEqual([]);
    expect(needs('2025-12-25')).toEqual(['dues/run?schedule=s1&month=2026-01']);
  });
});

describe('a run', () => {
  const run = createChargeRun(
    {
      kind: 'bulk',
      name: 'Gate remote',
      schedule: '',
      period: '',
      entryKind: 'fee',
      currency: 'USD',
      fund: 'operating',
      category: '',
      posted: '2026-03-02',
      due: '',
      lines: [
        { household: 'h1', cents: 100 },
        { household: 'gone', cents: 100 },
      ],
    },
    'r1',
  );
  const state = (delivery: Delivery, ...posted: readonly string[]) => ({
    run: accepted(run, 'm-office', '2026-03-02T14:00:00.000Z'),
    delivery,
    posted: new Set(posted),
    byOthers: 0,
  });
  const at = (time: string) => Date.parse(`2026-03-02T${time}:00.000Z`);

  it('is what has become of it, and never more than the server has said', () => {
    expect(stageOf(state('waiting'))).toBe('waiting');
    expect(stageOf(state('sent', 'ledger-entry:r1.h1'))).toBe('posting');
    expect(stageOf(state('sent', 'ledger-entry:r1.h1', 'ledger-entry:r1.gone'))).toBe('posted');
    // Another desk's run stands under the same id.
    expect(stageOf(state('attention', 'ledger-entry:r1.h1', 'ledger-entry:r1.gone'))).toBe('attention');
  });
  it('says so when some of its homes have gone, instead of waiting for ever', () => {
    const short = state('sent', 'ledger-entry:r1.h1');
    expect([isLeftShort(short, at('14:05')), isLeftShort(short, at('14:11'))]).toEqual([false, true]);
    expect(isLeftShort(state('waiting'), at('23:00'))).toBe(false);
  });
});

describe('a schedule as it is written', () => {
  it('comes back as it was, whatever its amounts and its day', () => {
    const all: readonly DuesBody[] = [
      body,
      { ...body, amount: { by: 'share', totalCents: 10_001 }, day: 31, from: '2026-02' },
      {
        ...body,
        amount: { by: 'class', cents: { Condo: 100 } },
        holds: [{ household: 'h1', through: '', why: '' }],
      },
    ];
    for (const one of all) expect(bodyOf(formOf(one))).toEqual(one);
  });
  it('is none while an amount is missing', () => {
    expect(bodyOf({ ...NEW_DUES, name: 'Assessment', firstDue: '2026-01-01' })).toBeUndefined();
    expect(bodyOf({ ...NEW_DUES, by: 'class', classCents: { Condo: 0 } })).toBeUndefined();
  });
});

describe('a decision on the rules', () => {
  const { rules } = rulesOfBooks(firstBooks('USD'))('2026-01-01');
  const form = ruleFormOf(rules, '2026-01-01');

  it('reads percentages digit by digit', () => {
    expect(['10', '12.5', '1,25', '100', '0.1 %'].map(readPercent)).toEqual([1000, 1250, 125, 10_000, 10]);
    expect(['', '101', '-1', '1.234', 'ten'].map(readPercent)).toEqual(Array.from({ length: 5 }));
  });
  it('changes the one rule and nothing beside it', () => {
    const fee = { ...form, fee: 'lesser', percent: '5', cents: 2500, cap: 5000 };
    expect(changeOf(fee)).toEqual({
      changes: { lateFee: { choose: 'lesser', basisPoints: 500, cents: 2500, capCents: 5000 } },
    });
    expect(changeOf({ ...form, what: 'interest', some: 'none' })).toEqual({ changes: { interest: null } });
    expect(changeOf({ ...form, what: 'pack', pack: 'US-FL' })).toEqual({ pack: 'US-FL', changes: {} });
    expect(changeOf({ ...form, what: 'order', order: 'US-FL' }).changes.order).toEqual([
      'interest',
      'late-fee',
      'cost',
      'assessment',
      'fine',
    ]);
  });
  it('asks only for what the rule has, and begins with what holds', () => {
    expect(fieldsOf({ ...form, fee: 'cents' })).toEqual(['fee', 'cents', 'cap']);
    expect(fieldsOf({ ...form, what: 'interest', some: 'none' })).toEqual(['some']);
    expect(startOf('graceDays', rules)).toEqual({ what: 'graceDays', days: '15' });
    expect(startOf('floorCents', rules)).toMatchObject({ cents: 500 });
  });
});

describe('the currency of the books', () => {
  it('has cents', () => {
    expect(['USD', ' eur ', 'JPY', 'KWD', 'ABC', ''].map(isCentCurrency)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});
