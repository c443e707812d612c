/** The faults of a chaos store, and how one asks whether one shall happen. */

export const FAULTS = [
  'opaque-seq',
  'reordered-rows',
  'repeated-row',
  'rewound-changes',
  'late-change',
  'late-range',
  'lost-request',
  'lost-answer',
  'conflict-leaf',
] as const;
export type Fault = (typeof FAULTS)[number];

export interface Chaos {
  /** True when the fault shall happen now; counts it. */
  strikes(fault: Fault, actor: string): boolean;
  /** A whole number from 0 to below `count`. */
  pick(count: number, actor: string): number;
}
