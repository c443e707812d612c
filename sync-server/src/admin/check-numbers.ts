/** Running numbers: each once, each claimed for the document that has it, none missing. */
import type { Database } from '../ports/doc-store.ts';
import { numberId } from '../sync/numbers.ts';
import type { Finding } from './finding.ts';
import { isLiving, type Entry, type Verified } from './verified.ts';

interface Numbered {
  readonly id: string;
  readonly kind: string;
  readonly number: string;
  /** What `number` was made of; undefined when it was made of none. */
  readonly n: number | undefined;
}

function numberedOf({ entity, stored }: Entry): readonly Numbered[] {
  const { numbered } = entity;
  const { id, doc } = stored;
  const { number, state } = doc.stamp;
  if (numbered === undefined || (number === '' && (stored.deleted || state !== 'accepted'))) return [];
  const digits = Number(/\d+$/.exec(number)?.[0] ?? Number.NaN);
  const n = Number.isSafeInteger(digits) && numbered.format(digits) === number ? digits : undefined;
  return [{ id, kind: numbered.kind, number, n }];
}

const claimIn = (database: Database, { kind, n, id }: Numbered) => {
  if (n === undefined) return {};
  return {
    repair: async (): Promise<boolean> => (await database.put({ _id: numberId(kind, n), for: id })).ok,
  };
};

function check({ all, database }: Verified, one: Numbered, twice: readonly string[]): readonly Finding[] {
  const { id, kind, number, n } = one;
  if (number === '') return [{ id, kind: 'number-missing', words: 'it has no number' }];
  if (twice.length > 0) {
    return [{ id, kind: 'number-twice', words: `${number} is also the number of ${twice.join(', ')}` }];
  }
  const claim = n === undefined ? undefined : all.get(numberId(kind, n));
  if (isLiving(claim) && claim['for'] === id) return [];
  if (isLiving(claim)) {
    const words = `${number} is claimed for ${String(claim['for'])}`;
    return [{ id, kind: 'number-unclaimed', words }];
  }
  return [{ id, kind: 'number-unclaimed', words: `${number} is not claimed`, ...claimIn(database, one) }];
}

export function checkNumbers(all: Verified): readonly Finding[] {
  const numbered = all.entries.flatMap(numberedOf);
  const byNumber = new Map<string, string[]>();
  for (const { kind, number, id } of numbered) {
    const key = `${kind} ${number}`;
    byNumber.set(key, [...(byNumber.get(key) ?? []), id]);
  }
  return numbered.flatMap((one) => {
    const others = (byNumber.get(`${one.kind} ${one.number}`) ?? []).filter((id) => id !== one.id);
    return check(all, one, one.number === '' ? [] : others);
  });
}
