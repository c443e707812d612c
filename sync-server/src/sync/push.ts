/**
 * Answers a push: a verdict for each row, in order, each judged against what is stored now and with rights read now. A row
 * never fails its batch. Only the store's absence rejects.
 */
import { stubOf } from '@communitrak/domain/core/envelope.ts';
import { typeOf } from '@communitrak/domain/core/ids.ts';
import type { PushAnswer, PushRequest, PushVerdict } from '@communitrak/protocol/push.ts';
import { PROTOCOL_FLOOR } from '@communitrak/protocol/version.ts';
import type { Database } from '../ports/doc-store.ts';
import { refusedWith } from './judge.ts';
import { PushBatch, rightsNow } from './push-batch.ts';
import { parseRow, type BadRow, type ParsedRow } from './push-row.ts';
import { wireOf } from './stored-document.ts';
import type { Caller } from './sync-service.ts';
import type { WriteParts } from './write-rows.ts';

/** Rights and documents are read together for so many rows: few reads, and rights never older than these rows. */
const ROWS_AT_ONCE = 50;

function parsed(request: PushRequest, { registry }: WriteParts): readonly ParsedRow[] {
  const rows = request.rows.map((raw) => parseRow(raw, request.collection, registry));
  if (request.protocol >= PROTOCOL_FLOOR) return rows;
  // Taken and refused with the reason, so that nothing written on an old app is lost.
  return rows.map(({ id }) => ({ ok: false, id, refusal: { ok: false, code: 'app-too-old' } }));
}

/** A refusal that needs no rule, with the version to show instead. */
function refuseBad(batch: PushBatch, { id, refusal }: BadRow): PushVerdict {
  const seen = batch.seen(id);
  return refusedWith(id, refusal, seen === undefined ? stubOf(id) : wireOf(seen));
}

async function pushSome(
  { registry }: WriteParts,
  batch: PushBatch,
  rows: readonly ParsedRow[],
): Promise<readonly PushVerdict[]> {
  const known = rows.filter((row) => registry.entityOf(typeOf(row.id)) !== undefined);
  await batch.documents.load(known.map(({ id }) => id));
  await batch.load(rows.filter((row) => row.ok));
  for (const [index, row] of rows.entries()) {
    if (row.ok) await batch.take(index, row);
    else batch.answer(index, refuseBad(batch, row));
  }
  await batch.flush();
  return batch.verdicts(rows.length);
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
  let rights = await rightsNow(parts, who);
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    if (from > 0) rights = await rightsNow(parts, who);
    const batch = new PushBatch(parts, who, database, rights);
    verdicts.push(...(await pushSome(parts, batch, rows.slice(from, from + ROWS_AT_ONCE))));
  }
  return { rows: verdicts };
}
