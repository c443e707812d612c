/** What is wrong in the form of an act, in words that say what to do, in the order of the screen. */
import { firstOpenDay, MOST_CENTS } from '@communitrak/domain/ledger/index.ts';
import { useText, type Say } from '../../../i18n/Text.tsx';
import { useFormats } from '../../../i18n/use-formats.ts';
import type { Errors } from '../../../kit/form/form-faults.ts';
import { useDateFaults } from '../../../kit/pickers/use-date-faults.ts';
import { useMoneyFaults } from '../../../kit/pickers/use-money-faults.ts';
import { FIELDS, openOf, refundable, type Act, type ActForm, type Asked, type Field } from './act.ts';

const TEXT_LIMIT = 200;
export const REASON_LIMIT = 500;
const REFERENCE_LIMIT = 80;
const NEEDS_REASON: ReadonlySet<Act> = new Set(['credit', 'write-off', 'refund', 'reverse']);

function mostOf({ act, view, about }: Asked, form: ActForm): number {
  if (act === 'refund' && about !== undefined) return refundable(view, about);
  return act === 'write-off' ? openOf(view, form.target) : MOST_CENTS;
}

type FaultOf = (form: ActForm, asked: Asked) => string | undefined;

function useDayFaults(t: Say): Record<'posted' | 'due', FaultOf> {
  const formats = useFormats();
  const dateFault = useDateFaults();
  return {
    posted: ({ posted }, { act, view, about }) => {
      const locked = view.rules.books?.lockedThrough ?? '';
      const own = act === 'reverse' ? (about?.body.posted ?? '') : '';
      const fault = dateFault(posted, { required: true });
      if (fault === undefined && posted < own) return t('accounts.act.beforeIt', { date: formats.date(own) });
      if (fault !== undefined || posted > locked) return fault;
      const [through, open] = [formats.date(locked), formats.date(firstOpenDay(posted, locked))];
      return t('accounts.act.locked', { through, open });
    },
    due: ({ due }) => dateFault(due, { required: true }),
  };
}

export function useActFaults(asked: Asked): (form: ActForm) => Errors<ActForm> {
  const t = useText();
  const moneyFault = useMoneyFaults();
  const long = (text: string, limit: number): string | undefined =>
    text.trim().length > limit ? t('accounts.act.tooLong', { limit }) : undefined;
  const faults: Partial<Record<Field, FaultOf>> = {
    ...useDayFaults(t),
    amount: (form) => moneyFault(form.amount, { required: true, min: 1, max: mostOf(asked, form) }),
    text: ({ text }, { act }) =>
      act === 'charge' && text.trim() === '' ? t('accounts.act.text.missing') : long(text, TEXT_LIMIT),
    reason: ({ reason }, { act }) =>
      NEEDS_REASON.has(act) && reason.trim() === ''
        ? t('accounts.act.reason.missing')
        : long(reason, REASON_LIMIT),
  };
  return (form) => {
    const reference = asked.act === 'payment' ? long(form.reference, REFERENCE_LIMIT) : undefined;
    const found = FIELDS[asked.act].flatMap((name) => {
      const fault = faults[name]?.(form, asked);
      return fault === undefined ? [] : [[name, fault] as const];
    });
    return { ...(reference === undefined ? {} : { reference }), ...Object.fromEntries(found) };
  };
}
