/**
 * What an entry of a view costs beside its body, as measured against the process's heap (`npm run bench -- sync
 * view-memory`): object, places in maps and lists, its texts, and for each audience key an interval and a place in a list.
 */
import type { Entry } from './change-index.ts';

const BASE_BYTES = 215;
const KEY_BYTES = 70;
const INTERVAL_BYTES = 48;

export function entryBytes({ id, rev, hash, parent, keys }: Entry): number {
  let bytes = BASE_BYTES + id.length + rev.length + hash.length + parent.length;
  for (const intervals of Object.values(keys)) bytes += KEY_BYTES + intervals.length * INTERVAL_BYTES;
  return bytes;
}
