/** Payouts as rows of a table and as a chart by month. Pure. */
import { localOf } from '@communitrak/domain/core/ids.ts';
import { addMonths } from '@communitrak/domain/ledger/index.ts';
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

const MOST_MONTHS = 12;

/** From the first to the last of them, those between in which nothing was paid out too. */
function everyMonth(known: readonly string[]): readonly string[] {
  const sorted = known.toSorted();
  const [first] = sorted;
  const last = sorted.at(-1);
  if (first === undefined || last === undefined) return [];
  const all = [first];
  for (let month = addMonths(first, 1); month <= last; month = addMonths(month, 1)) all.push(month);
  return all;
}

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
  const rows = everyMonth([...months.keys()])
    .slice(-MOST_MONTHS)
    .map((at) => ({ at, values: { paid: months.get(at) ?? 0 } }));
  return {
    by: 'month',
    unit: { kind: 'money', currency: words.currency },
    series: [{ key: 'paid', label: words.series }],
    rows,
  };
}
