/**
 * The file in which the sandbox finds its state again: one line for each write, the last one of an object counts. Read and
 * written anew at each start, without what has been replaced.
 */
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** A write: account ('' is the platform), table, place in it, object, note. Without object: it is gone. */
type Line = readonly [account: string, table: string, seq: number, body: unknown, note: unknown];

export interface Remembered {
  readonly account: string;
  readonly table: string;
  readonly seq: number;
  readonly body: { readonly id: string; readonly created: number };
  readonly note: unknown;
}

export interface Journal {
  put(account: string, table: string, seq: number, body: unknown, note: unknown): void;
  drop(account: string, table: string, id: string): void;
  /** Brings to the file what was written since. */
  flush(): void;
  close(): void;
}

const isLine = (value: unknown): value is Line => Array.isArray(value) && value.length === 5;

/** A line cut off in the middle of its writing is the last one, and is left out: nobody was told of it. */
function parse(text: string): Line | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isLine(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Remembered['body'] =>
  typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string';

/** What the file holds, in the order in which it was first written. */
export function readJournal(path: string): readonly Remembered[] {
  if (!existsSync(path)) return [];
  const rows = new Map<string, Remembered>();
  for (const text of readFileSync(path, 'utf8').split('\n')) {
    const line = text === '' ? undefined : parse(text);
    if (line === undefined) continue;
    const [account, table, seq, body, note] = line;
    if (isObject(body)) rows.set(`${account}|${table}|${body.id}`, { account, table, seq, body, note });
    else rows.delete(`${account}|${table}|${String(note)}`);
  }
  return [...rows.values()];
}

const lineOf = (row: Remembered): string =>
  `${JSON.stringify([row.account, row.table, row.seq, row.body, row.note])}\n`;

/** Begins the file with these rows. A crash meanwhile leaves the old file. */
export function openJournal(path: string, rows: readonly Remembered[]): Journal {
  mkdirSync(dirname(path), { recursive: true });
  const next = `${path}.new`;
  const file = openSync(next, 'w', 0o600);
  for (const row of rows) writeSync(file, lineOf(row));
  renameSync(next, path);
  const state = { waiting: '' };
  const flush = (): void => {
    if (state.waiting === '') return;
    writeSync(file, state.waiting);
    state.waiting = '';
  };
  const write = (line: Line): void => {
    if (state.waiting === '') setImmediate(flush);
    state.waiting += `${JSON.stringify(line)}\n`;
  };
  return {
    put: (account, table, seq, body, note) => write([account, table, seq, body, note]),
    drop: (account, table, id) => write([account, table, 0, null, id]),
    flush,
    close: () => {
      flush();
      closeSync(file);
    },
  };
}
