/** A cash receipt's behaviour: faults, what it would pay, posting. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { isCalendarDate } from '@communitrak/domain/core/dates.ts';
import { MOST_CENTS } from '@communitrak/domain/ledger/index.ts';
import type { BatchLine, PaymentPreview } from '@communitrak/domain/receipts/index.ts';
import { postReceipts } from '@communitrak/replica/commands/receipts.ts';
import type { ReceiptDesk } from '@communitrak/replica/queries/receipts.ts';
import { useReplica } from '../../app/context.ts';
import { useAt } from '../../app/paths.ts';
import { useBegunId } from '../../app/use-begun-id.ts';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { useAnnounce } from '../../kit/Announcer.tsx';
import type { Draft } from '../../kit/form/use-draft.ts';
import { useForm, type Form } from '../../kit/form/use-form.ts';
import { useDateFaults } from '../../kit/pickers/use-date-faults.ts';
import { useMoneyFaults } from '../../kit/pickers/use-money-faults.ts';
import { cashFaults, EMPTY_CASH, type CashForm } from './cash-form.ts';
import { receiptPaths } from './paths.ts';
import { postFaultWords } from './receipt-words.ts';
import { usePreviews } from './use-previews.ts';

function useFaults(desk: ReceiptDesk): (form: CashForm) => Partial<Record<keyof CashForm, string>> {
  const t = useText();
  const formats = useFormats();
  const moneyFault = useMoneyFaults();
  const dateFault = useDateFaults();
  const locked = desk.rules.books?.lockedThrough ?? '';
  return useCallback(
    (form) => {
      const found = cashFaults(form, locked);
      const values = { date: locked === '' ? '' : formats.date(locked) };
      const faults = {
        household: found.household && t(found.household),
        amount: moneyFault(form.amount, { required: true }) ?? (found.amount && t(found.amount)),
        received:
          dateFault(form.received, { required: true }) ?? (found.received && t(found.received, values)),
      };
      return Object.fromEntries(Object.entries(faults).filter(([, fault]) => fault !== undefined));
    },
    [t, formats, moneyFault, dateFault, locked],
  );
}

export interface Cash {
  readonly form: Form<CashForm>;
  readonly preview: PaymentPreview | undefined;
  readonly busy: boolean;
  /** Why it was not posted, in words; ''. */
  readonly failure: string;
  readonly post: () => Promise<void>;
}

const lineOf = ({ household, amount, note }: CashForm): BatchLine => ({
  household,
  cents: typeof amount === 'number' ? amount : 0,
  reference: '',
  note: note.trim(),
  split: [],
});

const NONE: readonly BatchLine[] = [];

export function useCash(draft: Draft<CashForm>, desk: ReceiptDesk): Cash {
  const form = useForm<CashForm>({ initial: EMPTY_CASH, validate: useFaults(desk), draft });
  useBegunId(form, 'batch');
  const { values } = form;
  const { today, currency } = desk.rules;
  useReceivedToday(form, today);
  const line = lineOf(values);
  const isAmount = line.cents > 0 && line.cents <= MOST_CENTS;
  const known = line.household !== '' && isAmount && isCalendarDate(values.received);
  const preview = usePreviews(known ? [line] : NONE, { ...values, deposited: values.received }, desk)[0];
  const posting = usePosting(form, preview, currency);
  return { form, preview, ...posting };
}

/** Money is mostly taken in on the day it is written down. */
function useReceivedToday({ now, set }: Form<CashForm>, today: string): void {
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    const { household, amount } = now();
    if (household === '' && amount === '') set({ received: today });
  }, [now, set, today]);
}

function usePosting(form: Form<CashForm>, preview: PaymentPreview | undefined, currency: string) {
  const t = useText();
  const at = useAt();
  const replica = useReplica();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState('');
  const write = async (): Promise<void> => {
    if (form.now().batch === '') form.set({ batch: replica.newId() });
    const { batch, received } = form.now();
    const line = { ...lineOf(form.now()), split: [...(preview?.split ?? [])] };
    const result = await postReceipts(
      replica,
      { local: batch, kind: 'cash', deposited: received, currency, lines: [line] },
      () => t('receipts.text.cash'),
    );
    if (!result.ok) return setFailure(t('receipts.post.failed', { reason: t(postFaultWords(result.code)) }));
    await form.done();
    announce(t('receipts.post.done', { count: 1 }));
    return navigate(at(receiptPaths.one(result.id)), { replace: true });
  };
  const post = async (): Promise<void> => {
    if (busy) return;
    setFailure('');
    setBusy(true);
    await write().finally(() => setBusy(false));
  };
  return { busy, failure, post };
}
