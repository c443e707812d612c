/** Payouts as rows of a table and as a chart by month. Pure. */
import { localOf } from '@communitrak/domain/core/ids.ts';
import { payoutId, type PayoutLine, type WholePayout } from '@communitrak/domain/payments/index.ts';
import type { ChartData } from '../../kit/charts/chart-data.ts';

/** In the address, and unique among payouts. */
export const payoutLocal = ({ body }: WholePayout): string => localOf(payoutId(body.gateway));

export const sumOf = (lines: readonly PayoutLine[], value: (line: PayoutLine) => number): number =>
  lines.reduce((sum, line) => sum + value(line), 0);

/** What Stripe kept: of each line, and what it billed by itself. */
export const feesOf = ({ body }: WholePayout): number =>
  sumOf(body.lines, ({ kind, feeCents, netCents }) => (kind === 'fee' ? -netCents : feeCents));

const FAILED: ReadonlySet<string> = new Set(['failed', 'cancelled']);

/** What reached or will reach the bank, by the month it arrives; the oldest month first, at most a year. */
export function payoutChart(
  payouts: readonly WholePayout[],
  words: { readonly series: string; readonly currency: string },
): ChartData {
  const months = new Map<string, number>();
  for (const { body } of payouts) {
    if (FAILED.has(body.state)) continue;
    const month = body.arrives.slice(0, 7);
    months.set(month, (months.get(month) ?? 0) + body.cents);
  }
  const rows = [...months]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .slice(-12)
    .map(([at, cents]) => ({ at, values: { paid: cents } }));
  return {
    by: 'month',
    unit: { kind: 'money', currency: words.currency },
    series: [{ key: 'paid', label: words.series }],
    rows,
  };
}
