/** How the association is reached: where a check is sent, whom one calls. */
import { map } from 'rxjs';
import { associationEntity } from '@communitrak/domain/associations/index.ts';
import type { Replica } from '../replica.ts';
import { liveQuery } from './live.ts';
import type { Query } from './query.ts';

export interface Office {
  readonly name: string;
  /** Line by line; none where nobody has entered it. */
  readonly address: readonly string[];
  readonly phone: string;
  readonly email: string;
}

export function office(replica: Replica): Query<Office> {
  const { parts, session, associationName } = replica;
  return liveQuery(replica, 'office', () =>
    parts.documents.watch(`association:${session.id}`).pipe(
      map((doc) => {
        const body = associationEntity.read(doc)?.body;
        if (body === undefined) return { name: associationName, address: [], phone: '', email: '' };
        const { street, unit, city, state, zip } = body.address;
        const town = [city, [state, zip].filter(Boolean).join(' ')].filter(Boolean).join(', ');
        return {
          name: body.name,
          address: [[street, unit].filter(Boolean).join(', '), town].filter(Boolean),
          phone: body.phone,
          email: body.email,
        };
      }),
    ),
  );
}
