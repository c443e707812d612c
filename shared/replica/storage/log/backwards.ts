/**
 * A descending page with a limit: walks an index from its end instead of sorting everything in it. Answers exactly what
 * RxDB's memory storage would.
 */
import {
  getQueryMatcher,
  getQueryPlan,
  getSortComparator,
  getStartIndexStringFromLowerBound,
  getStartIndexStringFromUpperBound,
  type PreparedQuery,
  type RxQueryPlan,
} from 'rxdb/plugins/core';
import {
  boundGEByIndexString,
  boundGTByIndexString,
  boundLEByIndexString,
  boundLTByIndexString,
  getMemoryIndexName,
} from 'rxdb/plugins/storage-memory';
import type { MemoryInstance } from './memory.ts';
import type { Doc, Fields } from './types.ts';

type Query = PreparedQuery<Fields>;
type Sort = Query['query']['sort'];
type Entry = [string, Doc, string];

const fieldOf = (part: Sort[number]): string => Object.keys(part)[0] ?? '';

/** All descending; the primary key at the end may be ascending, which is settled among ties. */
function isBackwards(sort: Sort, primary: string): boolean {
  return sort.every(
    (part, at) => Object.values(part)[0] === 'desc' || (fieldOf(part) === primary && at === sort.length - 1),
  );
}

/** The plan of the same query the other way round; undefined when this query is not for walking backwards. */
export function backwardsPlan(memory: MemoryInstance, prepared: Query): RxQueryPlan | undefined {
  const { query, queryPlan } = prepared;
  const plain = queryPlan.sortSatisfiedByIndex || query.limit === undefined || query.index !== undefined;
  if (plain || !isBackwards(query.sort, memory.primaryPath)) return undefined;
  const forwards = query.sort.map((part): Sort[number] => ({ [fieldOf(part)]: 'asc' }));
  const plan = getQueryPlan(memory.schema, { ...query, sort: forwards });
  const usable = plan.sortSatisfiedByIndex && plan.index.at(-1) === memory.primaryPath;
  return usable ? plan : undefined;
}

function bounds(memory: MemoryInstance, plan: RxQueryPlan, rows: Entry[]): readonly [number, number] {
  const { schema } = memory;
  const { index } = plan;
  const low = getStartIndexStringFromLowerBound(schema, index, [...plan.startKeys]);
  const high = getStartIndexStringFromUpperBound(schema, index, [...plan.endKeys]);
  const first = plan.inclusiveStart ? boundGEByIndexString(rows, low) : boundGTByIndexString(rows, low);
  const last = plan.inclusiveEnd ? boundLEByIndexString(rows, high) : boundLTByIndexString(rows, high);
  return [first, last];
}

/** The entries of the plan's range that match, from the end. */
function* descending(memory: MemoryInstance, prepared: Query, plan: RxQueryPlan): Generator<Entry> {
  const rows = memory.internals.byIndex[getMemoryIndexName(plan.index)]?.docsWithIndex ?? [];
  const [first, last] = bounds(memory, plan, rows);
  const matches = plan.selectorSatisfiedByIndex ? () => true : getQueryMatcher(memory.schema, prepared.query);
  for (let at = last; at >= first; at -= 1) {
    const row = rows[at];
    if (row !== undefined && matches(row[1])) yield row;
  }
}

/** At least `want` of them, and all that tie with the last. */
function walk(memory: MemoryInstance, prepared: Query, plan: RxQueryPlan, want: number): Doc[] {
  // The primary key ends the index's string, padded: what is before it tells ties.
  const tail = memory.schema.properties[memory.primaryPath]?.maxLength ?? 0;
  const found: Doc[] = [];
  let tie = '';
  for (const [text, doc] of descending(memory, prepared, plan)) {
    const prefix = text.slice(0, -tail);
    if (found.length >= want && prefix !== tie) break;
    found.push(doc);
    if (found.length === want) tie = prefix;
  }
  return found;
}

export function backwardsPage(memory: MemoryInstance, prepared: Query, plan: RxQueryPlan): Doc[] {
  memory.ensurePersistence();
  const { query } = prepared;
  const want = query.skip + (query.limit ?? 0);
  if (want === 0) return [];
  const found = walk(memory, prepared, plan, want);
  // Ties are settled by the comparator, which knows the direction of each field.
  return found.sort(getSortComparator(memory.schema, query)).slice(query.skip, want);
}
