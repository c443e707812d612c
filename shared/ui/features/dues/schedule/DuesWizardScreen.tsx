/** A dues schedule in four steps: what and when, how much from whom, which homes are left out, and what that comes to. */
import { useMemo, type ReactNode } from 'react';
import { useParams } from 'react-router';
import {
  CODES,
  FREQUENCIES,
  FUNDS,
  createDuesSchedule,
  previewDues,
  type DuesSchedule,
  type Frequency,
  type Home,
} from '@communitrak/domain/ledger/index.ts';
import { homes as homesQuery } from '@communitrak/replica/queries/dues.ts';
import { duesSchedules } from '@communitrak/replica/queries/money.ts';
import { useReplica } from '../../../app/context.ts';
import { useQuery } from '../../../app/use-query.ts';
import { useText } from '../../../i18n/Text.tsx';
import { EmptyState } from '../../../kit/EmptyState.tsx';
import { ChoiceField, SelectField, TextField } from '../../../kit/Field.tsx';
import { useDraft, type Draft } from '../../../kit/form/use-draft.ts';
import type { Form } from '../../../kit/form/use-form.ts';
import { Skeleton } from '../../../kit/Loading.tsx';
import { DateField } from '../../../kit/pickers/DateField.tsx';
import { accountWords, FREQUENCY_WORDS, FUND_WORDS } from '../dues-words.ts';
import { ChargePage, ChargePreview, ChargeWizard } from '../ChargeFrame.tsx';
import { Ready, type Money } from '../Ready.tsx';
import { AmountFields } from './AmountFields.tsx';
import { bodyOf, isShortLast, parseForm, type DuesForm } from './dues-form.ts';
import { HomesStep } from './HomesStep.tsx';
import { AMOUNT_FIELDS } from './use-amount-faults.ts';
import { NAME_LIMIT, useDuesForm } from './use-dues-form.ts';
import '../dues.css';

export function DuesWizardScreen(): ReactNode {
  const t = useText();
  const { id } = useParams();
  const replica = useReplica();
  const schedules = useQuery(useMemo(() => duesSchedules(replica), [replica]));
  const schedule = schedules?.find((one) => one.id === `dues-schedule:${id ?? ''}`);
  return (
    <ChargePage title={schedule?.body.name ?? t('dues.new')}>
      {schedules === undefined ? (
        <Skeleton rows={6} />
      ) : id !== undefined && schedule === undefined ? (
        <EmptyState title={t('dues.gone.title')} text={t('dues.gone.text')} />
      ) : (
        <Ready>{(money) => <Drafted key={id ?? ''} money={money} schedule={schedule} />}</Ready>
      )}
    </ChargePage>
  );
}

interface PartProps {
  readonly money: Money;
  readonly schedule: DuesSchedule | undefined;
}

function Drafted(props: PartProps): ReactNode {
  const replica = useReplica();
  const homes = useQuery(useMemo(() => homesQuery(replica), [replica]));
  const draft = useDraft<DuesForm>(props.schedule?.id ?? 'dues-new', parseForm);
  if (homes === undefined || draft === undefined) return <Skeleton rows={6} />;
  return <DuesWizard {...props} homes={homes} draft={draft} />;
}

interface WizardProps extends PartProps {
  readonly homes: readonly Home[];
  readonly draft: Draft<DuesForm>;
}

function DuesWizard({ money, schedule, homes, draft }: WizardProps): ReactNode {
  const t = useText();
  const { form, act, save } = useDuesForm({ schedule, homes, draft });
  return (
    <ChargeWizard
      form={form}
      act={act}
      post={save}
      finish={t('dues.form.save')}
      steps={[
        {
          id: 'what',
          title: t('dues.form.what'),
          fields: ['name', 'frequency', 'firstDue', 'lastDay', 'fund', 'category'],
          draw: () => <WhatStep form={form} money={money} />,
        },
        {
          id: 'amount',
          title: t('dues.form.amount'),
          fields: AMOUNT_FIELDS,
          draw: () => (
            <AmountFields
              form={form}
              homes={homes}
              currency={money.currency}
              each={t('dues.form.each')}
              total={t('dues.form.total')}
            />
          ),
        },
        {
          id: 'homes',
          title: t('dues.form.homes'),
          text: t('dues.form.homes.text'),
          fields: ['skip', 'holds'],
          draw: () => <HomesStep form={form} homes={homes} today={money.today} />,
        },
        {
          id: 'preview',
          title: t('dues.form.preview'),
          text: t('dues.form.preview.text'),
          fields: [],
          draw: () => <PreviewStep form={form} homes={homes} money={money} />,
        },
      ]}
    />
  );
}

function WhatStep({ form, money }: { readonly form: Form<DuesForm>; readonly money: Money }): ReactNode {
  const t = useText();
  const income = [CODES.assessments, CODES.special, CODES.fees];
  const named = income.flatMap((code) => {
    const words = accountWords(code);
    return words === undefined ? [] : [{ value: code as string, label: `${code} ${t(words)}` }];
  });
  const own = money.books.accounts.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }));
  return (
    <>
      <TextField
        label={t('dues.form.name')}
        help={t('dues.form.name.help')}
        autoComplete="off"
        limit={NAME_LIMIT}
        {...form.field('name')}
      />
      <SelectField
        label={t('dues.form.frequency')}
        choices={(Object.keys(FREQUENCIES) as Frequency[]).map((one) => ({
          value: one,
          label: t(FREQUENCY_WORDS[one]),
        }))}
        {...form.field('frequency')}
      />
      <DateField
        label={t('dues.form.firstDue')}
        help={t('dues.form.firstDue.help')}
        {...form.field('firstDue')}
      />
      {isShortLast(form.values.firstDue) ? (
        <ChoiceField
          label={t('dues.form.lastDay')}
          choices={[
            { value: 'no', label: t('dues.form.lastDay.no', { day: Number(form.values.firstDue.slice(8)) }) },
            { value: 'yes', label: t('dues.form.lastDay.yes') },
          ]}
          {...form.field('lastDay')}
        />
      ) : null}
      <ChoiceField
        inline
        label={t('dues.form.fund')}
        choices={FUNDS.map((fund) => ({ value: fund, label: t(FUND_WORDS[fund]) }))}
        {...form.field('fund')}
      />
      <SelectField
        label={t('dues.form.category')}
        help={t('dues.form.category.help')}
        choices={[{ value: '', label: t('dues.form.category.usual') }, ...named, ...own]}
        {...form.field('category')}
      />
    </>
  );
}

function PreviewStep(props: {
  readonly form: Form<DuesForm>;
  readonly homes: readonly Home[];
  readonly money: Money;
}): ReactNode {
  const { form, homes, money } = props;
  const { currency, books } = money;
  const { values } = form;
  const preview = useMemo(() => {
    const body = bodyOf(values);
    if (body === undefined) return undefined;
    const { lockedThrough } = books;
    return previewDues(createDuesSchedule(body, 'preview'), body.from, homes, {
      words: body.name,
      currency,
      lockedThrough,
    });
  }, [values, homes, currency, books]);
  if (preview === undefined) return null;
  return (
    <ChargePreview
      title={values.name}
      due={preview.due}
      posted={preview.posted}
      shared={preview}
      homes={homes}
      money={money}
    />
  );
}
