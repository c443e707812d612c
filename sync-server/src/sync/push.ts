/**
 * Answers a push: a verdict for each row, in order, each judged against what is stored now and with rights read now; later
 * rows see what earlier ones wrote. A row never fails its batch. Only the store's absence rejects.
 */
import { stubOf } from '@communitrak/domain/core/envelope.ts';
import { typeOf } from '@communitrak/domain/core/ids.ts';
import { refuse } from '@communitrak/domain/core/verdict.ts';
import type { PushAnswer, PushRequest, PushVerdict } from '@communitrak/protocol/push.ts';
import { PROTOCOL_FLOOR } from '@communitrak/protocol/version.ts';
import { NOT_ALLOWED } from '../access/decide.ts';
import { NoSuchMember } from '../access/no-such-member.ts';
import type { Known } from '../access/principals.ts';
import type { Database } from '../ports/doc-store.ts';
import { Documents } from './documents.ts';
import { judge, refusedWith, type Judgement } from './judge.ts';
import { needsOf } from './needed.ts';
import { parseRow, type BadRow, type GoodRow, type ParsedRow } from './push-row.ts';
import { wireOf } from './stored-document.ts';
import type { Caller } from './sync-service.ts';
import { writeRow, type WriteParts } from './write-row.ts';

/** Rights and documents are read together for so many rows: few reads, and rights never older than these rows. */
const ROWS_AT_ONCE = 50;
const MAX_ATTEMPTS = 20;

interface Batch {
  readonly parts: WriteParts;
  readonly who: Caller;
  readonly database: Database;
  readonly documents: Documents;
  known: Known;
}

async function rightsNow({ rules, principals }: WriteParts, who: Caller): Promise<Known> {
  const known = await rules.rightsForPush(principals, who);
  if (known === undefined) throw new NoSuchMember(`No member ${who.member}`);
  return known;
}

/** A refusal that needs no store, with the version to show instead. */
function refuseBad({ parts, documents, known }: Batch, { id, refusal }: BadRow): PushVerdict {
  const stored = parts.registry.entityOf(typeOf(id)) === undefined ? undefined : documents.get(id);
  const seen = stored !== undefined && parts.rules.visible(known.rights, stored);
  return refusedWith(id, refusal, seen ? wireOf(stored) : stubOf(id));
}

/** A rule that throws is our fault: the row is refused, so that its text is kept, and the batch goes on. */
function judgeSafely({ parts, documents, known, who }: Batch, row: GoodRow): Judgement {
  const { rules, clock, log } = parts;
  try {
    return judge({ row, known, lookup: (id) => documents.get(id), rules, now: clock() });
  } catch (error) {
    log.error({ error, association: who.association, type: row.entity.type }, 'a rule threw: row refused');
    return { kind: 'answer', verdict: refusedWith(row.id, NOT_ALLOWED, stubOf(row.id)) };
  }
}

async function waitFor({ parts, database, who }: Batch, row: GoodRow): Promise<PushVerdict> {
  const late = await parts.lateRows.tooLate(database, who.member, row.id);
  if (!late) return { id: row.id, verdict: 'retry' };
  await parts.lateRows.settled(database, who.member, row.id);
  return refusedWith(row.id, refuse('missing-document'), stubOf(row.id));
}

/** Everything the row's rules look at: its own document, what it names, what the stored version names. */
async function load(documents: Documents, rows: readonly GoodRow[]): Promise<void> {
  const named = (row: GoodRow): readonly string[] => (row.next._deleted ? [] : needsOf(row.entity, row.next));
  await documents.load(rows.flatMap((row) => [row.id, ...named(row)]));
  await documents.load(rows.flatMap((row) => needsOf(row.entity, documents.get(row.id)?.doc)));
}

async function pushRow(batch: Batch, row: GoodRow): Promise<PushVerdict> {
  const { parts, who, database, documents } = batch;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const judgement = judgeSafely(batch, row);
    if (judgement.kind === 'missing') return waitFor(batch, row);
    if (judgement.kind === 'answer') return judgement.verdict;
    const written = await writeRow(parts, {
      who,
      database,
      documents,
      known: batch.known,
      row,
      write: judgement,
    });
    if (written !== undefined) {
      await parts.lateRows.settled(database, who.member, row.id);
      // It may have changed what its own author may do next.
      if (row.entity.givesRights) batch.known = await rightsNow(parts, who);
      return written;
    }
    // Someone else was faster: from the beginning, with what is there now and today's rights.
    documents.forget(row.id);
    batch.known = await rightsNow(parts, who);
    await load(documents, [row]);
  }
  return { id: row.id, verdict: 'retry' };
}

function parsed(request: PushRequest, { registry }: WriteParts): readonly ParsedRow[] {
  const rows = request.rows.map((raw) => parseRow(raw, request.collection, registry));
  if (request.protocol >= PROTOCOL_FLOOR) return rows;
  // Taken and refused with the reason, so that nothing written on an old app is lost.
  return rows.map(({ id }) => ({ ok: false, id, refusal: { ok: false, code: 'app-too-old' } }));
}

async function pushSome(batch: Batch, rows: readonly ParsedRow[]): Promise<PushVerdict[]> {
  const bad = rows.filter((row) => !row.ok && batch.parts.registry.entityOf(typeOf(row.id)) !== undefined);
  await batch.documents.load(bad.map(({ id }) => id));
  await load(
    batch.documents,
    rows.filter((row) => row.ok),
  );
  const verdicts: PushVerdict[] = [];
  for (const row of rows) verdicts.push(row.ok ? await pushRow(batch, row) : refuseBad(batch, row));
  return verdicts;
}

/** @param database of the caller's association */
export async function push(
  parts: WriteParts,
  who: Caller,
  request: PushRequest,
  database: Database,
): Promise<PushAnswer> {
  const rows = parsed(request, parts);
  const verdicts: PushVerdict[] = [];
  let known = await rightsNow(parts, who);
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    if (from > 0) known = await rightsNow(parts, who);
    const batch: Batch = { parts, who, database, known, documents: new Documents(database) };
    verdicts.push(...(await pushSome(batch, rows.slice(from, from + ROWS_AT_ONCE))));
  }
  return { rows: verdicts };
}
