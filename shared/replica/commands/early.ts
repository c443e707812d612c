/**
 * The rule asked early, with what this device has: courteous, never final. What it cannot decide here (a needed document
 * that this device does not hold) is left to the server.
 */
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import { entityOf } from '@communitrak/domain/registry.ts';
import { ALLOWED, refuse, type Verdict } from '@communitrak/domain/core/verdict.ts';
import type { Replica } from '../replica.ts';

async function neededBy(
  replica: Replica,
  ids: readonly string[],
  also: ReadonlyMap<string, Envelope>,
): Promise<ReadonlyMap<string, Envelope>> {
  const found = await Promise.all(
    ids.map(async (id) => [id, also.get(id) ?? (await replica.parts.documents.get(id))] as const),
  );
  return new Map(found.flatMap(([id, doc]) => (doc === undefined ? [] : [[id, doc] as const])));
}

async function judge(
  replica: Replica,
  after: Envelope,
  also: ReadonlyMap<string, Envelope>,
): Promise<Verdict> {
  const entity = entityOf(after.type);
  if (entity === undefined) return refuse('unknown-type');
  const parsed = entity.parse(after);
  if (!parsed.ok) return parsed.newer ? refuse('newer-version') : refuse('invalid', parsed.faults[0]);
  const before = await replica.parts.documents.get(after.id);
  // Kept as it is: what this app does not know of it would be lost.
  if (before !== undefined && before.version > entity.version) return refuse('newer-version');
  const ids = [...entity.needs(after), ...(before === undefined ? [] : entity.needs(before))];
  const needed = await neededBy(replica, [...new Set(ids)], also);
  const verdict = entity.mayWrite(replica.principal, { before, after, needed, now: replica.clock() });
  return !verdict.ok && verdict.code === 'missing-document' ? ALLOWED : verdict;
}

/** Of documents to be written together, in their order: each may need those before it. The first refusal. */
export async function judgeEarly(replica: Replica, docs: readonly Envelope[]): Promise<Verdict> {
  const also = new Map<string, Envelope>();
  for (const doc of docs) {
    const verdict = await judge(replica, doc, also);
    if (!verdict.ok) return verdict;
    also.set(doc.id, doc);
  }
  return ALLOWED;
}
