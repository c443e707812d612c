/** Moving money or a debt from one home to another: the form, the run that it becomes, and each side as its account would show it. Pure. */
import { isCalendarDate } from '@communitrak/domain/core/dates.ts';
import {
  createTransfer,
  entriesOfRun,
  firstOpenDay,
  lineOf,
  type ChargeRun,
  type Fund,
  type Line,
} from '@communitrak/domain/ledger/index.ts';
import type { AccountView } from '@communitrak/replica/queries/account-view.ts';
import type { Say } from '../../../i18n/Text.tsx';
import type { MoneyValue } from '../../../kit/pickers/money-entry.ts';

export const MOVED = ['paid', 'debt'] as const;

export interface TransferForm {
  /** Local id of the other household. */
  readonly to: string;
  /** `paid`: money that came in for the wrong home. `debt`: what another home is to pay. */
  readonly what: string;
  readonly amount: MoneyValue;
  readonly posted: string;
  readonly fund: string;
  readonly reason: string;
  /** Local id of the run to be; '' until something is filled in. */
  readonly run: string;
}

export function firstTransfer({ rules }: AccountView): TransferForm {
  const posted = firstOpenDay(rules.today, rules.books?.lockedThrough ?? '');
  return { to: '', what: 'paid', amount: '', posted, fund: 'operating', reason: '', run: '' };
}

/** Undefined while home, amount or day are none yet. @param to the other account */
export function transferOf(
  form: TransferForm,
  from: AccountView,
  to: AccountView | null | undefined,
  t: Say,
): ChargeRun | undefined {
  const { amount, posted, what, reason } = form;
  if (to === null || to === undefined || typeof amount !== 'number' || amount < 1) return undefined;
  if (!isCalendarDate(posted)) return undefined;
  const isPaid = what !== 'debt';
  const words = {
    run: t('accounts.transfer.run', { from: from.name, to: to.name }),
    from: t(isPaid ? 'accounts.transfer.text.paidTo' : 'accounts.transfer.text.debtTo'),
    to: t(isPaid ? 'accounts.transfer.text.paidFrom' : 'accounts.transfer.text.debtFrom'),
  };
  return createTransfer(
    {
      from: from.household,
      to: to.household,
      cents: isPaid ? amount : -amount,
      currency: from.rules.currency,
      fund: form.fund as Fund,
      posted,
      reason: reason.trim(),
      words,
    },
    form.run,
  );
}

/** The line that a run puts on an account. @param recorded ISO instant: it is the last of its day */
export function lineOn(run: ChargeRun, household: string, recorded: string): Line | undefined {
  const entry = entriesOfRun(run).find(({ body }) => body.household === household);
  return entry === undefined ? undefined : lineOf({ ...entry, body: { ...entry.body, recorded } });
}
