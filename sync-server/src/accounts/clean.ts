/** Clears what has had its time: expired sessions, counters of past windows, one-time values. Nothing waits for it. */
import type { StoredDoc } from '../ports/doc-store.ts';
import { fieldsOf } from './change-doc.ts';
import { rowId, text } from './model.ts';
import type { ModelParts } from './model.ts';
import { endSession } from './session-model.ts';
import { WIPE_PREFIX } from './wipes.ts';

const PAGE = 500;

async function* everyDoc({ db }: ModelParts, prefix: string): AsyncGenerator<StoredDoc> {
  let startId = prefix;
  for (;;) {
    const page = await db.range({ startId, endId: `${prefix}\ufff0`, limit: PAGE });
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    startId = `${last._id}\u0000`;
  }
}

/** @returns how many documents were cleared. A document changed meanwhile is left for the next time. */
export async function clearExpired(parts: ModelParts): Promise<number> {
  const now = parts.clock();
  const today = new Date(now).toISOString();
  let cleared = 0;
  for await (const doc of everyDoc(parts, 'ses:')) {
    if (text(doc['expiresAt']) < today && (await endSession(parts, `ses:${rowId(doc._id)}`))) cleared += 1;
  }
  for (const prefix of ['try:', 'ver:', WIPE_PREFIX]) {
    for await (const doc of everyDoc(parts, prefix)) {
      const fields = fieldsOf(doc);
      const past = prefix === 'try:' ? Number(fields['until']) < now : text(fields['expiresAt']) < today;
      if (!past) continue;
      const result = await parts.db.put({ _id: doc._id, _rev: doc._rev, _deleted: true });
      cleared += result.ok ? 1 : 0;
    }
  }
  return cleared;
}
