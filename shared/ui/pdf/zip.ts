/** Many files as one: a zip, written as they come. They are pressed already: here they are only packed. */
import { Zip, ZipPassThrough } from 'fflate';

export interface ZipWriter {
  /** Two of one name: the second gets a number. */
  readonly add: (name: string, content: Blob) => Promise<void>;
  readonly end: () => Blob;
}

function unique(taken: Map<string, number>, name: string): string {
  const count = (taken.get(name.toLowerCase()) ?? 0) + 1;
  taken.set(name.toLowerCase(), count);
  return count === 1 ? name : name.replace(/(\.[^.]+)?$/, ` (${count})$1`);
}

/** A zip knows no other years; a device whose clock stands wrong still gets its files. */
const FIRST = Date.UTC(1980, 0, 2);
const LAST = Date.UTC(2099, 11, 30);

/** @param at epoch ms: the time that the files bear */
export function createZip(at: number): ZipWriter {
  const parts: Blob[] = [];
  const taken = new Map<string, number>();
  const zip = new Zip((error, chunk) => {
    if (error !== null) throw error;
    parts.push(new Blob([chunk as Uint8Array<ArrayBuffer>]));
  });
  return {
    async add(name, content) {
      const file = new ZipPassThrough(unique(taken, name));
      file.mtime = Math.min(Math.max(at, FIRST), LAST);
      zip.add(file);
      file.push(new Uint8Array(await content.arrayBuffer()), true);
    },
    end() {
      zip.end();
      return new Blob(parts, { type: 'application/zip' });
    },
  };
}
