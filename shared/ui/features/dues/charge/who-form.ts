/** Whom a bulk charge goes to; pure. */
import type { Home } from '@communitrak/domain/ledger/index.ts';

export const WHO = ['all', 'class', 'owing', 'list'] as const;

export interface WhoForm {
  readonly who: string;
  readonly class: string;
  /** Local ids of households. */
  readonly list: readonly string[];
}

/** @param owes true for a household that owes something today */
export function chosenHomes(
  form: WhoForm,
  homes: readonly Home[],
  owes: (household: string) => boolean,
): readonly Home[] {
  if (form.who === 'class') return homes.filter((home) => home.class === form.class);
  if (form.who === 'owing') return homes.filter(({ household }) => owes(household));
  if (form.who === 'list') {
    const list = new Set(form.list);
    return homes.filter(({ household }) => list.has(household));
  }
  return homes;
}
