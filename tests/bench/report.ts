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
}
export type Report = (line: Line) => void;

export const round = (value: number, digits = 2): number => Number(value.toFixed(digits));

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
