/** The period of a report, as an address says it. */
import { describe, expect, it } from 'vitest';
import { periodOf, usualPeriod } from './period.ts';

const facts = { today: '2026-03-15', fiscalYearFrom: 7, first: '2024-01-02', last: '2026-03-15' };
const asked = (query: string) => periodOf(new URLSearchParams(query), 'month', facts);

describe('a usual period', () => {
  it('is whole months, and fiscal years from their month on', () => {
    expect(usualPeriod('month', facts)).toEqual({ from: '2026-03-01', to: '2026-03-31' });
    expect(usualPeriod('last', facts)).toEqual({ from: '2026-02-01', to: '2026-02-28' });
    expect(usualPeriod('year', facts)).toEqual({ from: '2025-07-01', to: '2026-06-30' });
    expect(usualPeriod('before', facts)).toEqual({ from: '2024-07-01', to: '2025-06-30' });
    expect(usualPeriod('all', facts)).toEqual({ from: '2024-01-02', to: '2026-03-15' });
  });
});

describe('an address', () => {
  it('names a period or two days', () => {
    expect(asked('period=year').name).toBe('year');
    expect(asked('from=2026-01-05&to=2026-02-05')).toEqual({
      name: 'own',
      period: { from: '2026-01-05', to: '2026-02-05' },
    });
  });
  it('that makes no sense shows what is usual', () => {
    for (const query of [
      '',
      'period=nonsense',
      'period=own',
      'from=2026-02-30&to=2026-03-01',
      'from=2026-03-02&to=2026-03-01',
    ])
      expect(asked(query).name).toBe('month');
  });
});
