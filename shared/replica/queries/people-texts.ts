/** All words by which a member and a place of the association are found, as far as this member may see them. */
import { combineLatest, map, type Observable } from 'rxjs';
import { householdLinkEntity } from '@communitrak/domain/household-links/index.ts';
import { householdEntity } from '@communitrak/domain/households/index.ts';
import { displayName, memberDetailsEntity, memberEntity } from '@communitrak/domain/members/index.ts';
import { propertyEntity, propertyLabel } from '@communitrak/domain/properties/index.ts';
import type { ReplicaParts } from '../parts.ts';
import type { Replica } from '../replica.ts';
import { groupBy } from '@communitrak/domain/core/group-by.ts';
import { liveQuery } from './live.ts';
import type { Query } from './query.ts';
import { watchAll } from './read.ts';

export interface PersonText {
  readonly id: string;
  readonly name: string;
  /** Beside the name: `Treasurer`. */
  readonly title: string;
  /** Names of the households they belong to today. */
  readonly households: readonly string[];
  /** Addresses of their homes; e-mail and phone where they are on the device. */
  readonly texts: readonly string[];
}

export interface HomeText {
  readonly id: string;
  /** `Lot 12, 148 Mill Race Rd`, `Pool`. */
  readonly label: string;
  /** Names of the households that are there. */
  readonly households: readonly string[];
  /** Who lives there; what else the address says. */
  readonly texts: readonly string[];
}

const filled = (texts: readonly string[]): readonly string[] => texts.filter((text) => text !== '');

/** Members and households, each with the others' ids; links that have ended are left out. */
function watchLinks(parts: ReplicaParts) {
  return watchAll(parts, householdLinkEntity).pipe(
    map((links) => {
      const open = links.map(({ body }) => body).filter(({ to }) => to === undefined);
      return {
        ofMember: groupBy(open, ({ member }) => `member:${member}`),
        ofHousehold: groupBy(open, ({ household }) => `household:${household}`),
      };
    }),
  );
}

function watchHomesById(parts: ReplicaParts) {
  return combineLatest([watchAll(parts, householdEntity), watchAll(parts, propertyEntity)]).pipe(
    map(([households, properties]) => ({
      properties,
      households: new Map(households.map(({ id, body }) => [id, body])),
      labels: new Map(properties.map(({ id, body }) => [id, propertyLabel(body)])),
      inProperty: groupBy(households, ({ body }) => `property:${body.property}`),
    })),
  );
}

function watchPeople(parts: ReplicaParts): Observable<readonly PersonText[]> {
  return combineLatest([
    watchAll(parts, memberEntity),
    watchAll(parts, memberDetailsEntity),
    watchLinks(parts),
    watchHomesById(parts),
  ]).pipe(
    map(([members, details, links, homes]) => {
      const reach = new Map(details.map(({ body }) => [`member:${body.member}`, body]));
      return members.map(({ id, body }) => {
        const own = (links.ofMember.get(id) ?? []).flatMap(
          ({ household }) => homes.households.get(`household:${household}`) ?? [],
        );
        return {
          id,
          name: displayName(body),
          title: body.title,
          households: own.map(({ name }) => name),
          texts: filled([
            ...own.map(({ property }) => homes.labels.get(`property:${property}`) ?? ''),
            reach.get(id)?.phone ?? '',
            reach.get(id)?.email ?? '',
          ]),
        };
      });
    }),
  );
}

function watchHomes(parts: ReplicaParts): Observable<readonly HomeText[]> {
  return combineLatest([watchHomesById(parts), watchLinks(parts), watchAll(parts, memberEntity)]).pipe(
    map(([homes, links, members]) => {
      const names = new Map(members.map(({ id, body }) => [id, displayName(body)]));
      return homes.properties.map(({ id, body }) => {
        const here = homes.inProperty.get(id) ?? [];
        const people = here.flatMap((household) => links.ofHousehold.get(household.id) ?? []);
        return {
          id,
          label: propertyLabel(body),
          households: here.map((household) => household.body.name),
          texts: filled([
            ...people.map(({ member }) => names.get(`member:${member}`) ?? ''),
            [body.city, body.state, body.zip].join(' ').trim(),
          ]),
        };
      });
    }),
  );
}

/** By surname. */
export function peopleTexts(replica: Replica): Query<readonly PersonText[]> {
  return liveQuery(replica, 'people-texts', () => watchPeople(replica.parts));
}

/** Homes by street and number, then common areas. */
export function homeTexts(replica: Replica): Query<readonly HomeText[]> {
  return liveQuery(replica, 'home-texts', () => watchHomes(replica.parts));
}
