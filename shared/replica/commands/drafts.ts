/** What is being written and not yet posted. Survives reload, crash, update, sign-out (not a wipe) and a week offline. */
import { map } from 'rxjs';
import { isoInstant } from '@communitrak/domain/core/dates.ts';
import { dropDraftPhotos } from '../files/draft-photos.ts';
import { liveQuery } from '../queries/live.ts';
import type { Query } from '../queries/query.ts';
import type { Replica } from '../replica.ts';

const idOf = (key: string): string => `draft:${key}`;

/**
 * @param value plain JSON
 * @param writer names the window that writes: another one that has the same draft open learns that it was not itself
 */
export function saveDraft(replica: Replica, key: string, value: unknown, writer = ''): Promise<void> {
  const { local } = replica.parts;
  const data = writer === '' ? { value } : { value, writer };
  return local.put({ id: idOf(key), kind: 'draft', at: isoInstant(replica.clock()), data });
}

/** As it is now: for whoever adds to it. Null: there is none. */
export async function readDraft(replica: Replica, key: string): Promise<unknown> {
  return (await replica.parts.local.get(idOf(key)))?.data['value'] ?? null;
}

/** The words alone; the draft's photos stay. */
export function forgetDraft(replica: Replica, key: string): Promise<void> {
  return replica.parts.local.forget(idOf(key));
}

/** Also lets go of the draft's photos. */
export async function dropDraft(replica: Replica, key: string): Promise<void> {
  await forgetDraft(replica, key);
  await dropDraftPhotos(replica.parts.files, key);
}

export interface WrittenDraft {
  readonly value: unknown;
  /** '' where nobody has said. */
  readonly writer: string;
}

/** With who wrote it. Null: there is none. */
export function writtenDraft(replica: Replica, key: string): Query<WrittenDraft | null> {
  return liveQuery<WrittenDraft | null>(replica, `written-${idOf(key)}`, () =>
    replica.parts.local.watch(idOf(key)).pipe(
      map((doc) => {
        if (doc === undefined) return null;
        const { value, writer } = doc.data;
        return { value, writer: typeof writer === 'string' ? writer : '' };
      }),
    ),
  );
}

/** Null: there is none. */
export function draft(replica: Replica, key: string): Query<unknown> {
  return liveQuery<unknown>(replica, idOf(key), () =>
    replica.parts.local.watch(idOf(key)).pipe(map((doc) => doc?.data['value'] ?? null)),
  );
}
