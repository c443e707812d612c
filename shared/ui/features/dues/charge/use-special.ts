/** The form of a special assessment: what for, how much, in how many instalments; posting all of its runs together. */
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import {
  CODES,
  createInstalmentRuns,
  MOST_INSTALMENTS,
  shareOut,
  type Home,
  type SharedOut,
} from '@communitrak/domain/ledger/index.ts';
import { postRuns } from '@communitrak/replica/commands/dues.ts';
import { useReplica } from '../../../app/context.ts';
import { useAt } from '../../../app/paths.ts';
import { useText } from '../../../i18n/Text.tsx';
import { useAnnounce } from '../../../kit/Announcer.tsx';
import type { Errors } from '../../../kit/form/form-faults.ts';
import type { Draft } from '../../../kit/form/use-draft.ts';
import { useForm } from '../../../kit/form/use-form.ts';
import { useDateFaults } from '../../../kit/pickers/use-date-faults.ts';
import { duesPaths } from '../paths.ts';
import type { Money } from '../Ready.tsx';
import { amountOf, NO_AMOUNT, type AmountForm } from '../schedule/dues-form.ts';
import { useAmountFaults } from '../schedule/use-amount-faults.ts';
import { useAct } from '../use-act.ts';

export interface SpecialForm extends AmountForm {
  readonly name: string;
  readonly firstDue: string;
  readonly count: string;
}

const NEW: SpecialForm = { ...NO_AMOUNT, name: '', firstDue: '', count: '1' };
export const NAME_LIMIT = 120;
const NOTHING: SharedOut = { lines: [], leftOut: [], totalCents: 0 };

/** 0 for what is no number of instalments. */
export function countOf(text: string): number {
  const count = /^\d{1,2}$/.test(text.trim()) ? Number(text) : 0;
  return count <= MOST_INSTALMENTS ? count : 0;
}

function useFaults(homes: readonly Home[]): (values: SpecialForm) => Errors<SpecialForm> {
  const t = useText();
  const dateFault = useDateFaults();
  const amountFaults = useAmountFaults(homes);
  const nameFault = (name: string): string | undefined => {
    if (name.trim() === '') return t('dues.form.name.missing');
    return name.trim().length > NAME_LIMIT ? t('dues.form.name.long') : undefined;
  };
  return (values) => {
    const faults = {
      name: nameFault(values.name),
      firstDue: dateFault(values.firstDue, { required: true }),
      count:
        countOf(values.count) === 0 ? t('dues.special.count.fault', { most: MOST_INSTALMENTS }) : undefined,
      ...amountFaults(values),
    };
    return Object.fromEntries(Object.entries(faults).filter(([, fault]) => fault !== undefined));
  };
}

export interface SpecialProps {
  readonly money: Money;
  readonly homes: readonly Home[];
  readonly draft: Draft<SpecialForm>;
}

export function useSpecial({ money, homes, draft }: SpecialProps) {
  const t = useText();
  const at = useAt();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const replica = useReplica();
  const act = useAct();
  const [local] = useState(() => replica.newId());
  const form = useForm<SpecialForm>({ initial: NEW, draft, validate: useFaults(homes) });
  const { values } = form;
  const shared = useMemo(() => {
    const amount = amountOf(values);
    return amount === undefined ? NOTHING : shareOut(amount, homes);
  }, [values, homes]);
  const post = async (): Promise<void> => {
    const { name, firstDue, count: text } = form.now();
    const count = countOf(text);
    const runs = createInstalmentRuns(
      shared.lines,
      {
        firstDue,
        count,
        currency: money.currency,
        fund: 'special',
        category: CODES.special,
        lockedThrough: money.books.lockedThrough,
        words: (number) =>
          count === 1 ? name.trim() : t('dues.special.words', { name: name.trim(), number, count }),
      },
      local,
    ).filter(({ body }) => body.lines.length > 0);
    if (!(await act.run(() => postRuns(replica, runs)))) return;
    await form.done();
    announce(t('dues.special.done', { count: runs.length }));
    void navigate(at(duesPaths.runs));
  };
  return { form, act, shared, post };
}
