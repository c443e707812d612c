/** Numbers for the catalogue's charts: made by counting, the same at every start. */
import type { ChartData, ChartRow } from '../../kit/charts/chart-data.ts';
import { CHART_WORDS } from './chart-words.ts';

const MONEY = { kind: 'money', currency: 'USD' } as const;
const COUNT = { kind: 'count' } as const;

const two = (part: number): string => String(part).padStart(2, '0');
const monthAt = (index: number): string => `${2024 + Math.floor(index / 12)}-${two((index % 12) + 1)}`;
/** Neither straight nor random. */
const wave = (index: number, size: number): number =>
  Math.round(size * (1 + 0.4 * Math.sin(index * 0.9) + 0.25 * Math.cos(index * 2.3)));

const months = (count: number, values: (index: number) => ChartRow['values']): readonly ChartRow[] =>
  Array.from({ length: count }, (_, index) => ({ at: monthAt(index), values: values(index) }));

export const COLLECTED: ChartData = {
  by: 'month',
  unit: MONEY,
  series: [{ key: 'collected', label: CHART_WORDS.collected }],
  rows: months(12, (index) => ({ collected: wave(index, 4_812_350) })),
};

export const AGED: ChartData = {
  by: 'month',
  unit: MONEY,
  series: [
    { key: 'now', label: CHART_WORDS.notDue },
    { key: 'd30', label: CHART_WORDS.late30 },
    { key: 'd60', label: CHART_WORDS.late60 },
    { key: 'd90', label: CHART_WORDS.late90 },
  ],
  rows: months(9, (index) => ({
    now: wave(index, 1_900_000),
    d30: wave(index + 3, 620_000),
    d60: wave(index + 5, 240_000),
    d90: wave(index + 7, 410_000),
  })),
};

/** With a month that nobody counted. */
export const OPEN_REQUESTS: ChartData = {
  by: 'month',
  unit: COUNT,
  series: [
    { key: 'open', label: CHART_WORDS.open },
    { key: 'closed', label: CHART_WORDS.closed },
  ],
  rows: months(14, (index) =>
    index === 6 ? { closed: wave(index + 2, 24) } : { open: wave(index, 31), closed: wave(index + 2, 24) },
  ),
};

export const NOTHING: ChartData = { ...COLLECTED, rows: [] };

export const OVERFULL: ChartData = {
  ...AGED,
  series: AGED.series.map(({ key, label }) => ({ key, label: `${label} ${CHART_WORDS.long}` })),
  rows: months(120, (index) => ({
    now: wave(index, 912_345_678_901),
    d30: -wave(index + 3, 99_999_999_999),
    d60: wave(index + 5, 99_999_999_999),
    d90: wave(index + 7, 99_999_999_999),
  })),
};
