/** A special assessment: what for, how much from whom, in how many instalments; what each home pays each time; one press. */
import { useMemo, type ReactNode } from 'react';
import { instalmentDays, partsOf, type Home, type SharedOut } from '@communitrak/domain/ledger/index.ts';
import { isCalendarDate } from '@communitrak/domain/core/dates.ts';
import { homes as homesQuery } from '@communitrak/replica/queries/dues.ts';
import { useReplica } from '../../../app/context.ts';
import { useQuery } from '../../../app/use-query.ts';
import { useText } from '../../../i18n/Text.tsx';
import { useFormats } from '../../../i18n/use-formats.ts';
import { TextField } from '../../../kit/Field.tsx';
import { useDraft } from '../../../kit/form/use-draft.ts';
import type { Form } from '../../../kit/form/use-form.ts';
import { Skeleton } from '../../../kit/Loading.tsx';
import { Notice } from '../../../kit/Notice.tsx';
import { DateField } from '../../../kit/pickers/DateField.tsx';
import { ChargePage, ChargePreview, ChargeWizard } from '../ChargeFrame.tsx';
import { Ready, type Money } from '../Ready.tsx';
import { AmountFields } from '../schedule/AmountFields.tsx';
import { parseForm } from '../schedule/dues-form.ts';
import { AMOUNT_FIELDS } from '../schedule/use-amount-faults.ts';
import { countOf, NAME_LIMIT, useSpecial, type SpecialForm, type SpecialProps } from './use-special.ts';
import '../dues.css';

export function SpecialScreen(): ReactNode {
  const t = useText();
  return (
    <ChargePage title={t('dues.special.title')} subtitle={t('dues.special.subtitle')}>
      <Ready>{(money) => <Drafted money={money} />}</Ready>
    </ChargePage>
  );
}

function Drafted({ money }: { readonly money: Money }): ReactNode {
  const replica = useReplica();
  const homes = useQuery(useMemo(() => homesQuery(replica), [replica]));
  const draft = useDraft<SpecialForm>('special-assessment', parseForm);
  if (homes === undefined || draft === undefined) return <Skeleton rows={6} />;
  return <Special money={money} homes={homes} draft={draft} />;
}

function Special(props: SpecialProps): ReactNode {
  const t = useText();
  const { money, homes } = props;
  const { form, act, shared, post } = useSpecial(props);
  return (
    <ChargeWizard
      form={form}
      act={act}
      shared={shared}
      post={post}
      finish={t('dues.special.post', { count: countOf(form.values.count) })}
      steps={[
        {
          id: 'what',
          title: t('dues.form.what'),
          fields: ['name', 'firstDue', 'count'],
          draw: () => <WhatFields form={form} />,
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
              each={t('dues.special.each')}
              total={t('dues.special.total')}
            />
          ),
        },
        {
          id: 'preview',
          title: t('dues.form.preview'),
          fields: [],
          draw: () => <Preview form={form} shared={shared} homes={homes} money={money} />,
        },
      ]}
    />
  );
}

function WhatFields({ form }: { readonly form: Form<SpecialForm> }): ReactNode {
  const t = useText();
  return (
    <>
      <TextField
        label={t('dues.special.name')}
        help={t('dues.special.name.help')}
        autoComplete="off"
        limit={NAME_LIMIT}
        {...form.field('name')}
      />
      <DateField label={t('dues.special.firstDue')} {...form.field('firstDue')} />
      <TextField
        label={t('dues.special.count')}
        help={t('dues.special.count.help')}
        inputMode="numeric"
        autoComplete="off"
        {...form.field('count')}
      />
    </>
  );
}

function Preview(props: {
  readonly form: Form<SpecialForm>;
  readonly shared: SharedOut;
  readonly homes: readonly Home[];
  readonly money: Money;
}): ReactNode {
  const { form, shared, homes, money } = props;
  const { name, firstDue } = form.values;
  const count = countOf(form.values.count);
  if (count === 0 || !isCalendarDate(firstDue)) return null;
  return (
    <ChargePreview title={name} due={firstDue} posted={firstDue} shared={shared} homes={homes} money={money}>
      {count > 1 ? (
        <Instalments shared={shared} count={count} firstDue={firstDue} currency={money.currency} />
      ) : null}
    </ChargePreview>
  );
}

/** Each due date with what all homes pay on it, and where the cents go that do not divide. */
function Instalments(props: {
  readonly shared: SharedOut;
  readonly count: number;
  readonly firstDue: string;
  readonly currency: string;
}): ReactNode {
  const t = useText();
  const formats = useFormats();
  const { shared, count, firstDue, currency } = props;
  const sums = Array.from({ length: count }, () => 0);
  for (const { cents } of shared.lines)
    partsOf(cents, count).forEach((part, at) => (sums[at] = (sums[at] ?? 0) + part));
  const money = (cents: number): string => formats.money({ cents, currency });
  const example = shared.lines[0];
  const parts = example === undefined ? [] : partsOf(example.cents, count);
  return (
    <Notice title={t('dues.special.instalments', { count })}>
      <ol className="du-instalments">
        {instalmentDays(firstDue, count).map((due, at) => (
          <li key={due}>
            <span>{formats.date(due)}</span>
            <span className="ct-numbers">{money(sums[at] ?? 0)}</span>
          </li>
        ))}
      </ol>
      <p>
        {t('dues.special.rule', {
          amount: money(example?.cents ?? 0),
          first: money(parts[0] ?? 0),
          last: money(parts.at(-1) ?? 0),
        })}
      </p>
    </Notice>
  );
}
