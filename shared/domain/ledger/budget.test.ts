/** Planned beside actual, to the cent. */
import { describe, expect, it } from 'vitest';
import { anEntry } from '@communitrak/testkit/ledger.ts';
import { budgetRows, budgetYear, createBudget, planAccount, spread } from './budget.ts';
import { USUAL_CHART } from './chart.ts';
import { postedOf } from './reports.ts';

const sum = (cents: readonly number[]): number => cents.reduce((all, one) => all + one, 0);

describe('a year’s sum', () => {
  it('is spread to the cent, by month, quarter or at once; what is left over goes first', () => {
    expect(spread(100, 1)).toEqual([9, 9, 9, 9, 8, 8, 8, 8, 8, 8, 8, 8]);
    expect(spread(10_001, 3)).toEqual([2501, 0, 0, 2500, 0, 0, 2500, 0, 0, 2500, 0, 0]);
    expect(spread(777, 12)[0]).toBe(777);
    for (const every of [1, 3, 6, 12]) expect(sum(spread(123_457, every))).toBe(123_457);
  });
});

describe('budget against actual', () => {
  const budget = planAccount(
    planAccount(createBudget({ from: '2025-07', currency: 'USD', lines: [] }), '4000', spread(120_000, 1)),
    '5900',
    spread(12_000, 12),
  );
  const posted = postedOf([
    anEntry({ posted: '2025-06-30', cents: 77_700 }),
    anEntry({ posted: '2025-07-01', cents: 9000 }),
    anEntry({ posted: '2026-01-15', cents: 11_000 }),
    anEntry({ posted: '2026-01-15', kind: 'late-fee', cents: 2500 }),
    anEntry({ posted: '2026-01-20', kind: 'write-off', cents: -3000, reason: 'x' }),
    anEntry({ posted: '2026-02-01', cents: 50_000 }),
  ]);
  it('counts the fiscal year’s months up to the day, and names what nobody planned', () => {
    const rows = budgetRows(budget.body, posted, USUAL_CHART, '2026-01-31');
    expect(
      rows.map(({ code, plannedCents, actualCents, yearCents }) => [
        code,
        plannedCents,
        actualCents,
        yearCents,
      ]),
    ).toEqual([
      ['4000', 70_000, 20_000, 120_000],
      ['4100', 0, 2500, 0],
      ['5900', 12_000, 3000, 12_000],
    ]);
  });
  it('an account with nothing in any month is not planned any more', () => {
    expect(planAccount(budget, '5900', spread(0, 1)).body.lines.map(({ code }) => code)).toEqual(['4000']);
  });
  it('a day lies in a fiscal year', () => {
    expect([budgetYear('2026-06-30', 7), budgetYear('2026-07-01', 7)]).toEqual(['2025-07', '2026-07']);
  });
});
