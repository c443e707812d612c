/**
 * The index over all that the features offer to find, from when the palette is first opened until whoever holds it ends it.
 * What has changed is put in anew, and nothing else; in slices, so that the page can answer in between.
 */
import type { Query } from '@communitrak/replica/queries/query.ts';
import type { SearchRecord } from '../feature.ts';
import { createSearchIndex, type Hits } from './search-index.ts';

/** A slice is shorter than a frame. */
const SLICE_MS = 8;
/** While thousands come in, what has been typed is looked up again now and then. */
const TELL_EVERY_MS = 300;

/** Letters from which records are looked for. */
export const SHORTEST = 2;

/** What can be found right now. */
export interface SearchView {
  /** All that is on the device can. */
  readonly complete: boolean;
  readonly record: (id: string) => SearchRecord | undefined;
  readonly find: (text: string, most: number) => readonly Hits<SearchRecord>[];
}

export interface SearchSession {
  /** For useSyncExternalStore: another view when more, or something else, can be found. */
  readonly subscribe: (onChange: () => void) => () => void;
  readonly view: () => SearchView;
  readonly stop: () => void;
}

type Source = Query<readonly SearchRecord[]>;

/** Notes in `queue` what to do about each record: undefined takes it out. */
function compare(
  before: ReadonlyMap<string, SearchRecord>,
  now: readonly SearchRecord[],
  queue: Map<string, SearchRecord | undefined>,
): Map<string, SearchRecord> {
  const after = new Map(now.map((record) => [record.id, record]));
  for (const [id, record] of after) if (before.get(id) !== record) queue.set(id, record);
  for (const id of before.keys()) if (!after.has(id)) queue.set(id, undefined);
  return after;
}

/** Does what waits, slice by slice. @param onSlice called after each */
function createWorker(
  queue: Map<string, SearchRecord | undefined>,
  work: (id: string, record: SearchRecord | undefined) => void,
  onSlice: () => void,
) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const slice = (): void => {
    timer = undefined;
    const end = performance.now() + SLICE_MS;
    for (const [id, record] of queue) {
      queue.delete(id);
      work(id, record);
      if (performance.now() >= end) break;
    }
    if (queue.size > 0) timer = setTimeout(slice);
    onSlice();
  };
  return {
    wake: () => void (timer ??= setTimeout(slice)),
    stop: () => clearTimeout(timer),
  };
}

/** Listens to the sources; what is different goes into the queue. */
function follow(sources: readonly Source[], queue: Map<string, SearchRecord | undefined>, wake: () => void) {
  const known = sources.map(() => new Map<string, SearchRecord>());
  const take = (at: number): void => {
    const now = sources[at]?.getSnapshot();
    if (now === undefined) return;
    known[at] = compare(known[at] ?? new Map<string, SearchRecord>(), now, queue);
    wake();
  };
  const ends = sources.map((source, at) => source.subscribe(() => take(at)));
  for (const at of sources.keys()) take(at);
  return {
    record: (id: string) => recordIn(known, id),
    stop: () => {
      for (const end of ends) end();
    },
  };
}

function recordIn(known: readonly ReadonlyMap<string, SearchRecord>[], id: string): SearchRecord | undefined {
  for (const records of known) {
    const found = records.get(id);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** @param sources of each feature one; a record of which nothing has changed is the same object */
export function openSearch(sources: readonly Source[]): SearchSession {
  const index = createSearchIndex<SearchRecord>(SHORTEST);
  const queue = new Map<string, SearchRecord | undefined>();
  const listeners = new Set<() => void>();
  let told = 0;
  const tell = (): void => {
    view = look();
    told = performance.now();
    for (const listener of Array.from(listeners)) listener();
  };
  const worker = createWorker(
    queue,
    (id, record) => (record === undefined ? index.drop(id) : index.put(record)),
    () => {
      if (queue.size === 0 || performance.now() - told > TELL_EVERY_MS) tell();
    },
  );
  const records = follow(sources, queue, worker.wake);
  const look = (): SearchView => ({
    complete: queue.size === 0 && sources.every((source) => source.getSnapshot() !== undefined),
    record: records.record,
    find: (text, most) => index.find(text, most),
  });
  let view = look();
  return {
    subscribe: (onChange) => {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    view: () => view,
    stop: () => {
      records.stop();
      worker.stop();
      listeners.clear();
    },
  };
}
