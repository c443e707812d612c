/** One act under way: its form with what is wrong in it, what it would do, and writing it. */
import { useCallback, useMemo, useState } from 'react';
import { firstOpenDay, MOST_CENTS, rulesOfBooks } from '@communitrak/domain/ledger/index.ts';
import { isoInstant } from '@communitrak/domain/core/dates.ts';
import { addEntry, recordPayment, refund, reverse } from '@communitrak/replica/commands/money.ts';
import type { CommandResult } from '@communitrak/replica/commands/result.ts';
import type { Replica } from '@communitrak/replica/replica.ts';
import { useReplica } from '../../../app/context.ts';
import { useText, type Say } from '../../../i18n/Text.tsx';
import { useFormats } from '../../../i18n/use-formats.ts';
import { useAnnounce } from '../../../kit/Announcer.tsx';
import type { Errors } from '../../../kit/form/form-faults.ts';
import type { Draft } from '../../../kit/form/use-draft.ts';
import { useForm, type Form } from '../../../kit/form/use-form.ts';
import { useDateFaults } from '../../../kit/pickers/use-date-faults.ts';
import { useMoneyFaults } from '../../../kit/pickers/use-money-faults.ts';
import { faultWords } from '../fault-words.ts';
import {
  entryOf,
  openOf,
  previewLine,
  refundable,
  startOf,
  type Act,
  type ActForm,
  type Asked,
} from './act.ts';
import { ACT_DONE, usualText } from './act-words.ts';
import { previewOf, type Preview } from './preview.ts';

const TEXT_LIMIT = 200;
const REASON_LIMIT = 500;
const REFERENCE_LIMIT = 80;
const NEEDS_REASON: ReadonlySet<Act> = new Set(['credit', 'write-off', 'refund', 'reverse']);

function mostOf({ act, view, about }: Asked, form: ActForm): number {
  if (act === 'refund' && about !== undefined) return refundable(view, about);
  return act === 'write-off' ? openOf(view, form.target) : MOST_CENTS;
}

function tooLong(text: string, limit: number, t: Say): string | undefined {
  return text.trim().length > limit ? t('accounts.act.tooLong', { limit }) : undefined;
}

function wordFaults(act: Act, form: ActForm, t: Say): Errors<ActForm> {
  const text =
    act === 'charge' && form.text.trim() === ''
      ? t('accounts.act.text.missing')
      : tooLong(form.text, TEXT_LIMIT, t);
  const reason =
    NEEDS_REASON.has(act) && form.reason.trim() === ''
      ? t('accounts.act.reason.missing')
      : tooLong(form.reason, REASON_LIMIT, t);
  const reference = tooLong(form.reference, REFERENCE_LIMIT, t);
  return {
    ...(text === undefined ? {} : { text }),
    ...(reference === undefined ? {} : { reference }),
    ...(reason === undefined ? {} : { reason }),
  };
}

/** What is wrong, in the order of the screen. */
function useFaults(asked: Asked): (form: ActForm) => Errors<ActForm> {
  const t = useText();
  const formats = useFormats();
  const moneyFault = useMoneyFaults();
  const dateFault = useDateFaults();
  return (form) => {
    const { act, view } = asked;
    const locked = view.rules.books?.lockedThrough ?? '';
    const amount =
      act === 'reverse'
        ? undefined
        : moneyFault(form.amount, { required: true, min: 1, max: mostOf(asked, form) });
    const day = dateFault(form.posted, { required: true });
    const inLocked = day === undefined && form.posted <= locked;
    const posted = inLocked
      ? t('accounts.act.locked', {
          through: formats.date(locked),
          open: formats.date(firstOpenDay(form.posted, locked)),
        })
      : day;
    const due = act === 'charge' ? dateFault(form.due, { required: true }) : undefined;
    return {
      ...(amount === undefined ? {} : { amount }),
      ...(posted === undefined ? {} : { posted }),
      ...(due === undefined ? {} : { due }),
      ...wordFaults(act, form, t),
    };
  };
}

async function write(replica: Replica, asked: Asked, form: ActForm, t: Say): Promise<CommandResult> {
  const { act, about } = asked;
  const entry = entryOf(asked, form, (one, of) => usualText(one, of, t));
  if (entry === undefined) return { ok: false, code: 'invalid' };
  const { cents, posted, reason = '', text } = entry;
  if (act === 'reverse') return reverse(replica, about?.id ?? '', { posted, reason });
  if (act === 'refund') return refund(replica, about?.id ?? '', { cents, posted, reason, text });
  return act === 'payment' ? recordPayment(replica, entry) : addEntry(replica, entry);
}

export interface ActState {
  readonly form: Form<ActForm>;
  readonly preview: Preview | undefined;
  readonly busy: boolean;
  /** Why it was not written, in words. */
  readonly fault: string | undefined;
  readonly post: () => void;
  /** The first day that is open, where the chosen one is locked. */
  readonly openDay: string | undefined;
  /** A fine above what the rules allow: the most, in whole cents. */
  readonly fineCap: number | undefined;
}

function usePreview(asked: Asked, form: ActForm, t: Say): Preview | undefined {
  const { clock } = useReplica();
  return useMemo(() => {
    const entry = entryOf(asked, form, (one, of) => usualText(one, of, t));
    return entry === undefined
      ? undefined
      : previewOf(asked.view, previewLine(asked, entry, isoInstant(clock())));
  }, [asked, form, t, clock]);
}

function fineCapOf({ act, view }: Asked, { kind, amount, posted }: ActForm): number | undefined {
  if (act !== 'charge' || kind !== 'fine' || typeof amount !== 'number') return undefined;
  const cap = rulesOfBooks(view.rules.books)(posted).rules.fineCapCents;
  return cap !== null && amount > cap ? cap : undefined;
}

export function useAct(asked: Asked, draft: Draft<ActForm>, onDone: () => void): ActState {
  const t = useText();
  const formats = useFormats();
  const replica = useReplica();
  const announce = useAnnounce();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const form = useForm<ActForm>({ initial: startOf(asked), draft, validate: useFaults(asked) });
  const { values } = form;
  const locked = asked.view.rules.books?.lockedThrough ?? '';
  const post = useCallback(async () => {
    setBusy(true);
    const { view, act } = asked;
    const result = await write(replica, asked, form.now(), t);
    setBusy(false);
    if (!result.ok) return setFault(t(faultWords(result.code, result.detail)));
    const { amount } = form.now();
    const cents = typeof amount === 'number' ? amount : Math.abs(asked.about?.body.cents ?? 0);
    announce(
      t(ACT_DONE[act], {
        amount: formats.money({ cents, currency: view.rules.currency }),
        household: view.name,
      }),
    );
    await form.done();
    return onDone();
  }, [asked, replica, form, t, formats, announce, onDone]);
  return {
    form,
    preview: usePreview(asked, values, t),
    busy,
    fault,
    post: () => void post(),
    openDay: values.posted <= locked ? firstOpenDay(values.posted, locked) : undefined,
    fineCap: fineCapOf(asked, values),
  };
}
