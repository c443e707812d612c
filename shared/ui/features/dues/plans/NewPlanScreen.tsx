/** Agreeing on a payment plan: whose debt, in how many instalments, whether late fees wait meanwhile; what is due when. */
import { useMemo, useState, type ReactNode } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { MOST_INSTALMENTS, rulesOfBooks, type PaymentPlanBody } from '@communitrak/domain/ledger/index.ts';
import { isCalendarDate } from '@communitrak/domain/core/dates.ts';
import { makeId } from '@communitrak/domain/core/ids.ts';
import { agreePlan } from '@communitrak/replica/commands/dues.ts';
import {
  householdNames,
  ledger as ledgerQuery,
  type HouseholdName,
  type Ledger,
} from '@communitrak/replica/queries/dues.ts';
import { useReplica } from '../../../app/context.ts';
import { useAt } from '../../../app/paths.ts';
import { useQuery } from '../../../app/use-query.ts';
import { useText } from '../../../i18n/Text.tsx';
import { useFormats } from '../../../i18n/use-formats.ts';
import { useAnnounce } from '../../../kit/Announcer.tsx';
import { ChoiceField, TextField } from '../../../kit/Field.tsx';
import type { Errors } from '../../../kit/form/form-faults.ts';
import { Form, FormSection } from '../../../kit/form/Form.tsx';
import { useDraft, type Draft } from '../../../kit/form/use-draft.ts';
import { useForm } from '../../../kit/form/use-form.ts';
import { Skeleton } from '../../../kit/Loading.tsx';
import { Page } from '../../../kit/Page.tsx';
import { DateField } from '../../../kit/pickers/DateField.tsx';
import { EntryPicker } from '../../../kit/pickers/EntryPicker.tsx';
import { useDateFaults } from '../../../kit/pickers/use-date-faults.ts';
import { Fault } from '../Fault.tsx';
import { duesPaths } from '../paths.ts';
import { Ready, type Money } from '../Ready.tsx';
import { parseForm } from '../schedule/dues-form.ts';
import { useAct } from '../use-act.ts';
import { InstalmentList } from './InstalmentList.tsx';
import { NEW_PLAN, openOn, planOf, readCount, readGrace, sumOf, type PlanForm } from './plan-form.ts';
import '../dues.css';

export function NewPlanScreen(): ReactNode {
  const t = useText();
  const at = useAt();
  return (
    <Page
      title={t('dues.plans.new')}
      subtitle={t('dues.plans.newText')}
      back={{ to: at(duesPaths.plans), label: t('dues.plans.title') }}
      width="text"
    >
      <Ready>{(money) => <Drafted money={money} />}</Ready>
    </Page>
  );
}

type Names = ReadonlyMap<string, HouseholdName>;

function Drafted({ money }: { readonly money: Money }): ReactNode {
  const replica = useReplica();
  const [params] = useSearchParams();
  const ledger = useQuery(useMemo(() => ledgerQuery(replica), [replica]));
  const names = useQuery(useMemo(() => householdNames(replica), [replica]));
  const draft = useDraft<PlanForm>('payment-plan-new', parseForm);
  if (ledger === undefined || names === undefined || draft === undefined) return <Skeleton rows={6} />;
  const asked = params.get('household') ?? '';
  return <NewPlan money={money} ledger={ledger} names={names} draft={draft} asked={asked} />;
}

interface NewPlanProps {
  readonly money: Money;
  readonly ledger: Ledger;
  readonly names: Names;
  readonly draft: Draft<PlanForm>;
  /** The household that somebody came here for. */
  readonly asked: string;
}

