/** Each listed file: is it there, of its length, and are its bytes those of its name. */
import { createHash } from 'node:crypto';
import type { FileStore } from '../ports/file-store.ts';
import type { Finding } from './finding.ts';
import type { Verified } from './verified.ts';

interface Listed {
  readonly id: string;
  readonly bytes: number;
}

function listed({ entries }: Verified): ReadonlyMap<string, Listed> {
  const found = new Map<string, Listed>();
  for (const { entity, stored } of entries) {
    if (stored.deleted || !entity.parse(stored.doc).ok) continue;
    for (const { sha256, bytes } of entity.files(stored.doc)) found.set(sha256, { id: stored.id, bytes });
  }
  return found;
}

async function checkFile(
  files: FileStore,
  association: string,
  sha256: string,
  { id, bytes }: Listed,
): Promise<readonly Finding[]> {
  const file = await files.get(association, sha256);
  // A device may still be sending it: said, for it may also be lost.
  if (file === undefined)
    return [{ id, kind: 'file-missing', words: `its file ${sha256} is not here (yet)` }];
  const hash = createHash('sha256');
  for await (const chunk of file.open() as AsyncIterable<Buffer>) hash.update(chunk);
  if (hash.digest('hex') !== sha256)
    return [{ id, kind: 'file-damaged', words: `its file ${sha256} is damaged` }];
  if (file.bytes === bytes) return [];
  const words = `its file ${sha256} has ${String(file.bytes)} bytes, and is said to have ${String(bytes)}`;
  return [{ id, kind: 'file-damaged', words }];
}

export async function checkFiles(all: Verified, files: FileStore): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  for (const [sha256, one] of listed(all))
    found.push(...(await checkFile(files, all.association, sha256, one)));
  return found;
}
