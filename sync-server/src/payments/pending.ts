/**
 * What is on its way to or at Stripe, one document each in the operations database: put there before anything is sent, taken
 * away when it has ended. What a process died over is found here, and nothing else has to be looked through.
 */
import type { Database, StoredDoc } from '../ports/doc-store.ts';

const PREFIX = 'stripe-pending:';
const PAGE = 1000;
const FIRST_MS = 10_000;
const FACTOR = 4;
const LONGEST_MS = 3_600_000;

/** A payment or a refund request. */
export interface PendingKey {
  readonly association: string;
  /** Document id. */
  readonly document: string;
}

export interface Pending extends PendingKey {
  readonly rev: string;
  readonly tries: number;
  /** Epoch ms: not looked at before. */
  readonly nextAt: number;
}

const idOf = ({ association, document }: PendingKey): string => `${PREFIX}${association}.${document}`;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const number = (value: unknown): number => (typeof value === 'number' ? value : 0);

const readPending = (doc: StoredDoc): Pending => ({
  association: text(doc['association']),
  document: text(doc['document']),
  rev: doc._rev,
  tries: number(doc['tries']),
  nextAt: number(doc['nextAt']),
});

/** ms until it is looked at again, after so many looks that did not end it. */
export const waitAfter = (tries: number): number => Math.min(LONGEST_MS, FIRST_MS * FACTOR ** tries);

/** Those that are there already stay as they are. */
export async function begin(operations: Database, keys: readonly PendingKey[], now: number): Promise<void> {
  if (keys.length === 0) return;
  await operations.putMany(
    keys.map(({ association, document }) => ({
      _id: idOf({ association, document }),
      association,
      document,
      tries: 0,
      nextAt: now + waitAfter(0),
    })),
  );
}

async function known(operations: Database, keys: readonly PendingKey[]): Promise<readonly StoredDoc[]> {
  const docs = await operations.getMany([...new Set(keys.map(idOf))]);
  return [...docs.values()].filter(({ _deleted }) => _deleted !== true);
}

export async function end(operations: Database, keys: readonly PendingKey[]): Promise<void> {
  const docs = await known(operations, keys);
  if (docs.length === 0) return;
  await operations.putMany(docs.map(({ _id, _rev }) => ({ _id, _rev, _deleted: true })));
}

/** Looked at, and not ended: later, and ever later. */
export async function wait(operations: Database, keys: readonly PendingKey[], now: number): Promise<void> {
  const docs = await known(operations, keys);
  if (docs.length === 0) return;
  await operations.putMany(
    docs.map((doc) => {
      const tries = number(doc['tries']) + 1;
      return { ...doc, tries, nextAt: now + waitAfter(tries) };
    }),
  );
}

/** Reads one copy. */
export async function listPending(operations: Database): Promise<readonly Pending[]> {
  const all: Pending[] = [];
  for (let startId = PREFIX; ;) {
    const page = await operations.range({ startId, endId: `${PREFIX}\ufff0`, limit: PAGE });
    all.push(...page.map(readPending));
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return all;
    startId = `${last._id}\u0000`;
  }
}
