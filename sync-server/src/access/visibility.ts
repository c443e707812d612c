/**
 * The two questions that decide everything a member is sent: may they see the document now, and might a device of theirs
 * hold it from before? Pure; asked for each row of each pull, so both look grants up by key and never scan them.
 */
import type { Acl, Interval, KeyIntervals } from '@communitrak/domain/core/acl.ts';
import type { Key } from '@communitrak/domain/core/principal.ts';
import { currentKeys } from '@communitrak/domain/core/rights.ts';
import { isCurrent } from './key-intervals.ts';

/** Clocks of processes differ and copies lag: intervals this far apart still count as having met. */
export const HOLD_SLACK_MS = 60_000;

export interface Rights {
  readonly epoch: number;
  readonly current: ReadonlySet<Key>;
  /** All grants that are remembered, ended ones too, by key. */
  readonly grants: ReadonlyMap<Key, readonly Interval[]>;
}

export function rightsOf(acl: Acl): Rights {
  const grants = new Map<Key, Interval[]>();
  for (const grant of acl.grants) {
    const known = grants.get(grant.key);
    if (known === undefined) grants.set(grant.key, [grant]);
    else known.push(grant);
  }
  return { epoch: acl.epoch, current: currentKeys(acl), grants };
}

/** What is asked about: a document's keys, and whether it still lives. */
export interface Judged {
  readonly deleted: boolean;
  readonly keys: KeyIntervals;
}

/** Some key is current on both sides. */
export function visible(rights: Rights, doc: Judged): boolean {
  if (doc.deleted) return false;
  for (const key of Object.keys(doc.keys)) {
    if (rights.current.has(key) && isCurrent(doc.keys[key])) return true;
  }
  return false;
}

function met(a: Interval, b: Interval): boolean {
  return a.from <= (b.to ?? Infinity) + HOLD_SLACK_MS && b.from <= (a.to ?? Infinity) + HOLD_SLACK_MS;
}

/** Some key's intervals ever overlapped: a device of this member may hold the document. */
export function mayHold(rights: Rights, doc: Judged): boolean {
  for (const key of Object.keys(doc.keys)) {
    const grants = rights.grants.get(key);
    if (grants?.some((grant) => doc.keys[key]?.some((interval) => met(grant, interval))) === true)
      return true;
  }
  return false;
}
