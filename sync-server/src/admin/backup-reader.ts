/** Reads a backup line by line. A file that is cut short, changed, or of another version is told in words. */
import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { PassThrough } from 'node:stream';
import { AdminProblem } from './admin-problem.ts';
import { BACKUP_FORMAT, BACKUP_VERSION, parseLine, type BackupLine } from './backup-format.ts';

const NEWLINE = 0x0a;
/** A document has at most 256 KiB on the wire, a piece of a file less. */
const LONGEST_LINE = 64 * 1024 * 1024;

const damaged = (path: string, why: string): AdminProblem =>
  new AdminProblem(`${path} is damaged (${why}). Nothing was restored. Take another copy of it.`);

async function* chunksOf(path: string): AsyncGenerator<Buffer> {
  const out = new PassThrough();
  const fed = pipeline(createReadStream(path), createGunzip(), out);
  fed.catch(() => undefined);
  try {
    for await (const chunk of out as AsyncIterable<Buffer>) yield chunk;
    await fed;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code.startsWith('Z_'))
      throw damaged(path, code === 'Z_BUF_ERROR' ? 'cut short' : 'not what was written');
    throw error;
  } finally {
    out.destroy();
  }
}

/** Lines without their newline; a last one without newline is given with `whole` false. */
async function* linesOf(path: string): AsyncGenerator<{ readonly text: string; readonly whole: boolean }> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunksOf(path)) {
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      yield { text: Buffer.concat([rest, chunk.subarray(from, at)]).toString(), whole: true };
      rest = Buffer.alloc(0);
      from = at + 1;
    }
    rest = Buffer.concat([rest, chunk.subarray(from)]);
    if (rest.length > LONGEST_LINE) throw damaged(path, 'a line without end');
  }
  if (rest.length > 0) yield { text: rest.toString(), whole: false };
}

function checkHeader(path: string, line: BackupLine | undefined): void {
  if (line?.kind !== 'header' || line.format !== BACKUP_FORMAT) {
    throw new AdminProblem(`${path} is no backup of Communitrak.`);
  }
  if (line.version !== BACKUP_VERSION) {
    throw new AdminProblem(
      `${path} was written by another version of Communitrak (its format is ${String(line.version)}, ` +
        `this one reads ${String(BACKUP_VERSION)}). Restore it with that version.`,
    );
  }
}

async function refuseAbsent(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile() !== true) throw new AdminProblem(`There is no file ${path}.`);
}

type Given = Exclude<BackupLine, { kind: 'end' }>;

/** The line in turn; undefined for the last one, which vouches for the others. */
function inTurn(path: string, text: string, whole: boolean, before: Before): Given | undefined {
  const line = whole ? parseLine(text) : undefined;
  if (before.lines === 0) checkHeader(path, line);
  if (before.ended || line === undefined) throw damaged(path, whole ? 'a line that is none' : 'cut short');
  if (line.kind !== 'end') return line;
  const vouches = line.lines === before.lines && line.sha256 === before.hash.digest('hex');
  if (!vouches) throw damaged(path, 'its checksum differs');
  return undefined;
}

interface Before {
  readonly hash: Hash;
  lines: number;
  ended: boolean;
}

/** Every line but the last. @throws AdminProblem, also after having given lines */
export async function* readBackup(path: string): AsyncGenerator<Given> {
  await refuseAbsent(path);
  const before: Before = { hash: createHash('sha256'), lines: 0, ended: false };
  for await (const { text, whole } of linesOf(path)) {
    const line = inTurn(path, text, whole, before);
    if (line === undefined) {
      before.ended = true;
      continue;
    }
    before.hash.update(`${text}\n`);
    before.lines += 1;
    yield line;
  }
  if (before.lines === 0) throw new AdminProblem(`${path} is no backup of Communitrak.`);
  if (!before.ended) throw damaged(path, 'cut short');
}
