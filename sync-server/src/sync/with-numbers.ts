/** Documents as they will be stored: with the running number they have or claim now, and the sort key, which may need it. */
import type { Entity } from '@communitrak/domain/core/entity.ts';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import type { Database } from '../ports/doc-store.ts';
import type { Numbers } from './numbers.ts';

export interface Typed {
  readonly entity: Entity;
  readonly doc: Envelope;
}

function needsNumber({ entity, doc }: Typed): boolean {
  return entity.numbered !== undefined && doc.stamp.number === '';
}

/** By document id; one claim for all of a kind. */
async function claimed(numbers: Numbers, database: Database, items: readonly Typed[]) {
  const found = new Map<string, string>();
  const open = items.filter(needsNumber);
  for (const kind of new Set(open.map(({ entity }) => entity.numbered?.kind))) {
    if (kind === undefined) continue;
    const mine = open.filter(({ entity }) => entity.numbered?.kind === kind);
    const ns = await numbers.claim(
      database,
      kind,
      mine.map(({ doc }) => doc.id),
    );
    for (const [index, { entity, doc }] of mine.entries()) {
      const n = ns[index];
      if (n === undefined) throw new RangeError(`No number for ${doc.id}`);
      found.set(doc.id, entity.numbered?.format(n) ?? '');
    }
  }
  return found;
}

/** @returns in the order of `items` */
export async function withNumbers(
  numbers: Numbers,
  database: Database,
  items: readonly Typed[],
): Promise<readonly Envelope[]> {
  const found = await claimed(numbers, database, items);
  return items.map(({ entity, doc }) => {
    const number = found.get(doc.id) ?? doc.stamp.number;
    const known: Envelope = { ...doc, stamp: { ...doc.stamp, number } };
    return { ...known, order: entity.order(known) };
  });
}
