/** A transfer under way: its form with what is wrong in it, what it would do to both accounts, and writing it as one run. */
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { isoInstant } from '@communitrak/domain/core/dates.ts';
import { firstOpenDay, MOST_CENTS, type ChargeRun } from '@communitrak/domain/ledger/index.ts';
import { postRuns } from '@communitrak/replica/commands/dues.ts';
import { accountView, type AccountView } from '@communitrak/replica/queries/account-view.ts';
import { useReplica } from '../../../app/context.ts';
import { useAt } from '../../../app/paths.ts';
import { useBegunId } from '../../../app/use-begun-id.ts';
import { useQuery } from '../../../app/use-query.ts';
import { useText } from '../../../i18n/Text.tsx';
import { useFormats } from '../../../i18n/use-formats.ts';
import { useAnnounce } from '../../../kit/Announcer.tsx';
import type { Errors } from '../../../kit/form/form-faults.ts';
import type { Draft } from '../../../kit/form/use-draft.ts';
import { useForm, type Form } from '../../../kit/form/use-form.ts';
import { useDateFaults } from '../../../kit/pickers/use-date-faults.ts';
import { useMoneyFaults } from '../../../kit/pickers/use-money-faults.ts';
import { faultWords } from '../fault-words.ts';
import { accountPaths } from '../paths.ts';
import { previewOf, type Preview } from './preview.ts';
import { firstTransfer, lineOn, transferOf, type TransferForm } from './transfer.ts';
import { REASON_LIMIT } from './use-act-faults.ts';

function useFaults(view: AccountView): (form: TransferForm) => Errors<TransferForm> {
  const t = useText();
  const formats = useFormats();
  const moneyFault = useMoneyFaults();
  const dateFault = useDateFaults();
  const locked = view.rules.books?.lockedThrough ?? '';
  const dayFault = (posted: string): string | undefined => {
    const fault = dateFault(posted, { required: true });
    if (fault !== undefined || posted > locked) return fault;
    const [through, open] = [formats.date(locked), formats.date(firstOpenDay(posted, locked))];
    return t('accounts.act.locked', { through, open });
  };
  const reasonFault = (reason: string): string | undefined => {
    if (reason.trim() === '') return t('accounts.act.reason.missing');
    return reason.trim().length > REASON_LIMIT
      ? t('accounts.act.tooLong', { limit: REASON_LIMIT })
      : undefined;
  };
  return ({ to, amount, posted, reason }) => {
    const other = to === '' || to === view.household ? t('accounts.transfer.to.missing') : undefined;
    const faults = {
      to: other,
      amount: moneyFault(amount, { required: true, min: 1, max: MOST_CENTS }),
      reason: reasonFault(reason),
      posted: dayFault(posted),
    };
    return Object.fromEntries(Object.entries(faults).filter(([, fault]) => fault !== undefined));
  };
}

export interface TransferState {
  readonly form: Form<TransferForm>;
  /** The other account; undefined until one is chosen. */
  readonly other: AccountView | undefined;
  readonly here: Preview | undefined;
  readonly there: Preview | undefined;
  readonly busy: boolean;
  /** Why it was not written, in words; ''. */
  readonly fault: string;
  readonly post: () => void;
}

function usePost(view: AccountView, form: Form<TransferForm>, make: () => ChargeRun | undefined) {
  const t = useText();
  const at = useAt();
  const replica = useReplica();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState('');
  const write = async (): Promise<void> => {
    const run = make();
    if (run === undefined) return;
    const result = await postRuns(replica, [run]);
    if (!result.ok) return setFault(t(faultWords(result.code, result.detail)));
    announce(t('accounts.transfer.done', { household: view.name }));
    await form.done();
    await navigate(at(accountPaths.run(run.id)));
  };
  const post = (): void => {
    if (busy) return;
    setBusy(true);
    void write().finally(() => setBusy(false));
  };
  return { busy, fault, post };
}

/** Undefined until it is here, and for no home. */
function useAccount(household: string): AccountView | undefined {
  const replica = useReplica();
  const query = useMemo(() => accountView(replica, household), [replica, household]);
  return useQuery(query) ?? undefined;
}

export function useTransfer(view: AccountView, draft: Draft<TransferForm>): TransferState {
  const t = useText();
  const replica = useReplica();
  const form = useForm<TransferForm>({ initial: firstTransfer(view), draft, validate: useFaults(view) });
  useBegunId(form, 'run');
  const { values } = form;
  const other = useAccount(values.to);
  const isFaulty = form.isFaulty(['to', 'amount', 'posted']);
  const run = useMemo(
    () => (isFaulty ? undefined : transferOf(values, view, other, t)),
    [isFaulty, values, view, other, t],
  );
  const sideOf = (account: AccountView | undefined): Preview | undefined => {
    if (run === undefined || account === undefined) return undefined;
    const line = lineOn(run, account.household, isoInstant(replica.clock()));
    return line === undefined ? undefined : previewOf(account, line);
  };
  return {
    form,
    other,
    here: sideOf(view),
    there: sideOf(other),
    ...usePost(view, form, () => transferOf(form.now(), view, other, t)),
  };
}
