/** The records that this member has opened lately on this device. Ids alone: what they are called is read where they lie. */
import { map } from 'rxjs';
import { isoInstant } from '@communitrak/domain/core/dates.ts';
import { liveQuery } from '../queries/live.ts';
import type { Query } from '../queries/query.ts';
import type { Replica } from '../replica.ts';

const RECENTS = 'recents';
const MOST = 12;

function idsIn(data: Readonly<Record<string, unknown>> | undefined): readonly string[] {
  const ids: readonly unknown[] = Array.isArray(data?.['ids']) ? data['ids'] : [];
  return ids.filter((id) => typeof id === 'string');
}

export async function noteOpened(replica: Replica, id: string): Promise<void> {
  const { local } = replica.parts;
  const known = idsIn((await local.get(RECENTS))?.data);
  if (known[0] === id) return;
  const ids = [id, ...known.filter((one) => one !== id)].slice(0, MOST);
  await local.put({ id: RECENTS, kind: RECENTS, at: isoInstant(replica.clock()), data: { ids } });
}

/** Documents' ids, the latest first. */
export function recents(replica: Replica): Query<readonly string[]> {
  return liveQuery(replica, RECENTS, () =>
    replica.parts.local.watch(RECENTS).pipe(map((doc) => idsIn(doc?.data))),
  );
}
