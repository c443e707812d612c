/** Live read of the parts of the app that the association does not use. */
import { map } from 'rxjs';
import { associationEntity } from '@communitrak/domain/associations/index.ts';
import { makeId } from '@communitrak/domain/core/ids.ts';
import type { Replica } from '../replica.ts';
import { liveQuery } from './live.ts';
import type { Query } from './query.ts';

/** By their keys; none before the association's document is here. */
export function modulesOff(replica: Replica): Query<readonly string[]> {
  const id = makeId('association', replica.session.id);
  return liveQuery(replica, 'modules-off', () =>
    replica.parts.documents.watch(id).pipe(map((doc) => associationEntity.read(doc)?.body.modulesOff ?? [])),
  );
}
