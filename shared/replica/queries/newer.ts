/** Whether this device holds a document that it is too old to read: kept, and said, instead of "not here". */
import { map } from 'rxjs';
import { entityOf } from '@communitrak/domain/registry.ts';
import type { Replica } from '../replica.ts';
import { liveQuery } from './live.ts';
import type { Query } from './query.ts';

export function needsNewerApp(replica: Replica, id: string): Query<boolean> {
  return liveQuery<boolean>(replica, `newer:${id}`, () =>
    replica.parts.documents
      .watch(id)
      .pipe(map((doc) => doc !== undefined && doc.version > (entityOf(doc.type)?.version ?? 0))),
  );
}
