/** What a member may do with several requests, asked once: before acting on them. Each act is judged again when it is done. */
import { requestEntity } from '@communitrak/domain/requests/index.ts';
import { principalOf } from '../principal.ts';
import type { Replica } from '../replica.ts';
import { remembered } from './read.ts';
import type { RequestRights } from './request-rows.ts';
import { rightsOf } from './request-view.ts';

/** By id; a request that is not here any more is absent. */
export async function requestRights(
  replica: Replica,
  ids: readonly string[],
): Promise<ReadonlyMap<string, RequestRights>> {
  const { parts, clock } = replica;
  const session = parts.session$.getValue();
  const principal = principalOf(session);
  const docs = await Promise.all(ids.map((id) => parts.documents.get(id)));
  return new Map(
    docs.flatMap((doc) => {
      const request = doc === undefined ? undefined : remembered(requestEntity.read)(doc);
      if (request === undefined) return [];
      return [[request.id, rightsOf(principal, session.state === 'active', request, clock())] as const];
    }),
  );
}
