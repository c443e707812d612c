/**
 * `restore`: a backup into a place where there is nothing. The whole file is read and its checksum verified before
 * anything is written. While an association is being restored a mark in its database hides it from every server
 * (`sync/databases.ts`); what a cut-off restore left has that mark, and is removed by the next one. The database gets no
 * identity of the old one: devices notice that it is another, and compare what they hold.
 */
import { Readable } from 'node:stream';
import type { Database, NewDoc } from '../ports/doc-store.ts';
import { databaseName, RESTORE_MARK } from '../ports/database-names.ts';
import { AdminProblem } from './admin-problem.ts';
import type { BackupLine, KeptDoc } from './backup-format.ts';
import { readBackup } from './backup-reader.ts';
import type { AdminParts } from './parts.ts';
import { renameAssociation } from './rename-association.ts';

const AT_ONCE = 500;
const ASSOCIATION = /^[a-z0-9][a-z0-9-]{0,79}$/;

interface Contents {
  readonly associations: readonly string[];
  /** By association: where the last version of each document is, counted in documents. */
  readonly last: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/** Reads everything once. @throws AdminProblem when it is not whole */
async function check(path: string): Promise<Contents> {
  const last = new Map<string, Map<string, number>>();
  let associations: readonly string[] = [];
  let section = new Map<string, number>();
  let count = 0;
  for await (const line of readBackup(path)) {
    if (line.kind === 'header') associations = line.associations;
    if (line.kind === 'association') {
      section = new Map();
      count = 0;
      last.set(line.id, section);
    }
    if (line.kind === 'doc') {
      section.set(line.doc._id, count);
      count += 1;
    }
  }
  return { associations, last };
}

async function isUnfinished(database: Database): Promise<boolean> {
  const mark = await database.get(RESTORE_MARK);
  return mark !== undefined && mark._deleted !== true;
}

/** @throws AdminProblem when something is there; removes what a cut-off restore left */
async function clearPlace({ store, tell }: AdminParts, association: string): Promise<void> {
  const name = databaseName(association);
  const there = await store.open(name, { create: false });
  if (there === undefined) return;
  if (!(await isUnfinished(there))) {
    throw new AdminProblem(
      `There is an association ${association} here already, and it is left as it is. ` +
        'Restore under another id with --as, or into an empty store.',
    );
  }
  tell(`${association}: what a restore that was cut off had left is removed`);
  await store.drop(name);
}

interface Target {
  readonly from: string;
  readonly to: string;
  readonly database: Database;
  readonly last: ReadonlyMap<string, number>;
  /** Written last: without them nobody is a member. */
  readonly acls: NewDoc[];
  waiting: NewDoc[];
  seen: number;
  written: number;
}

async function writeAll(target: Target, docs: readonly NewDoc[]): Promise<void> {
  for (const result of await target.database.putMany(docs)) {
    if (!result.ok) throw new Error(`${result.id} could not be written: ${result.reason}`);
  }
  target.written += docs.length;
}

async function flush(target: Target, from: number): Promise<void> {
  if (target.waiting.length < from) return;
  const { waiting } = target;
  target.waiting = [];
  await writeAll(target, waiting);
}

async function takeDoc(parts: AdminParts, target: Target, doc: KeptDoc): Promise<void> {
  const isLast = target.last.get(doc._id) === target.seen;
  target.seen += 1;
  if (!isLast) return;
  const renamed = renameAssociation(doc, target.from, target.to, parts.registry);
  (renamed._id.startsWith('acl:') ? target.acls : target.waiting).push(renamed);
  await flush(target, AT_ONCE);
  if (target.seen % (AT_ONCE * 10) === 0) parts.tell(`${target.to}: ${String(target.seen)} documents`);
}

type Lines = AsyncIterator<BackupLine>;

async function takeFile(parts: AdminParts, target: Target, lines: Lines, sha256: string, bytes: number) {
  async function* pieces(): AsyncGenerator<Buffer> {
    for (let left = bytes; left > 0;) {
      const next = await lines.next();
      if (next.done === true || next.value.kind !== 'bytes')
        throw new Error(`the bytes of ${sha256} end early`);
      const piece = Buffer.from(next.value.data, 'base64');
      left -= piece.length;
      yield piece;
    }
  }
  const stored = await parts.files.put(target.to, Readable.from(pieces()), bytes);
  if (stored.sha256 !== sha256) {
    parts.tell(`${target.to}: the file ${sha256} was damaged before it was backed up, and is left out`);
    await parts.files.delete(target.to, stored.sha256);
  }
}

async function begin(parts: AdminParts, contents: Contents, from: string, to: string): Promise<Target> {
  const database = await parts.store.open(databaseName(to), { create: true });
  if (database === undefined) throw new Error(`the store did not create ${databaseName(to)}`);
  await database.put({ _id: RESTORE_MARK, at: parts.clock() });
  const last = contents.last.get(from) ?? new Map<string, number>();
  return { from, to, database, last, acls: [], waiting: [], seen: 0, written: 0 };
}

async function finish(parts: AdminParts, target: Target): Promise<void> {
  await flush(target, 1);
  for (let at = 0; at < target.acls.length; at += AT_ONCE) {
    await writeAll(target, target.acls.slice(at, at + AT_ONCE));
  }
  const mark = await target.database.get(RESTORE_MARK);
  // It keeps its time, by which what came out of the backup is told from what is written from now on.
  if (mark !== undefined) await target.database.put({ ...mark, _deleted: true });
  parts.tell(`${target.to}: restored, ${String(target.written)} documents`);
}

async function takeLine(parts: AdminParts, target: Target, lines: Lines, line: BackupLine): Promise<void> {
  if (line.kind === 'doc') await takeDoc(parts, target, line.doc);
  else if (line.kind === 'file') await takeFile(parts, target, lines, line.sha256, line.bytes);
  else if (line.kind === 'account') await parts.accounts.put(line.account, target.to);
}

async function writeBackup(parts: AdminParts, path: string, contents: Contents, as: string | undefined) {
  const lines: Lines = readBackup(path)[Symbol.asyncIterator]();
  let target: Target | undefined;
  for (let next = await lines.next(); next.done !== true; next = await lines.next()) {
    const line = next.value;
    if (line.kind === 'association') {
      if (target !== undefined) await finish(parts, target);
      target = await begin(parts, contents, line.id, as ?? line.id);
    } else if (target !== undefined) {
      await takeLine(parts, target, lines, line);
    }
  }
  if (target !== undefined) await finish(parts, target);
}

/**
 * @param as another id for the one association of the file
 * @returns the associations that are there now
 * @throws AdminProblem when nothing was written: the file is not whole, or something is in its place
 */
export async function restore(parts: AdminParts, path: string, as?: string): Promise<readonly string[]> {
  if (as !== undefined && !ASSOCIATION.test(as)) {
    throw new AdminProblem(`"${as}" cannot be an association's id: lower-case letters, digits and "-".`);
  }
  const contents = await check(path);
  const { associations } = contents;
  if (as !== undefined && associations.length !== 1) {
    throw new AdminProblem(
      `--as needs a backup of one association; ${path} has ${String(associations.length)}.`,
    );
  }
  const targets = as === undefined ? associations : [as];
  // All of them before the first is touched.
  for (const target of targets) await clearPlace(parts, target);
  await writeBackup(parts, path, contents, as);
  return targets;
}
