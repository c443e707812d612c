/** Entities read from live documents: what cannot be read is left out here, and counted by "check my data". */
import { map, type Observable } from 'rxjs';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import { householdEntity } from '@communitrak/domain/households/index.ts';
import { propertyLabel, propertyEntity } from '@communitrak/domain/properties/index.ts';
import type { ReplicaParts } from '../parts.ts';

type Read<T> = (doc: Envelope) => T | undefined;

const readers = new WeakMap<Read<object>, Read<object>>();

/** Reading checks the whole shape: once for each stored revision, whoever asks. */
export function remembered<T extends object>(read: Read<T>): Read<T> {
  const before = readers.get(read) as Read<T> | undefined;
  if (before !== undefined) return before;
  const made = readingOnce(read);
  readers.set(read, made);
  return made;
}

function readingOnce<T extends object>(read: Read<T>): Read<T> {
  const known = new WeakMap<Envelope, T | null>();
  return (doc) => {
    const before = known.get(doc);
    if (before !== undefined) return before ?? undefined;
    const made = read(doc);
    known.set(doc, made ?? null);
    return made;
  };
}

/** All documents of an entity that can be read, in their order. */
export function watchAll<T extends object>(
  parts: ReplicaParts,
  entity: { readonly type: string; readonly read: (doc: Envelope) => T | undefined },
): Observable<readonly T[]> {
  const readOnce = remembered(entity.read);
  return parts.documents
    .watchType(entity.type)
    .pipe(map((docs) => docs.map(readOnce).filter((doc) => doc !== undefined)));
}

export interface HouseholdFacts {
  readonly name: string;
  /** Property's id. */
  readonly property: string;
}

/** By document id. */
export function watchHouseholds(parts: ReplicaParts): Observable<ReadonlyMap<string, HouseholdFacts>> {
  return watchAll(parts, householdEntity).pipe(
    map(
      (docs) =>
        new Map(docs.map(({ id, body }) => [id, { name: body.name, property: `property:${body.property}` }])),
    ),
  );
}

/** How people name each place, by document id. */
export function watchPlaces(parts: ReplicaParts): Observable<ReadonlyMap<string, string>> {
  return watchAll(parts, propertyEntity).pipe(
    map((docs) => new Map(docs.map(({ id, body }) => [id, propertyLabel(body)]))),
  );
}
