/**
 * What stands in the association before the authorisation matrix begins: its people, and whatever else the entities'
 * samples name without making it themselves. Names no entity but the member.
 */
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import { localOf, typeOf } from '@communitrak/domain/core/ids.ts';
import { aMember } from '@communitrak/testkit/builders.ts';
import { peopleDocuments } from '@communitrak/testkit/matrix-people.ts';
import { allCases, casesOf } from './entity-cases.ts';
import { subjectOf } from './matrix-subjects.ts';

/** Samples that give a name give this one. */
const NAMES: Readonly<Record<string, string>> = { m1: 'Fatima Smith' };

const states: readonly Envelope[] = allCases.flatMap(({ samples, more }) => [
  ...samples,
  ...(more?.() ?? []),
]);

/** Members are active, whatever a sample shows; anything else is the sample of that id. */
function made(id: string): Envelope | undefined {
  if (typeOf(id) !== 'member') return states.find((one) => one.id === id);
  const local = localOf(id);
  return aMember(local, NAMES[local] ?? `Nell ${local}`);
}

/**
 * In an order in which each document finds what it needs.
 * @throws Error when a sample needs a document of another subject that neither the people nor a sample is
 */
export function worldDocuments(): readonly Envelope[] {
  const people = peopleDocuments();
  const world = new Map(people.map((doc) => [doc.id, doc]));
  const begun = new Set(world.keys());
  const add = (id: string, by: string): void => {
    if (begun.has(id)) return;
    begun.add(id);
    const doc = made(id);
    if (doc === undefined) throw new Error(`${by} needs ${id}, which no sample makes: add one of that id`);
    for (const need of casesOf(doc).entity.needs(doc)) add(need, id);
    world.set(id, doc);
  };
  for (const doc of states) {
    const others = casesOf(doc)
      .entity.needs(doc)
      .filter((id) => subjectOf({ id }) !== subjectOf(doc));
    for (const id of others) add(id, doc.id);
  }
  return [...world.values()];
}
