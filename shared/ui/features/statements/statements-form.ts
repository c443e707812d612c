/** Which statements are wanted, as plain values: whose, of which days, in one file or many. Pure. */
import type { AccountView } from '@communitrak/replica/queries/account-view.ts';
import type { DeskHome } from '@communitrak/replica/queries/receipts.ts';
import { quarterBefore } from './period.ts';

export const WHOSE = ['all', 'owing', 'some'] as const;
export type Whose = (typeof WHOSE)[number];

export interface StatementsForm {
  readonly whose: Whose;
  /** Local ids, for `some`. */
  readonly chosen: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly as: 'one' | 'each';
}

/** @param chosen local ids of households that were chosen elsewhere; none: all are wanted */
export const firstForm = (today: string, chosen: readonly string[]): StatementsForm => ({
  whose: chosen.length === 0 ? 'all' : 'some',
  chosen,
  from: quarterBefore(today),
  to: today,
  as: 'one',
});

/** Lazily: of five hundred accounts one is looked at at a time. */
export function* wantedViews(
  form: StatementsForm,
  homes: readonly DeskHome[],
  viewOf: (home: DeskHome, day: string) => AccountView,
): Generator<AccountView> {
  const chosen = new Set(form.chosen);
  for (const home of homes) {
    if (form.whose === 'some' && !chosen.has(home.id)) continue;
    const view = viewOf(home, form.to);
    if (form.whose === 'owing' && view.account.balanceCents <= 0) continue;
    if (form.whose === 'all' && view.lines.length === 0) continue;
    yield view;
  }
}
