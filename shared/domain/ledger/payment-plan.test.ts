/** Payment plans: instalments to the cent, how far one is, and what a late run leaves alone because of it; rules explained. */
import { describe, expect, it } from 'vitest';
import { aLine } from '@communitrak/testkit/ledger.ts';
import { explainRules } from './explain.ts';
import { createLateRun, lateProposals } from './late.ts';
import { PACKS } from './packs.ts';
import {
  createPaymentPlan,
  endPlan,
  giveDefaultNotice,
  heldCharges,
  instalmentsOf,
  planProgress,
} from './payment-plan.ts';
import { rulesOf } from './rules.ts';

const california = rulesOf(PACKS, [{ from: '1900-01-01', pack: 'US-CA', changes: {} }]);
const jan = aLine({ cents: 10_000, posted: '2026-01-01', due: '2026-01-01', local: 'jan' });
const feb = aLine({ cents: 10_000, posted: '2026-02-01', due: '2026-02-01', local: 'feb' });
const paid = (cents: number, posted: string) => aLine({ kind: 'payment', cents: -cents, posted });
const plan = createPaymentPlan(
  {
    household: 'h1',
    currency: 'USD',
    agreed: '2026-01-20',
    charges: [{ entry: jan.id, cents: 10_000 }],
    totalCents: 10_000,
    instalments: [...instalmentsOf(10_000, 3, '2026-01-31')],
    graceDays: 5,
    waives: true,
    text: '',
    author: 'm9',
  },
  'pp1',
);

describe('instalments', () => {
  it('are a month apart on the same day, the left-over cents with the first ones', () => {
    expect(instalmentsOf(10_000, 3, '2026-01-31')).toEqual([
      { due: '2026-01-31', cents: 3334 },
      { due: '2026-02-28', cents: 3333 },
      { due: '2026-03-31', cents: 3333 },
    ]);
  });
});

describe('a plan', () => {
  const on = (today: string, ...lines: Parameters<typeof planProgress>[1][number][]) =>
    planProgress(plan, [jan, ...lines], california, today);

  it('is kept until an instalment is missing past its grace', () => {
    expect(on('2026-02-05')).toMatchObject({ state: 'kept', dueCents: 3334, behindCents: 3334 });
    expect(on('2026-02-06').state).toBe('behind');
    expect(on('2026-02-06', paid(3334, '2026-02-05'))).toMatchObject({
      state: 'kept',
      paidCents: 3334,
      behindCents: 0,
      next: { due: '2026-02-28', cents: 3333 },
    });
  });
  it('counts what pays its own charges, not what is charged beside it', () => {
    expect(on('2026-02-10', feb, paid(3334, '2026-02-05'))).toMatchObject({ state: 'kept', paidCents: 3334 });
    expect(on('2026-06-01', feb, paid(10_000, '2026-02-05')).state).toBe('paid');
  });
  it('is over by a notice of default or by being ended', () => {
    const end = { on: '2026-02-10', reason: 'January is missing', by: 'm9' };
    const ended = [giveDefaultNotice(plan, end), endPlan(plan, end)];
    expect(ended.map((one) => planProgress(one, [jan], california, '2026-02-11').state)).toEqual([
      'defaulted',
      'ended',
    ]);
  });
});

describe('a late run', () => {
  const lines = [jan, feb];
  const kinds = (today: string, held: ReadonlySet<string>) =>
    lateProposals(lines, california, today, held).map(({ key }) => key);

  it('leaves the charges of a kept plan alone, and not those of a broken one', () => {
    const held = heldCharges([plan], lines, california, '2026-02-05');
    expect([...held]).toEqual([jan.id]);
    expect(kinds('2026-02-05', held)).toEqual([]);
    expect(heldCharges([plan], lines, california, '2026-02-17').size).toBe(0);
    expect(kinds('2026-02-17', new Set())).toEqual(['jan.late', 'jan.int.2026-02', 'feb.late']);
    const strict = { body: { ...plan.body, waives: false } };
    expect(heldCharges([strict], lines, california, '2026-02-05').size).toBe(0);
  });
  it('proposes nothing that a run on its way has charged already', () => {
    const onTheWay = new Set(['jan.late', 'jan.int.2026-02']);
    const keys = lateProposals(lines, california, '2026-02-17', new Set(), onTheWay).map(({ key }) => key);
    expect(keys).toEqual(['feb.late']);
  });
  it('freezes who is charged what, with the rule on each line', () => {
    const run = createLateRun(
      lateProposals(lines, california, '2026-02-17'),
      { today: '2026-02-17', currency: 'USD', name: 'Late fees', words: ({ kind }) => kind },
      'r1',
    );
    expect(run.body.lines.map(({ key, kind, rule }) => [key, kind, rule])).toEqual([
      ['feb.late', 'late-fee', 'US-CA@2025-06-30'],
      ['jan.int.2026-02', 'interest', 'US-CA@2025-06-30'],
      ['jan.late', 'late-fee', 'US-CA@2025-06-30'],
    ]);
    expect(run.body.totalCents).toBe(run.body.lines.reduce((sum, { cents }) => sum + cents, 0));
  });
});

describe('rules, explained', () => {
  const own = { from: '2026-02-01', changes: { graceDays: 30 }, reason: 'Resolution 4', by: 'm9' };
  const books = {
    rules: [{ from: '1900-01-01', pack: 'US-CA' as const, changes: {}, reason: '', by: 'm9' }, own],
  };

  it('say the citation of the pack until the association decides otherwise, from its day on', () => {
    const before = explainRules(books, '2026-01-31');
    expect(before).toMatchObject({ pack: 'US-CA', since: '2025-06-30', name: 'US-CA@2025-06-30' });
    expect(before.sources.graceDays).toMatchObject({
      kind: 'pack',
      citation: expect.stringContaining('5650(b)'),
    });
    const after = explainRules(books, '2026-02-01');
    expect(after.rules.graceDays).toBe(30);
    expect(after.sources.graceDays).toEqual({ kind: 'own', from: '2026-02-01', reason: 'Resolution 4' });
    expect(after.sources.lateFee.kind).toBe('pack');
  });
  it('are the usual ones without books', () => {
    expect(explainRules(undefined, '2026-01-01')).toMatchObject({
      pack: 'default',
      rules: { lateFee: null },
    });
  });
});
