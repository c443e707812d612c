/**
 * Seqs of an embedded database. PouchDB counts 1, 2, 3; after a restore from a backup the same number would mean
 * another change. So a seq is `<n>-<incarnation>`: each start of the store is one incarnation, which remembers where
 * it began. A seq of an incarnation that this copy never had, or from beyond where the next one began, is refused.
 */
import { randomBytes } from 'node:crypto';
import type { PouchDatabase } from 'pouchdb-core';
import { isRecord } from '../couch/couch-json.ts';

const RECORD = '_local/incarnations';
/** Starts remembered; a device away for longer than these is checked from the beginning. */
const REMEMBERED = 500;
const SEQ = /^(\d{1,15})-([A-Za-z0-9_-]{6,32})$/;

interface Incarnation {
  readonly id: string;
  /** The last change before it. */
  readonly from: number;
}

export interface Incarnations {
  format(n: number): string;
  /** The number in a seq; undefined when this database never gave it out. */
  parse(seq: string): Promise<number | undefined>;
}

function parseList(value: unknown): Incarnation[] {
  const list = isRecord(value) && Array.isArray(value['list']) ? value['list'] : [];
  return list.flatMap((entry) =>
    isRecord(entry) && typeof entry['id'] === 'string' && typeof entry['from'] === 'number'
      ? [{ id: entry['id'], from: entry['from'] }]
      : [],
  );
}

async function readRecord(pouch: PouchDatabase): Promise<{ rev: string | undefined; list: Incarnation[] }> {
  try {
    const found = await pouch.get(RECORD);
    return { rev: isRecord(found) ? String(found['_rev']) : undefined, list: parseList(found) };
  } catch (error) {
    if (isRecord(error) && error['status'] === 404) return { rev: undefined, list: [] };
    throw error;
  }
}

/** Begins a new incarnation; on disk before it resolves. */
export async function beginIncarnation(pouch: PouchDatabase): Promise<Incarnations> {
  const { rev, list } = await readRecord(pouch);
  const mine = { id: randomBytes(6).toString('base64url'), from: (await pouch.info()).update_seq };
  const all = [...list, mine].slice(-REMEMBERED);
  await pouch.put({ _id: RECORD, list: all, ...(rev === undefined ? {} : { _rev: rev }) });
  return {
    format: (n) => `${n}-${mine.id}`,
    async parse(seq) {
      if (seq === '0') return 0;
      if (seq === 'now') return (await pouch.info()).update_seq;
      const [, digits, id] = SEQ.exec(seq) ?? [];
      const at = all.findIndex((incarnation) => incarnation.id === id);
      if (digits === undefined || at === -1) return undefined;
      const n = Number(digits);
      const end = all[at + 1]?.from ?? (await pouch.info()).update_seq;
      return n <= end ? n : undefined;
    },
  };
}
