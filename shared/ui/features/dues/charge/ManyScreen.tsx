/** One charge for many homes: whom, what, how much, when due; a preview; one press. */
import { useMemo, type ReactNode } from 'react';
import { firstOpenDay, type Home, type SharedOut } from '@communitrak/domain/ledger/index.ts';
import { homes as homesQuery, ledger as ledgerQuery } from '@communitrak/replica/queries/dues.ts';
import { useReplica } from '../../../app/context.ts';
import { useQuery } from '../../../app/use-query.ts';
import { useText } from '../../../i18n/Text.tsx';
import { ChoiceField, TextField } from '../../../kit/Field.tsx';
import { useDraft } from '../../../kit/form/use-draft.ts';
import type { Form } from '../../../kit/form/use-form.ts';
import { Skeleton } from '../../../kit/Loading.tsx';
import { DateField } from '../../../kit/pickers/DateField.tsx';
import { MoneyField } from '../../../kit/pickers/MoneyField.tsx';
import { ChargePage, ChargePreview, ChargeWizard } from '../ChargeFrame.tsx';
import { Ready, type Money } from '../Ready.tsx';
import { parseForm } from '../schedule/dues-form.ts';
import { KINDS, TEXT_LIMIT, useMany, type ManyForm, type ManyProps } from './use-many.ts';
import { WhoFields } from './WhoFields.tsx';
import '../dues.css';

export function ManyScreen(): ReactNode {
  const t = useText();
  return (
    <ChargePage title={t('dues.many.title')} subtitle={t('dues.many.subtitle')}>
      <Ready>{(money) => <Drafted money={money} />}</Ready>
    </ChargePage>
  );
}

function Drafted({ money }: { readonly money: Money }): ReactNode {
  const replica = useReplica();
  const homes = useQuery(useMemo(() => homesQuery(replica), [replica]));
  const ledger = useQuery(useMemo(() => ledgerQuery(replica), [replica]));
  const draft = useDraft<ManyForm>('charge-many', parseForm);
  if (homes === undefined || ledger === undefined || draft === undefined) return <Skeleton rows={6} />;
  return <Many money={money} homes={homes} ledger={ledger} draft={draft} />;
}

function Many(props: ManyProps): ReactNode {
  const t = useText();
  const { money, homes } = props;
  const { form, act, post, chosen, sharedOf } = useMany(props);
  const shared = sharedOf(form.values);
  return (
    <ChargeWizard
      form={form}
      act={act}
      shared={shared}
      post={post}
      finish={t('dues.run.post', { count: shared.lines.length })}
      steps={[
        {
          id: 'who',
          title: t('dues.many.step.who'),
          fields: ['who', 'class', 'list'],
          draw: () => <WhoFields form={form} homes={homes} chosen={chosen(form.values).length} />,
        },
        {
          id: 'what',
          title: t('dues.many.step.what'),
          fields: ['kind', 'text', 'cents', 'due'],
          draw: () => <WhatFields form={form} currency={money.currency} />,
        },
        {
          id: 'preview',
          title: t('dues.form.preview'),
          fields: [],
          draw: () => <Preview form={form} shared={shared} homes={chosen(form.values)} money={money} />,
        },
      ]}
    />
  );
}

function WhatFields({
  form,
  currency,
}: {
  readonly form: Form<ManyForm>;
  readonly currency: string;
}): ReactNode {
  const t = useText();
  return (
    <>
      <ChoiceField
        inline
        label={t('dues.col.kind')}
        choices={Object.entries(KINDS).map(([value, words]) => ({ value, label: t(words) }))}
        {...form.field('kind')}
      />
      <TextField
        label={t('dues.many.text')}
        help={t('dues.many.text.help')}
        autoComplete="off"
        limit={TEXT_LIMIT}
        {...form.field('text')}
      />
      <MoneyField label={t('dues.many.each')} currency={currency} {...form.field('cents')} />
      <DateField label={t('dues.col.due')} {...form.field('due')} />
    </>
  );
}

function Preview(props: {
  readonly form: Form<ManyForm>;
  readonly shared: SharedOut;
  readonly homes: readonly Home[];
  readonly money: Money;
}): ReactNode {
  const { form, shared, homes, money } = props;
  const { due, text } = form.values;
  const { today, books } = money;
  const posted = firstOpenDay(today, books.lockedThrough);
  return (
    <ChargePreview
      title={text}
      due={due}
      posted={posted === today ? due : posted}
      shared={shared}
      homes={homes}
      money={money}
    />
  );
}
