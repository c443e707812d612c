/**
 * Brings the audiences of some documents in step with what they depend on now, or archives them. Idempotent; writes only what
 * changed.
 */
import type { KeyIntervals } from '@communitrak/domain/core/acl.ts';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import { typeOf } from '@communitrak/domain/core/ids.ts';
import type { Key } from '@communitrak/domain/core/principal.ts';
import { archived, audienceUnder } from '../access/archived.ts';
import { mergeKeys } from '../access/key-intervals.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database, NewDoc } from '../ports/doc-store.ts';
import { needsOf } from './needed.ts';
import { sameAudience } from './same-audience.ts';
import { readStored, type StoredEnvelope } from '../access/stored-envelope.ts';
import { toStore } from './stored-document.ts';
import type { Registry, SyncLog } from './sync-service.ts';

const MAX_ROUNDS = 10;

export interface RewriteParts {
  readonly registry: Registry;
  readonly clock: Clock;
  readonly log: SyncLog;
}

async function readAll(database: Database, ids: readonly string[]): Promise<readonly StoredEnvelope[]> {
  const docs = await database.getMany([...new Set(ids)]);
  return [...docs.values()].map(readStored).filter((doc) => !doc.deleted);
}

/** What becomes of the audience that the entity gives. */
type Under = (keys: KeyIntervals, audience: readonly Key[]) => readonly Key[];

/** The document with the keys it should have; undefined when it has them. */
function corrected(
  { registry, clock, log }: RewriteParts,
  stored: StoredEnvelope,
  needed: ReadonlyMap<string, Envelope>,
  under: Under,
): NewDoc | undefined {
  const entity = registry.entityOf(stored.doc.type);
  if (entity === undefined || !entity.parse(stored.doc).ok) return undefined;
  const audience = under(stored.keys, entity.audience(stored.doc, needed));
  if (audience.length === 0) {
    log.error({ type: stored.doc.type }, 'an entity gave an empty audience: keys left as they are');
    return undefined;
  }
  const { doc, rev } = stored;
  const keys = mergeKeys(stored.keys, audience, clock());
  return sameAudience(keys, stored.keys) ? undefined : toStore({ doc, deleted: false, keys, rev });
}

async function rewrite(
  parts: RewriteParts,
  database: Database,
  ids: readonly string[],
  under: Under,
): Promise<void> {
  let open = ids;
  for (let round = 0; open.length > 0 && round < MAX_ROUNDS; round += 1) {
    const docs = await readAll(database, open);
    const named = docs.flatMap(({ doc }) => {
      const entity = parts.registry.entityOf(doc.type);
      return entity === undefined ? [] : needsOf(entity, doc);
    });
    const needed = new Map((await readAll(database, named)).map(({ id, doc }) => [id, doc]));
    const writes = docs.map((doc) => corrected(parts, doc, needed, under)).filter((doc) => doc !== undefined);
    const results = writes.length === 0 ? [] : await database.putMany(writes);
    open = results.filter(({ ok }) => !ok).map(({ id }) => id);
  }
  if (open.length > 0) throw new Error(`Audiences of ${open.length} documents kept changing`);
}

/** @param ids a bounded number of documents */
export function rewriteAudiences(
  parts: RewriteParts,
  database: Database,
  ids: readonly string[],
): Promise<void> {
  return rewrite(parts, database, ids, audienceUnder);
}

/** @param ids a bounded number of documents, of entities that are insert-only @throws TypeError for others */
export async function archiveDocuments(
  parts: RewriteParts,
  database: Database,
  ids: readonly string[],
): Promise<void> {
  const other = ids.find((id) => parts.registry.entityOf(typeOf(id))?.insertOnly !== true);
  if (other !== undefined)
    throw new TypeError(`${other} may still change: only what is insert-only is archived`);
  await rewrite(parts, database, ids, (_keys, audience) => archived(audience));
}
