/** What a chart shows, as plain numbers, and what can be said of them in a sentence. Knows no drawing. */
export interface ChartSeries {
  readonly key: string;
  readonly label: string;
}

export interface ChartRow {
  /** A calendar date, a month `YYYY-MM`, or words; see `ChartData.by`. */
  readonly at: string;
  /** By series key. Whole cents where the unit is money. A missing one is a gap, not nothing. */
  readonly values: Readonly<Record<string, number>>;
}

export interface ChartData {
  readonly by: 'date' | 'month' | 'words';
  /** At most four: more are told apart by nobody. */
  readonly series: readonly ChartSeries[];
  readonly rows: readonly ChartRow[];
  readonly unit: ChartUnit;
}

export type ChartUnit =
  | { readonly kind: 'count' }
  | { readonly kind: 'money'; /** ISO 4217 */ readonly currency: string };

export type ChartKind = 'bar' | 'stacked' | 'line';

export const MOST_SERIES = 4;

/** Nothing to draw: no row, or no number in any. */
export function isEmpty({ rows, series }: ChartData): boolean {
  return rows.every(({ values }) =>
    series.every(({ key }) => values[key] === undefined || values[key] === 0),
  );
}

/** A row's sum over the series that have a number there. */
export function rowTotal({ values }: ChartRow, series: readonly ChartSeries[]): number {
  return series.reduce((sum, { key }) => sum + (values[key] ?? 0), 0);
}

export interface Extremes {
  readonly highest: ChartRow;
  readonly lowest: ChartRow;
}

/** By the rows' sums; the first of equals. Undefined where there is no row. */
export function extremesOf({ rows, series }: ChartData): Extremes | undefined {
  const [first] = rows;
  if (first === undefined) return undefined;
  const of = (row: ChartRow): number => rowTotal(row, series);
  return {
    highest: rows.reduce((best, row) => (of(row) > of(best) ? row : best), first),
    lowest: rows.reduce((least, row) => (of(row) < of(least) ? row : least), first),
  };
}

export interface Course {
  readonly series: ChartSeries;
  readonly first: ChartRow;
  readonly last: ChartRow;
}

/** Where each series begins and ends; a series without a number has no course. */
export function coursesOf({ rows, series }: ChartData): readonly Course[] {
  return series.flatMap((one) => {
    const known = rows.filter(({ values }) => values[one.key] !== undefined);
    const [first] = known;
    const last = known.at(-1);
    return first === undefined || last === undefined ? [] : [{ series: one, first, last }];
  });
}
