/** Whoever sees the account sees its closed years; nobody but the server makes them, and nothing packed is ever let go. */
import type { Change } from '../core/entity.ts';
import { makeId } from '../core/ids.ts';
import { householdKey, type Key } from '../core/principal.ts';
import { ALLOWED, refuse, type Verdict } from '../core/verdict.ts';
import { closedYearId, openYear, type ClosedYear, type ClosedYearBody } from './closed-year.ts';

export const closedYearNeeds = ({ body }: ClosedYear): readonly string[] => [
  makeId('household', body.household),
];

export function closedYearAudience({ body }: ClosedYear): readonly Key[] {
  return [householdKey(body.household), 'office', 'board', 'lead'];
}

export const mayWriteClosedYear = (): Verdict => refuse('not-allowed');

function idsIn(pack: ClosedYear): ReadonlySet<string> | undefined {
  try {
    return new Set(openYear(pack).map(({ id }) => id));
  } catch {
    // Whatever is wrong with the text: the verdict says where.
    return undefined;
  }
}

/** Its name is its household's and year's, it agrees with its control totals, and it keeps what it had. */
export function closedYearInvariants({ before, after }: Change<ClosedYearBody>): Verdict {
  if (after === undefined) return refuse('immutable');
  const { household, year } = after.body;
  if (after.id !== closedYearId(household, year)) return refuse('invalid', 'id');
  if (after.parent !== makeId('household', household)) return refuse('invalid', 'parent');
  const ids = idsIn(after);
  if (ids === undefined) return refuse('invalid', 'body.entries');
  const had = before === undefined ? [] : [...(idsIn(before) ?? [])];
  return had.every((id) => ids.has(id)) ? ALLOWED : refuse('immutable', 'body.entries');
}
