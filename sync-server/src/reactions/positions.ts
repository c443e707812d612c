/**
 * How far the feed of an association has been read for the reactions: `reactions:<association>` in the operations database,
 * and not in the association's own, whose feed it would lengthen and which a backup copies. One place for all of them: what
 * failed is kept by itself (`items.ts`) and holds nothing up.
 */
import type { Database } from '../ports/doc-store.ts';

export interface Position {
  /** '0' is the beginning. */
  readonly seq: string;
  readonly rev: string | undefined;
}

const idOf = (association: string): string => `reactions:${association}`;

/**
 * From the beginning where there is none yet, and where it was reached without one of these reactions: at least once holds
 * for it too.
 */
function readPosition(doc: Readonly<Record<string, unknown>> | undefined, names: readonly string[]): string {
  const [seq, covers] = [doc?.['seq'], doc?.['reactions']];
  if (typeof seq !== 'string' || !Array.isArray(covers)) return '0';
  return names.every((name) => covers.includes(name)) ? seq : '0';
}

/** By association, what its feed has been read for; nothing for one that has not been. */
export async function positionsIn(
  operations: Database,
  associations: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const docs = await operations.getMany(associations.map(idOf));
  return new Map(
    associations.map((association) => {
      const covers = docs.get(idOf(association))?.['reactions'];
      return [association, Array.isArray(covers) ? covers.map(String) : []];
    }),
  );
}

export interface Positions {
  of(association: string): Promise<Position>;
  /** The same for many in one request. */
  ofMany(associations: readonly string[]): Promise<ReadonlyMap<string, Position>>;
  /** @returns undefined when another process has moved it meanwhile */
  move(association: string, from: Position, seq: string): Promise<Position | undefined>;
}

/** @param names of the reactions that this process knows */
export function createPositions(operations: Database, names: readonly string[]): Positions {
  const ofMany: Positions['ofMany'] = async (associations) => {
    const docs = await operations.getMany(associations.map(idOf));
    return new Map(
      associations.map((association) => {
        const doc = docs.get(idOf(association));
        return [association, { seq: readPosition(doc, names), rev: doc?._rev }];
      }),
    );
  };
  return {
    ofMany,
    of: async (association) => (await ofMany([association])).get(association) ?? { seq: '0', rev: undefined },
    move: async (association, { rev }, seq) => {
      const known = rev === undefined ? {} : { _rev: rev };
      const result = await operations.put({ _id: idOf(association), ...known, seq, reactions: names });
      return result.ok ? { seq, rev: result.rev } : undefined;
    },
  };
}
