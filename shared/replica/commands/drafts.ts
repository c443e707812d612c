/** What is being written and not yet posted. Survives reload, crash, update, sign-out (not a wipe) and a week offline. */
import { map } from 'rxjs';
import { isoInstant } from '@communitrak/domain/core/dates.ts';
import { dropDraftPhotos } from '../files/draft-photos.ts';
import { liveQuery } from '../queries/live.ts';
import type { Query } from '../queries/query.ts';
import type { Replica } from '../replica.ts';

const idOf = (key: string): string => `draft:${key}`;

/** @param value plain JSON */
export function saveDraft(replica: Replica, key: string, value: unknown): Promise<void> {
  const { local } = replica.parts;
  return local.put({ id: idOf(key), kind: 'draft', at: isoInstant(replica.clock()), data: { value } });
}

/** Also lets go of the draft's photos. */
export async function dropDraft(replica: Replica, key: string): Promise<void> {
  await replica.parts.local.forget(idOf(key));
  await dropDraftPhotos(replica.parts.files, key);
}

/** Null: there is none. */
export function draft(replica: Replica, key: string): Query<unknown> {
  return liveQuery<unknown>(replica, idOf(key), () =>
    replica.parts.local.watch(idOf(key)).pipe(map((doc) => doc?.data['value'] ?? null)),
  );
}
