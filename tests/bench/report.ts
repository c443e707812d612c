/** One line of a bench's answer, and how ratios are formed. */
export interface Line {
  readonly bench: string;
  readonly case: string;
  readonly value: number;
  readonly unit: string;
  readonly peer?: string;
  readonly peerValue?: number;
  /** How much better than the peer: above 1 is better. */
  readonly ratio?: number;
  readonly want?: string;
  /** The bound that an issue names for this line, in words: `<= 0.5 of the peer's`. */
  readonly reach?: string;
  /** Whether this run kept the bound: computed, never written by hand. */
  readonly holds?: boolean;
}
export type Report = (line: Line) => void;

export const round = (value: number, digits = 2): number => Number(value.toFixed(digits));

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** What a bound adds to a line: its words, and whether this run kept it. */
export function bound(
  value: number,
  operator: '<=' | '>=',
  limit: number,
  unit: string,
): Required<Pick<Line, 'reach' | 'holds'>> {
  return {
    reach: `${operator} ${limit} ${unit}`,
    holds: operator === '<=' ? value <= limit : value >= limit,
  };
}
