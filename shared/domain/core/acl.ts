/**
 * A member's rights as the server keeps them: which audience keys, since when, until when. Intervals stay after they
 * end, because a device may still hold what they once showed and must be told to drop it.
 */
import type { Key } from './principal.ts';

/** Server time in epoch milliseconds; open while `to` is absent. */
export interface Interval {
  readonly from: number;
  readonly to?: number;
}

/** A document's keys: for each, the intervals in which it was in the audience. Current = the last has no `to`. */
export type KeyIntervals = Readonly<Record<Key, readonly Interval[]>>;

export interface Grant extends Interval {
  readonly key: Key;
  /** Epochs count the changes of this member's rights, from 1. */
  readonly fromEpoch: number;
  readonly toEpoch?: number;
}

export type MemberState = 'active' | 'inactive' | 'suspended';

export interface Acl {
  readonly member: string;
  readonly name: string;
  readonly epoch: number;
  readonly state: MemberState;
  readonly grants: readonly Grant[];
}
