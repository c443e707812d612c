/** One act under way: its form with what is wrong in it, what it would do, and writing it. */
import { useMemo, useRef, useState } from 'react';
import { firstOpenDay, rulesOfBooks, transferSides } from '@communitrak/domain/ledger/index.ts';
import { isoInstant } from '@communitrak/domain/core/dates.ts';
import { addEntry, recordPayment, refund, reverse } from '@communitrak/replica/commands/money.ts';
import type { CommandResult } from '@communitrak/replica/commands/result.ts';
import { reverseTransfer } from '@communitrak/replica/commands/transfers.ts';
import type { Replica } from '@communitrak/replica/replica.ts';
import { useReplica } from '../../../app/context.ts';
import { useBegunId } from '../../../app/use-begun-id.ts';
import { useText, type Say } from '../../../i18n/Text.tsx';
import { useFormats } from '../../../i18n/use-formats.ts';
import { useAnnounce } from '../../../kit/Announcer.tsx';
import type { Draft } from '../../../kit/form/use-draft.ts';
import { useForm, type Form } from '../../../kit/form/use-form.ts';
import { faultWords } from '../fault-words.ts';
import { entryOf, previewLine, startOf, type ActForm, type Asked } from './act.ts';
import { ACT_DONE, usualText } from './act-words.ts';
import { previewOf, type Preview } from './preview.ts';
import { useActFaults } from './use-act-faults.ts';

async function write(replica: Replica, asked: Asked, form: ActForm, t: Say): Promise<CommandResult> {
  const { act, about } = asked;
  const entry = entryOf(asked, form, (one, of) => usualText(one, of, t));
  if (entry === undefined) return { ok: false, code: 'invalid' };
  const { cents, posted, reason = '', text } = entry;
  if (act === 'reverse' || act === 'refund') {
    if (about === undefined) return { ok: false, code: 'invalid' };
    if (act === 'refund') return refund(replica, about, { cents, posted, reason, text });
    return transferSides(about.id) === undefined
      ? reverse(replica, about, { posted, reason })
      : reverseTransfer(replica, about.id, { posted, reason, name: t('accounts.transfer.back') });
  }
  return act === 'payment' ? recordPayment(replica, entry, form.entry) : addEntry(replica, entry, form.entry);
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

/** @param isFaulty an amount or a day that will not be taken: then there is nothing to be seen ahead */
function usePreview(asked: Asked, form: ActForm, isFaulty: boolean, t: Say): Preview | undefined {
  const { clock } = useReplica();
  return useMemo(() => {
    const entry = isFaulty ? undefined : entryOf(asked, form, (one, of) => usualText(one, of, t));
    return entry === undefined
      ? undefined
      : previewOf(asked.view, previewLine(asked, entry, isoInstant(clock())));
  }, [asked, form, isFaulty, t, clock]);
}

function fineCapOf({ act, view }: Asked, { kind, amount, posted }: ActForm): number | undefined {
  if (act !== 'charge' || kind !== 'fine' || typeof amount !== 'number') return undefined;
  const cap = rulesOfBooks(view.rules.books)(posted).rules.fineCapCents;
  return cap !== null && amount > cap ? cap : undefined;
}

/** Writes it, tells what was done, and forgets the draft. */
function usePost(asked: Asked, form: Form<ActForm>, onDone: () => void) {
  const t = useText();
  const formats = useFormats();
  const replica = useReplica();
  const announce = useAnnounce();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const begun = useRef(false);
  const post = async (): Promise<void> => {
    const { view, act, about } = asked;
    const { amount } = form.now();
    if (form.now().entry === '') form.set({ entry: replica.newId() });
    const result = await write(replica, asked, form.now(), t);
    if (!result.ok) return setFault(t(faultWords(result.code, result.detail)));
    const cents = typeof amount === 'number' && act !== 'reverse' ? amount : Math.abs(about?.body.cents ?? 0);
    const money = formats.money({ cents, currency: view.rules.currency });
    announce(t(ACT_DONE[act], { amount: money, household: view.name }));
    await form.done();
    return onDone();
  };
  // Until the draft is forgotten too: pressed meanwhile, the same form would be written again.
  const once = async (): Promise<void> => {
    if (begun.current) return;
    begun.current = true;
    setBusy(true);
    await post().finally(() => {
      begun.current = false;
      setBusy(false);
    });
  };
  return { busy, fault, post: () => void once() };
}

export function useAct(asked: Asked, draft: Draft<ActForm>, onDone: () => void): ActState {
  const t = useText();
  const form = useForm<ActForm>({ initial: startOf(asked), draft, validate: useActFaults(asked) });
  const { values } = form;
  useBegunId(form, 'entry');
  const isFaulty = form.isFaulty(['amount', 'posted']);
  const locked = asked.view.rules.books?.lockedThrough ?? '';
  return {
    form,
    ...usePost(asked, form, onDone),
    preview: usePreview(asked, values, isFaulty, t),
    openDay: values.posted <= locked ? firstOpenDay(values.posted, locked) : undefined,
    fineCap: fineCapOf(asked, values),
  };
}
