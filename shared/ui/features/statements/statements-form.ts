/** Which statements are wanted, as plain values: whose, of which days, in one file or many. Pure. */
import type { AccountView } from '@communitrak/replica/queries/account-view.ts';
import type { DeskHome } from '@communitrak/replica/queries/receipts.ts';
import { quarterBefore } from './period.ts';

export const WHOSE = ['all', 'owing', 'one'] as const;
export type Whose = (typeof WHOSE)[number];

export interface StatementsForm {
  readonly whose: Whose;
  /** Local id, for `one`. */
  readonly household: string;
  readonly from: string;
  readonly to: string;
  readonly as: 'one' | 'each';
}

export const firstForm = (today: string): StatementsForm => ({
  whose: 'all',
  household: '',
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
  for (const home of homes) {
    if (form.whose === 'one' && home.id !== form.household) continue;
    const view = viewOf(home, form.to);
    if (form.whose === 'owing' && view.account.balanceCents <= 0) continue;
    if (form.whose === 'all' && view.lines.length === 0) continue;
    yield view;
  }
}