function useFaults(
  today: string,
  open: (household: string) => number,
): (values: PlanForm) => Errors<PlanForm> {
  const t = useText();
  const dateFault = useDateFaults();
  const householdFault = ({ household, count }: PlanForm): string | undefined => {
    if (household === '') return t('dues.plan.household.missing');
    const cents = open(household);
    if (cents === 0) return t('dues.plan.household.even');
    return cents < (readCount(count) ?? 1) ? t('dues.plan.household.little') : undefined;
  };
  return (values) => {
    const faults = {
      household: householdFault(values),
      count:
        readCount(values.count) === undefined
          ? t('dues.special.count.fault', { most: MOST_INSTALMENTS })
          : undefined,
      firstDue: dateFault(values.firstDue, { required: true, min: today }),
      graceDays: readGrace(values.graceDays) === undefined ? t('dues.plan.grace.fault') : undefined,
      text: values.text.trim().length > 500 ? t('dues.plan.text.long') : undefined,
    };
    return Object.fromEntries(Object.entries(faults).filter(([, fault]) => fault !== undefined));
  };
}

function useNewPlan({ money, ledger, draft, asked }: NewPlanProps) {
  const t = useText();
  const at = useAt();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const replica = useReplica();
  const act = useAct();
  const [local] = useState(() => replica.newId());
  const { today, currency, books } = money;
  const rulesOn = useMemo(() => rulesOfBooks(books), [books]);
  const chargesOf = (household: string): PaymentPlanBody['charges'] =>
    openOn(ledger.lines.get(household) ?? [], rulesOn, today);
  const form = useForm<PlanForm>({
    initial: { ...NEW_PLAN, household: asked },
    draft,
    validate: useFaults(today, (household) => sumOf(chargesOf(household))),
  });
  const { values } = form;
  const open = values.household === '' ? [] : chargesOf(values.household);
  const plan = isCalendarDate(values.firstDue) ? planOf(values, open, { today, currency }) : undefined;
  const agree = async (): Promise<void> => {
    if (plan === undefined || !(await act.run(() => agreePlan(replica, plan, local)))) return;
    await form.done();
    announce(t('dues.plan.agreed'));
    void navigate(at(duesPaths.onePlan(makeId('payment-plan', local))));
  };
  return { form, act, open, plan, agree };
}

function NewPlan(props: NewPlanProps): ReactNode {
  const t = useText();
  const formats = useFormats();
  const { money, names, ledger } = props;
  const { form, act, open, plan, agree } = useNewPlan(props);
  const entries = useMemo(
    () =>
      [...names]
        .filter(([id]) => ledger.lines.has(id))
        .map(([id, { name, address }]) => ({ id, label: name, detail: address })),
    [names, ledger],
  );
  const { household } = form.values;
  return (
    <Form form={form} submit={t('dues.plan.submit')} busy={act.busy} onSubmit={() => void agree()}>
      <FormSection title={t('dues.plan.whose')}>
        <EntryPicker
          label={t('dues.col.payer')}
          help={t('dues.form.homes.whichHelp')}
          entries={entries}
          {...form.field('household')}
        />
        {household === '' ? null : (
          <p className="du-sum" aria-live="polite">
            {t('dues.plan.open', {
              count: open.length,
              amount: formats.money({ cents: sumOf(open), currency: money.currency }),
            })}
          </p>
        )}
      </FormSection>
      <FormSection title={t('dues.plan.terms')} columns={2}>
        <TextField
          label={t('dues.special.count')}
          inputMode="numeric"
          autoComplete="off"
          {...form.field('count')}
        />
        <DateField label={t('dues.special.firstDue')} min={money.today} {...form.field('firstDue')} />
        <TextField
          label={t('dues.plan.grace')}
          help={t('dues.plan.grace.help')}
          inputMode="numeric"
          autoComplete="off"
          {...form.field('graceDays')}
        />
        <ChoiceField
          label={t('dues.plan.waives')}
          choices={[
            { value: 'yes', label: t('dues.plan.waives.yes'), help: t('dues.plan.waives.yesHelp') },
            { value: 'no', label: t('dues.plan.waives.no') },
          ]}
          {...form.field('waives')}
        />
      </FormSection>
      <TextField
        label={t('dues.plan.text')}
        help={t('dues.plan.text.help')}
        optional
        autoComplete="off"
        limit={500}
        {...form.field('text')}
      />
      {plan === undefined ? null : (
        <FormSection title={t('dues.special.instalments', { count: plan.instalments.length })}>
          <InstalmentList plan={plan} paidCents={0} />
        </FormSection>
      )}
      <Fault words={act.fault} />
    </Form>
  );
}
