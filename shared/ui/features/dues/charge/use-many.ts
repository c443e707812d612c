/** The form of a bulk charge: whom and what, what is wrong with it, and posting it as one run. */
import { useState } from 'react';
import { useNavigate } from 'react-router';
import {
  createChargeRun,
  firstOpenDay,
  linesAt,
  MOST_CENTS,
  shareOut,
  type ChargeRun,
  type EntryKind,
  type Home,
  type SharedOut,
} from '@communitrak/domain/ledger/index.ts';
import { postRuns } from '@communitrak/replica/commands/dues.ts';
import type { Ledger } from '@communitrak/replica/queries/dues.ts';
import { useReplica } from '../../../app/context.ts';
import { useAt } from '../../../app/paths.ts';
import type { MessageId } from '../../../i18n/messages.ts';
import { useText } from '../../../i18n/Text.tsx';
import { useAnnounce } from '../../../kit/Announcer.tsx';
import type { Errors } from '../../../kit/form/form-faults.ts';
import type { Draft } from '../../../kit/form/use-draft.ts';
import { useForm } from '../../../kit/form/use-form.ts';
import type { MoneyValue } from '../../../kit/pickers/money-entry.ts';
import { useDateFaults } from '../../../kit/pickers/use-date-faults.ts';
import { useMoneyFaults } from '../../../kit/pickers/use-money-faults.ts';
import { duesPaths } from '../paths.ts';
import type { Money } from '../Ready.tsx';
import { useAct } from '../use-act.ts';
import { chosenHomes, type WhoForm } from './who-form.ts';

export interface ManyForm extends WhoForm {
  readonly kind: string;
  readonly text: string;
  readonly cents: MoneyValue;
  readonly due: string;
}

const NEW: ManyForm = { who: 'all', class: '', list: [], kind: 'fee', text: '', cents: '', due: '' };
export const TEXT_LIMIT = 200;

export const KINDS = {
  fee: 'dues.many.fee',
  fine: 'dues.many.fine',
  assessment: 'dues.many.assessment',
} as const satisfies Partial<Record<EntryKind, MessageId>>;
const kindOf = (value: string): keyof typeof KINDS =>
  (Object.keys(KINDS) as (keyof typeof KINDS)[]).find((kind) => kind === value) ?? 'fee';

function useFaults(chosen: (values: ManyForm) => number): (values: ManyForm) => Errors<ManyForm> {
  const t = useText();
  const moneyFault = useMoneyFaults();
  const dateFault = useDateFaults();
  const textFault = (text: string): string | undefined => {
    if (text.trim() === '') return t('dues.many.text.missing');
    return text.trim().length > TEXT_LIMIT ? t('dues.many.text.long') : undefined;
  };
  return (values) => {
    const nobody = chosen(values) === 0 ? t('dues.many.nobody') : undefined;
    const faults = {
      [values.who === 'list' ? 'list' : values.who === 'class' ? 'class' : 'who']: nobody,
      text: textFault(values.text),
      cents: moneyFault(values.cents, { required: true, min: 1, max: MOST_CENTS }),
      due: dateFault(values.due, { required: true }),
    };
    return Object.fromEntries(Object.entries(faults).filter(([, fault]) => fault !== undefined));
  };
}

export interface ManyProps {
  readonly money: Money;
  readonly homes: readonly Home[];
  readonly ledger: Ledger;
  readonly draft: Draft<ManyForm>;
}

function runOf(values: ManyForm, shared: SharedOut, money: Money, local: string): ChargeRun {
  const { currency, today, books } = money;
  const usual = { kind: 'bulk', schedule: '', period: '', fund: 'operating', category: '' } as const;
  return createChargeRun(
    {
      ...usual,
      name: values.text.trim(),
      entryKind: kindOf(values.kind),
      currency,
      posted: firstOpenDay(today, books.lockedThrough),
      due: values.due,
      lines: [...shared.lines],
    },
    local,
  );
}

export function useMany({ money, homes, ledger, draft }: ManyProps) {
  const t = useText();
  const at = useAt();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const replica = useReplica();
  const act = useAct();
  const [local] = useState(() => replica.newId());
  const owes = (household: string): boolean =>
    linesAt(ledger.lines.get(household) ?? [], { effective: money.today }).reduce(
      (sum, { cents }) => sum + cents,
      0,
    ) > 0;
  const chosen = (values: ManyForm): readonly Home[] => chosenHomes(values, homes, owes);
  const form = useForm<ManyForm>({
    initial: NEW,
    draft,
    validate: useFaults((values) => chosen(values).length),
  });
  const sharedOf = (values: ManyForm): SharedOut =>
    shareOut({ by: 'home', cents: typeof values.cents === 'number' ? values.cents : 0 }, chosen(values));
  const post = async (): Promise<void> => {
    const values = form.now();
    const run = runOf(values, sharedOf(values), money, local);
    if (!(await act.run(() => postRuns(replica, [run])))) return;
    await form.done();
    announce(t('dues.run.done', { count: run.body.lines.length }));
    void navigate(at(duesPaths.oneRun(run.id)));
  };
  return { form, act, post, chosen, sharedOf };
}
