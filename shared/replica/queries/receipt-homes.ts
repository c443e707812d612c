/**
 * The homes that money can be taken in for: found by name, address, unit, and by who lives there. Of somebody with several
 * homes it says which the others are, so that nobody pays into one and means another.
 */
import { combineLatest, map, type Observable } from 'rxjs';
import { householdLinkEntity } from '@communitrak/domain/household-links/index.ts';
import { displayName, memberEntity } from '@communitrak/domain/members/index.ts';
import type { ReplicaParts } from '../parts.ts';
import { watchAll, watchHouseholds, watchPlaces } from './read.ts';

export interface DeskHome {
  /** Household's local id. */
  readonly id: string;
  readonly name: string;
  readonly address: string;
  /** Who lives there or owns it. */
  readonly people: readonly string[];
  /** Local ids of the other homes of these people. */
  readonly others: readonly string[];
}

interface Ties {
  /** Members by household, households by member: local ids. */
  readonly members: ReadonlyMap<string, readonly string[]>;
  readonly homes: ReadonlyMap<string, readonly string[]>;
}

function addTo(map: Map<string, string[]>, key: string, value: string): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}

function watchTies(parts: ReplicaParts): Observable<Ties> {
  return watchAll(parts, householdLinkEntity).pipe(
    map((links) => {
      const members = new Map<string, string[]>();
      const homes = new Map<string, string[]>();
      for (const { body } of links) {
        if (body.to !== undefined) continue;
        addTo(members, body.household, body.member);
        addTo(homes, body.member, body.household);
      }
      return { members, homes };
    }),
  );
}

const byName = (a: DeskHome, b: DeskHome): number => a.name.localeCompare(b.name);

/** By name. */
export function watchDeskHomes(parts: ReplicaParts): Observable<readonly DeskHome[]> {
  return combineLatest([
    watchHouseholds(parts),
    watchPlaces(parts),
    watchAll(parts, memberEntity),
    watchTies(parts),
  ]).pipe(
    map(([households, places, cards, ties]) => {
      const names = new Map(cards.map(({ id, body }) => [id.slice('member:'.length), displayName(body)]));
      return [...households]
        .map(([documentId, { name, property }]) => {
          const id = documentId.slice('household:'.length);
          const members = ties.members.get(id) ?? [];
          const others = new Set(members.flatMap((member) => ties.homes.get(member) ?? []));
          others.delete(id);
          return {
            id,
            name,
            address: places.get(property) ?? '',
            people: members.map((member) => names.get(member) ?? '').filter((one) => one !== ''),
            others: [...others],
          };
        })
        .sort(byName);
    }),
  );
}
