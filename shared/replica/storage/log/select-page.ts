/**
 * Which documents a first list shows, out of what index blocks and small records say. Records are looked at in the
 * order of their least value, so that most are passed over whole; whether a document has a later version is asked of
 * those chosen alone.
 */
import type { Collection } from './collection.ts';
import { createTopN, isCertain, type Candidates, type Plan } from './top-n.ts';
import type { Doc } from './types.ts';

/** The documents of a record: whole, or what its index block says of them. */
export interface Part extends Candidates {
  readonly key: number;
  readonly n: number;
  readonly whole: boolean;
}

/** A document of the page: itself, or where it lies. */
export interface Found {
  readonly id: string;
  readonly key: number;
  /** Its place in the record. */
  readonly at: number;
  readonly doc: Doc | undefined;
}

interface Bounded {
  readonly part: Part;
  /** The value of the leading field from which its documents begin; undefined: not known, it must be looked at. */
  readonly bound: string | undefined;
}

/** After so many attempts that met old versions, everything is looked at from the newest record on. */
const ATTEMPTS = 4;

const sameInAll = (parts: readonly Part[], field: string): boolean => {
  const first = parts[0]?.column(field)(0);
  return parts.every((part) => {
    const at = part.column(field);
    for (let n = 0; n < part.n; n += 1) if (at(n) !== first) return false;
    return true;
  });
};

/** The first field of the index that does not say the same of every document. */
const leadOf = (parts: readonly Part[], index: readonly string[]): string | undefined =>
  index.find((field) => !sameInAll(parts, field));

function boundOf(part: Part, lead: string, backwards: boolean): string | undefined {
  const at = part.column(lead);
  let bound: string | undefined;
  for (let n = 0; n < part.n; n += 1) {
    const value = at(n);
    if (typeof value !== 'string') return undefined;
    if (bound === undefined || (backwards ? value > bound : value < bound)) bound = value;
  }
  return bound;
}

interface Search {
  readonly collection: Collection;
  readonly plan: Plan;
  readonly most: number;
  /** What tells records apart. */
  readonly lead: string | undefined;
}

/** The most promising first. */
function inOrder(parts: readonly Part[], { plan, lead }: Search): readonly Bounded[] {
  const { backwards } = plan;
  const bounded = parts.map((part): Bounded => {
    const bound = lead === undefined ? undefined : boundOf(part, lead, backwards);
    return { part, bound };
  });
  return bounded.sort(({ bound: a }, { bound: b }) => {
    if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
    return (a < b ? -1 : Number(a > b)) * (backwards ? -1 : 1);
  });
}

const found = ({ plan }: Search, part: Part, at: number, id: string): Found => ({
  id,
  key: part.key,
  at,
  doc: part.whole ? part.doc(at, plan.index) : undefined,
});

/** The first of all versions but those known to be old. */
function firstOf(search: Search, ordered: readonly Bounded[], old: ReadonlySet<string>): readonly Found[] {
  const { collection, plan, most, lead } = search;
  const top = createTopN<Found>(collection.memory.instance.schema, plan, most);
  for (const { part, bound } of ordered) {
    const last = lead === undefined ? undefined : top.lastValue(lead);
    if (isCertain(bound, last, plan.backwards)) continue;
    const idOf = part.column(collection.primary);
    const offer = top.offers(part);
    for (let at = 0; at < part.n; at += 1)
      offer(at, () => {
        const id = String(idOf(at));
        return old.has(`${part.key} ${id}`) ? undefined : found(search, part, at, id);
      });
  }
  return top.taken();
}

/** Where the page's documents lie, and between which ids: most others are told from them by that alone. */
interface Looked {
  readonly keyOf: ReadonlyMap<string, number>;
  readonly first: number;
  readonly least: string;
  readonly greatest: string;
}

function lookedFor(page: readonly Found[]): Looked {
  const keyOf = new Map<string, number>();
  let [first, least, greatest] = [Infinity, page[0]?.id ?? '', ''];
  for (const { id, key } of page) {
    keyOf.set(id, Math.min(key, keyOf.get(id) ?? key));
    first = Math.min(first, key);
    if (id < least) least = id;
    if (id > greatest) greatest = id;
  }
  return { keyOf, first, least, greatest };
}

/** Those of which a later record has another version. */
function outdated({ collection }: Search, parts: readonly Part[], page: readonly Found[]): readonly Found[] {
  const { keyOf, first, least, greatest } = lookedFor(page);
  const latest = new Map<string, number>();
  for (const part of parts) {
    if (part.key <= first) continue;
    const idOf = part.column(collection.primary);
    for (let at = 0; at < part.n; at += 1) {
      const id = String(idOf(at));
      if (id >= least && id <= greatest && keyOf.has(id)) latest.set(id, part.key);
    }
  }
  return page.filter(({ id, key }) => (latest.get(id) ?? key) > key);
}

/** From the newest record on: whatever has been seen is older. */
function fromNewest(search: Search, parts: readonly Part[]): readonly Found[] {
  const { collection, plan, most } = search;
  const top = createTopN<Found>(collection.memory.instance.schema, plan, most);
  const seen = new Set<string>();
  for (const part of parts.toReversed()) {
    const ids: string[] = [];
    const idOf = part.column(collection.primary);
    const offer = top.offers(part);
    for (let at = 0; at < part.n; at += 1) {
      const id = String(idOf(at));
      ids.push(id);
      if (!seen.has(id)) offer(at, () => found(search, part, at, id));
    }
    for (const id of ids) seen.add(id);
  }
  return top.taken();
}

/**
 * @param all in the log's order
 * @param most documents, from the beginning of the plan's range
 */
export function selectPage(
  collection: Collection,
  plan: Plan,
  all: readonly Part[],
  most: number,
): readonly Found[] {
  // One without documents says that others were deleted.
  const parts = all.filter(({ n }) => n > 0);
  const search: Search = { collection, plan, most, lead: leadOf(parts, plan.index) };
  const ordered = inOrder(parts, search);
  const old = new Set<string>();
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const page = firstOf(search, ordered, old);
    const stale = outdated(search, parts, page);
    if (stale.length === 0) return page;
    for (const { id, key } of stale) old.add(`${key} ${id}`);
  }
  return fromNewest(search, parts);
}
