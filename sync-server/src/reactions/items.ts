/**
 * Reactions that failed, one document each in the operations database: tried again later and later, and in the end parked
 * with the reason, until somebody looks (`npm run admin -- reactions`).
 */
import type { Clock } from '../ports/clock.ts';
import type { Database, StoredDoc } from '../ports/doc-store.ts';

const PREFIX = 'reaction-item:';
const FIRST_MS = 5000;
const FACTOR = 4;
const LONGEST_MS = 6 * 3_600_000;
/** About a day after the first. */
export const MAX_TRIES = 10;
const REASON_LENGTH = 500;
const PAGE = 1000;

export interface Item {
  readonly id: string;
  readonly rev: string;
  readonly association: string;
  readonly reaction: string;
  readonly document: string;
  readonly tries: number;
  /** Epoch ms: when it failed first, and when it is tried again. */
  readonly since: number;
  readonly nextAt: number;
  readonly reason: string;
  /** Not tried again by itself. */
  readonly parked: boolean;
}

export type ItemKey = Pick<Item, 'association' | 'reaction' | 'document'>;

export function itemId({ association, reaction, document }: ItemKey): string {
  return `${PREFIX}${association}.${reaction}.${document}`;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const number = (value: unknown): number => (typeof value === 'number' ? value : 0);

function readItem(doc: StoredDoc): Item {
  return {
    id: doc._id,
    rev: doc._rev,
    association: text(doc['association']),
    reaction: text(doc['reaction']),
    document: text(doc['document']),
    tries: number(doc['tries']),
    since: number(doc['since']),
    nextAt: number(doc['nextAt']),
    reason: text(doc['reason']),
    parked: doc['parked'] === true,
  };
}

/** ms until the next try after so many. */
export function waitAfter(tries: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * FACTOR ** (tries - 1));
}

export interface Items {
  /** By id, those that there are. */
  get(keys: readonly ItemKey[]): Promise<ReadonlyMap<string, Item>>;
  /** All, or those of one association; reads one copy. */
  list(association?: string): Promise<readonly Item[]>;
  /** One more try that failed. */
  failed(key: ItemKey, known: Item | undefined, error: unknown): Promise<Item>;
  /** It has been done, or there is nothing to do any more. */
  done(item: Item): Promise<void>;
  /** As if it had not been tried yet. @returns false when it changed in this moment, or is not there */
  retry(id: string): Promise<boolean>;
}

/** @returns the new revision; undefined when somebody else was first */
async function write(operations: Database, id: string, rev: string | undefined, fields: object) {
  const known = rev === undefined ? {} : { _rev: rev };
  const result = await operations.put({ ...fields, _id: id, ...known });
  return result.ok ? result.rev : undefined;
}

function afterFailure(
  { association, reaction, document }: ItemKey,
  known: Item | undefined,
  error: unknown,
  now: number,
): Omit<Item, 'id' | 'rev'> {
  const tries = (known?.tries ?? 0) + 1;
  return {
    association,
    reaction,
    document,
    tries,
    since: known?.since ?? now,
    nextAt: now + waitAfter(tries),
    reason: (error instanceof Error ? error.message : String(error)).slice(0, REASON_LENGTH),
    parked: tries >= MAX_TRIES,
  };
}

async function list(operations: Database, prefix: string): Promise<readonly Item[]> {
  const all: Item[] = [];
  for (let startId = prefix; ;) {
    const page = await operations.range({ startId, endId: `${prefix}\ufff0`, limit: PAGE });
    all.push(...page.map(readItem));
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return all;
    startId = `${last._id}\u0000`;
  }
}

export function createItems(operations: Database, clock: Clock): Items {
  return {
    async get(keys) {
      const docs = await operations.getMany(keys.map(itemId));
      const living = [...docs.values()].filter(({ _deleted }) => _deleted !== true);
      return new Map(living.map((doc) => [doc._id, readItem(doc)]));
    },
    list: (association) => list(operations, association === undefined ? PREFIX : `${PREFIX}${association}.`),
    async failed(key, known, error) {
      const fields = afterFailure(key, known, error, clock());
      const id = itemId(key);
      const rev = await write(operations, id, known?.rev, fields);
      // Undefined where another process counts it: as good.
      return { id, rev: rev ?? known?.rev ?? '', ...fields };
    },
    async done({ id, rev }) {
      await operations.put({ _id: id, _rev: rev, _deleted: true });
    },
    async retry(id) {
      const doc = await operations.get(id);
      if (doc === undefined || doc._deleted === true || !id.startsWith(PREFIX)) return false;
      const again = { ...doc, tries: 0, nextAt: 0, parked: false };
      return (await write(operations, id, doc._rev, again)) !== undefined;
    },
  };
}
