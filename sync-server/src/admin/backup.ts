/**
 * `backup`: one or all associations into one file, while the server goes on. Consistent: everything is read to a position
 * of the change feed, then what changed since, again and again until nothing has; a file listed by a document that came
 * meanwhile is taken with it.
 */
import type { Database, StoredDoc } from '../ports/doc-store.ts';
import { databaseName } from '../ports/database-names.ts';
import { AdminProblem } from './admin-problem.ts';
import { BACKUP_FORMAT, BACKUP_VERSION, type KeptDoc } from './backup-format.ts';
import { openBackupWriter, type BackupWriter } from './backup-writer.ts';
import { readSince } from './everything.ts';
import type { AdminParts } from './parts.ts';

/** Of a file, in one line; divisible by 3, so that no line of base64 is padded in the middle. */
const PIECE_BYTES = 192 * 1024;
/** Each round is as long as the last one's changes take to read; a server that outruns this many writes without pause. */
const MAX_ROUNDS = 100;
/** Made anew by whoever reads a restored database first: by it devices notice that it is another one. */
const NOT_KEPT: ReadonlySet<string> = new Set(['meta:identity', 'meta:restore']);

interface Section {
  readonly association: string;
  readonly database: Database;
  readonly writer: BackupWriter;
  readonly written: Set<string>;
  docs: number;
}

function kept({ _rev, ...doc }: StoredDoc): KeptDoc {
  return doc;
}

async function writeChanges(parts: AdminParts, section: Section, since: string): Promise<string> {
  let last = since;
  for await (const page of readSince(section.database, parts.store.topology, since)) {
    for (const doc of page.docs) {
      if (NOT_KEPT.has(doc._id)) continue;
      await section.writer.write({ kind: 'doc', doc: kept(doc) });
      section.docs += 1;
    }
    last = page.last;
    if (section.docs > 0) parts.tell(`${section.association}: ${String(section.docs)} documents`);
  }
  return last;
}

async function writeFile(parts: AdminParts, section: Section, sha256: string): Promise<void> {
  const file = await parts.files.get(section.association, sha256);
  // Cleared in this moment, because no document lists it any more.
  if (file === undefined) return;
  section.written.add(sha256);
  await section.writer.write({ kind: 'file', sha256, bytes: file.bytes });
  let rest = Buffer.alloc(0);
  const put = (piece: Buffer): Promise<void> =>
    section.writer.write({ kind: 'bytes', data: piece.toString('base64') });
  for await (const chunk of file.open() as AsyncIterable<Buffer>) {
    rest = Buffer.concat([rest, chunk]);
    for (; rest.length >= PIECE_BYTES; rest = rest.subarray(PIECE_BYTES))
      await put(rest.subarray(0, PIECE_BYTES));
  }
  if (rest.length > 0) await put(rest);
}

/** Those that were not written yet. */
async function writeFiles(parts: AdminParts, section: Section): Promise<void> {
  const before = section.written.size;
  for await (const { sha256 } of parts.files.list(section.association)) {
    if (!section.written.has(sha256)) await writeFile(parts, section, sha256);
  }
  if (section.written.size > before)
    parts.tell(`${section.association}: ${String(section.written.size)} files`);
}

async function writeAssociation(parts: AdminParts, section: Section): Promise<void> {
  const { association, writer } = section;
  await writer.write({ kind: 'association', id: association });
  let since = await writeChanges(parts, section, '0');
  await writeFiles(parts, section);
  for (let round = 0; ; round += 1) {
    if (round === MAX_ROUNDS) {
      throw new AdminProblem(`${association} keeps changing while it is read. Try again at a quieter time.`);
    }
    const before = section.docs;
    since = await writeChanges(parts, section, since);
    if (section.docs === before) break;
    await writeFiles(parts, section);
  }
  for await (const account of parts.accounts.of(association))
    await writer.write({ kind: 'account', account });
}

async function openAll(
  parts: AdminParts,
  associations: readonly string[],
): Promise<readonly (readonly [string, Database])[]> {
  const found: (readonly [string, Database])[] = [];
  for (const association of associations) {
    const database = await parts.store.open(databaseName(association), { create: false });
    if (database === undefined) throw new AdminProblem(`There is no association ${association} here.`);
    found.push([association, database]);
  }
  return found;
}

/** @throws AdminProblem when one is not there, or the file is; then nothing is left behind */
export async function backup(
  parts: AdminParts,
  associations: readonly string[],
  path: string,
): Promise<{ readonly docs: number; readonly files: number; readonly bytes: number }> {
  const databases = await openAll(parts, associations);
  if (databases.length === 0) throw new AdminProblem('There is no association here.');
  const writer = await openBackupWriter(path);
  try {
    const made = new Date(parts.clock()).toISOString();
    await writer.write({
      kind: 'header',
      format: BACKUP_FORMAT,
      version: BACKUP_VERSION,
      made,
      associations,
    });
    const total = { docs: 0, files: 0 };
    for (const [association, database] of databases) {
      const section: Section = { association, database, writer, written: new Set(), docs: 0 };
      await writeAssociation(parts, section);
      total.docs += section.docs;
      total.files += section.written.size;
    }
    return { ...total, bytes: await writer.end() };
  } catch (error) {
    await writer.drop();
    throw error;
  }
}
