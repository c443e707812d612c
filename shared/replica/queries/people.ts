/** Live reads of people and households. */
import { combineLatest, map, type Observable } from 'rxjs';
import { householdsOf } from '@communitrak/domain/core/principal.ts';
import { householdLinkEntity } from '@communitrak/domain/household-links/index.ts';
import { displayName, memberEntity, memberRoleEntity } from '@communitrak/domain/members/index.ts';
import type { ReplicaParts } from '../parts.ts';
import type { Replica } from '../replica.ts';
import { liveQuery } from './live.ts';
import type { Query } from './query.ts';
import { watchAll, watchHouseholds, watchPlaces } from './read.ts';

export interface Assignable {
  /** Member's local id. */
  readonly member: string;
  readonly name: string;
}

export interface HouseholdRow {
  /** Household's local id. */
  readonly household: string;
  readonly name: string;
  readonly address: string;
  readonly role: 'head' | 'member' | 'tenant' | '';
}

export interface MyCard {
  readonly member: string;
  readonly name: string;
  readonly roles: readonly ('office' | 'board' | 'lead')[];
}

const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  a.name.localeCompare(b.name);

/** Office and board: whom a request can be assigned to. By name. */
export function staff(replica: Replica): Query<readonly Assignable[]> {
  const { parts } = replica;
  return liveQuery(replica, 'staff', () =>
    combineLatest([watchAll(parts, memberRoleEntity), watchAll(parts, memberEntity)]).pipe(
      map(([roles, cards]) => {
        const names = new Map(
          cards.filter(({ body }) => body.state === 'active').map(({ id, body }) => [id, displayName(body)]),
        );
        return roles
          .filter(({ body }) => body.roles.some((role) => role === 'office' || role === 'board'))
          .map(({ body }) => ({ member: body.member, name: names.get(`member:${body.member}`) ?? '' }))
          .filter(({ name }) => name !== '')
          .sort(byName);
      }),
    ),
  );
}

export function watchMyHouseholds(parts: ReplicaParts): Observable<readonly HouseholdRow[]> {
  return combineLatest([
    parts.principal$,
    watchHouseholds(parts),
    watchPlaces(parts),
    watchAll(parts, householdLinkEntity),
  ]).pipe(
    map(([principal, households, places, links]) => {
      const roles = new Map(
        links
          .filter(({ body }) => body.member === principal.member && body.to === undefined)
          .map(({ body }) => [body.household, body.role]),
      );
      return householdsOf(principal)
        .map((household) => {
          const facts = households.get(`household:${household}`);
          const address = places.get(facts?.property ?? '') ?? '';
          return { household, name: facts?.name ?? '', address, role: roles.get(household) ?? ('' as const) };
        })
        .filter(({ name }) => name !== '')
        .sort(byName);
    }),
  );
}

export function myHouseholds(replica: Replica): Query<readonly HouseholdRow[]> {
  return liveQuery(replica, 'my-households', () => watchMyHouseholds(replica.parts));
}

const ROLES = ['office', 'board', 'lead'] as const;

export function myCard(replica: Replica): Query<MyCard> {
  return liveQuery(replica, 'my-card', () =>
    replica.parts.principal$.pipe(
      map(({ member, name, keys }) => ({ member, name, roles: ROLES.filter((role) => keys.has(role)) })),
    ),
  );
}
