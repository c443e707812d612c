/**
 * One kind of object in one account: found by id, listed newest first, over all or under one key (a customer, a payout),
 * without walking what does not belong to the answer. Bodies are replaced, never written into: an event keeps the body of
 * its moment. A note is what the stand-in knows of an object and Stripe does not tell.
 */
export interface Keyed {
  readonly id: string;
  readonly created: number;
}

interface Row<T, N> {
  readonly seq: number;
  readonly body: T;
  readonly note: N;
}

export type KeyOf<T, N> = (body: T, note: N) => string | null | undefined;
export type Keys<T, N> = Readonly<Record<string, KeyOf<T, N>>>;

/** What a table tells of each write: where there is a file, it goes there. */
export interface WriteLog {
  put(table: string, seq: number, body: unknown, note: unknown): void;
  drop(table: string, id: string): void;
}

export interface Query<T> {
  /** One of the table's keys and its value; without it, all. */
  readonly by?: readonly [key: string, value: string] | undefined;
  readonly limit: number;
  /** The id of the last object of the page before. */
  readonly after?: string | undefined;
  /** Earliest and latest `created`, both included. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly matches?: ((body: T) => boolean) | undefined;
}

export interface Page<T> {
  readonly data: readonly T[];
  readonly more: boolean;
}

export interface Table<T extends Keyed, N> {
  readonly size: number;
  add(body: T, note: N): T;
  get(id: string): T | undefined;
  note(id: string): N | undefined;
  /** @throws RangeError when there is none */
  need(id: string): T;
  /** Gives some fields new values. @throws RangeError when there is none */
  change(id: string, fields: Partial<T>): T;
  annotate(id: string, fields: Partial<N>): void;
  drop(id: string): void;
  page(query: Query<T>): Page<T>;
  oldest(): T | undefined;
  /** Oldest first; what is written meanwhile does not disturb it. */
  all(by?: readonly [key: string, value: string]): readonly T[];
  /** A row that the file remembers. */
  load(seq: number, body: T, note: N): void;
}

type Rows<T, N> = Row<T, N>[];

/** The place of the first row for which `reached` holds; rows before it do not, rows behind it do. */
function place<R>(rows: readonly R[], reached: (row: R) => boolean): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const row = rows[middle];
    if (row !== undefined && reached(row)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function insert<T, N>(rows: Rows<T, N>, row: Row<T, N>): void {
  const at = place(rows, ({ seq }) => seq >= row.seq);
  rows.splice(at, rows[at]?.seq === row.seq ? 1 : 0, row);
}

function remove<T, N>(rows: Rows<T, N> | undefined, row: Row<T, N>): void {
  const at = place(rows ?? [], ({ seq }) => seq >= row.seq);
  if (rows?.[at]?.seq === row.seq) rows.splice(at, 1);
}

function walk<T extends Keyed, N>(rows: readonly Row<T, N>[], start: number, query: Query<T>): Page<T> {
  const data: T[] = [];
  const from = query.from ?? Number.NEGATIVE_INFINITY;
  for (let at = start; at >= 0; at -= 1) {
    const body = rows[at]?.body;
    if (body === undefined || body.created < from) break;
    if (query.matches !== undefined && !query.matches(body)) continue;
    if (data.length === query.limit) return { data, more: true };
    data.push(body);
  }
  return { data, more: false };
}

class Rack<T extends Keyed, N> implements Table<T, N> {
  readonly #name: string;
  readonly #keys: Keys<T, N>;
  readonly #log: WriteLog;
  readonly #byId = new Map<string, Row<T, N>>();
  readonly #rows: Rows<T, N> = [];
  readonly #shelves = new Map<string, Map<string, Rows<T, N>>>();
  #next = 1;

  constructor(name: string, keys: Keys<T, N>, log: WriteLog) {
    this.#name = name;
    this.#keys = keys;
    this.#log = log;
    for (const key of Object.keys(keys)) this.#shelves.set(key, new Map());
  }

  get size(): number {
    return this.#byId.size;
  }

  get(id: string): T | undefined {
    return this.#byId.get(id)?.body;
  }

  note(id: string): N | undefined {
    return this.#byId.get(id)?.note;
  }

  need(id: string): T {
    return this.#row(id).body;
  }

  add(body: T, note: N): T {
    this.#put({ seq: this.#next, body, note }, undefined);
    return body;
  }

  change(id: string, fields: Partial<T>): T {
    const row = this.#row(id);
    const body = { ...row.body, ...fields };
    this.#put({ ...row, body }, row);
    return body;
  }

  annotate(id: string, fields: Partial<N>): void {
    const row = this.#row(id);
    this.#put({ ...row, note: { ...row.note, ...fields } }, row);
  }

  drop(id: string): void {
    const row = this.#byId.get(id);
    if (row === undefined) return;
    this.#byId.delete(id);
    remove(this.#rows, row);
    for (const key of Object.keys(this.#keys)) remove(this.#shelf(key, row), row);
    this.#log.drop(this.#name, id);
  }

  page(query: Query<T>): Page<T> {
    const rows = this.#list(query.by);
    const after = query.after === undefined ? undefined : this.#row(query.after).seq;
    const to = query.to;
    const end = Math.min(
      after === undefined ? rows.length : place(rows, ({ seq }) => seq >= after),
      to === undefined ? rows.length : place(rows, ({ body }) => body.created > to),
    );
    return walk(rows, end - 1, query);
  }

  oldest(): T | undefined {
    return this.#rows[0]?.body;
  }

  all(by?: readonly [key: string, value: string]): readonly T[] {
    return this.#list(by).map(({ body }) => body);
  }

  load(seq: number, body: T, note: N): void {
    this.#file({ seq, body, note }, this.#byId.get(body.id));
  }

  #list(by: readonly [key: string, value: string] | undefined): Rows<T, N> {
    if (by === undefined) return this.#rows;
    return this.#shelves.get(by[0])?.get(by[1]) ?? [];
  }

  #row(id: string): Row<T, N> {
    const row = this.#byId.get(id);
    if (row === undefined) throw new RangeError(`${this.#name} has no ${id}`);
    return row;
  }

  #shelf(key: string, row: Row<T, N>): Rows<T, N> | undefined {
    const value = this.#keys[key]?.(row.body, row.note);
    return value === undefined || value === null ? undefined : this.#shelves.get(key)?.get(value);
  }

  #put(row: Row<T, N>, before: Row<T, N> | undefined): void {
    this.#file(row, before);
    this.#log.put(this.#name, row.seq, row.body, row.note);
  }

  #file(row: Row<T, N>, before: Row<T, N> | undefined): void {
    this.#next = Math.max(this.#next, row.seq + 1);
    this.#byId.set(row.body.id, row);
    insert(this.#rows, row);
    for (const [key, of] of Object.entries(this.#keys)) {
      if (before !== undefined) remove(this.#shelf(key, before), before);
      const value = of(row.body, row.note);
      const shelves = this.#shelves.get(key);
      if (value === undefined || value === null || shelves === undefined) continue;
      const shelf = shelves.get(value) ?? [];
      shelves.set(value, shelf);
      insert(shelf, row);
    }
  }
}

/** @param keys under what else than its id an object is looked up */
export function createTable<T extends Keyed, N>(name: string, keys: Keys<T, N>, log: WriteLog): Table<T, N> {
  return new Rack(name, keys, log);
}
