/**
 * A small file of settings: read once, written whole or not at all (rename), readable by its owner only. A file that
 * cannot be read is put aside, not overwritten, and the app starts as if there were none.
 */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Log } from './log.ts';

export interface JsonFile<T> {
  read(): T | undefined;
  write(value: T): void;
  remove(): void;
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return undefined;
    throw fault;
  }
}

function parseText<T>(text: string, parse: (value: unknown) => T | undefined): T | undefined {
  try {
    return parse(JSON.parse(text));
  } catch {
    return undefined; // not JSON: the same as JSON of another shape
  }
}

export function jsonFile<T>(path: string, parse: (value: unknown) => T | undefined, log: Log): JsonFile<T> {
  return {
    read() {
      const text = readText(path);
      if (text === undefined) return undefined;
      const value = parseText(text, parse);
      if (value !== undefined) return value;
      renameSync(path, `${path}.unreadable`);
      log(`${path} could not be understood; kept as ${path}.unreadable`);
      return undefined;
    },
    write(value) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(`${path}.new`, JSON.stringify(value), { mode: 0o600 });
      renameSync(`${path}.new`, path);
    },
    remove() {
      rmSync(path, { force: true });
    },
  };
}
