/** How the association takes payments: who bears the fee, with an example in figures; parts; returns; automatic payments. */
import { useMemo, type ReactNode } from 'react';
import { isOffice } from '@communitrak/domain/core/principal.ts';
import { FEE_PAYERS, MOST_RETRIES } from '@communitrak/domain/payments/index.ts';
import { keepPaymentSettings } from '@communitrak/replica/commands/payment-office.ts';
import { moneyRules } from '@communitrak/replica/queries/money.ts';
import { paymentSetup, type PaymentSetup } from '@communitrak/replica/queries/payment-account.ts';
import { useReplica } from '../../app/context.ts';
import { useAt } from '../../app/paths.ts';
import { useQuery } from '../../app/use-query.ts';
import { useText } from '../../i18n/Text.tsx';
import { useAnnounce } from '../../kit/Announcer.tsx';
import { ChoiceField, TextField } from '../../kit/Field.tsx';
import { Form, FormSection } from '../../kit/form/Form.tsx';
import { useForm, type Form as FormState } from '../../kit/form/use-form.ts';
import { Skeleton } from '../../kit/Loading.tsx';
import { Page } from '../../kit/Page.tsx';
import { MoneyField } from '../../kit/pickers/MoneyField.tsx';
import { useMoneyFaults } from '../../kit/pickers/use-money-faults.ts';
import { Fault } from './Fault.tsx';
import { onlinePaths } from './paths.ts';
import { daysOf, formOf, MOST_DAYS, retriesOf, settingsOf, type SettingsForm } from './settings-form.ts';
import { SettingsFacts } from './SettingsFacts.tsx';
import { useCommand } from './use-command.ts';
import { WorkedExample } from './WorkedExample.tsx';
import './online-payments.css';

export function PaymentSettingsScreen(): ReactNode {
  const t = useText();
  const at = useAt();
  const replica = useReplica();
  const setup = useQuery(useMemo(() => paymentSetup(replica), [replica]));
  const rules = useQuery(useMemo(() => moneyRules(replica), [replica]));
  return (
    <Page
      title={t('onlinePayments.settings.title')}
      subtitle={t('onlinePayments.settings.text')}
      width="text"
      back={{ to: at(onlinePaths.list), label: t('onlinePayments.title') }}
    >
      {setup === undefined || rules === undefined ? (
        <Skeleton rows={6} />
      ) : isOffice(replica.principal) ? (
        <Settings setup={setup} currency={rules.currency} />
      ) : (
        <SettingsFacts settings={setup.settings} currency={rules.currency} />
      )}
    </Page>
  );
}

function useSettingsFaults() {
  const t = useText();
  const faultOf = useMoneyFaults();
  return (form: SettingsForm) => {
    const least = form.parts === 'yes' ? faultOf(form.leastPart, { required: true, min: 1 }) : undefined;
    const fee = faultOf(form.returnFee, { required: true, min: 0 });
    const retries = retriesOf(form.retryDays);
    return {
      ...(least === undefined ? {} : { leastPart: least }),
      ...(fee === undefined ? {} : { returnFee: fee }),
      ...(daysOf(form.remindDays) === undefined
        ? { remindDays: t('onlinePayments.settings.days.fault', { most: MOST_DAYS }) }
        : {}),
      ...(retries.fault === undefined
        ? {}
        : {
            retryDays: t(
              retries.fault === 'too-many'
                ? 'onlinePayments.settings.retry.many'
                : 'onlinePayments.settings.retry.fault',
              { most: retries.fault === 'too-many' ? MOST_RETRIES : MOST_DAYS },
            ),
          }),
    };
  };
}

interface SettingsProps {
  readonly setup: PaymentSetup;
  readonly currency: string;
}

function Settings({ setup, currency }: SettingsProps): ReactNode {
  const t = useText();
  const replica = useReplica();
  const announce = useAnnounce();
  const command = useCommand();
  const form = useForm<SettingsForm>({ initial: formOf(setup.settings), validate: useSettingsFaults() });
  const save = async (): Promise<void> => {
    if (!(await command.run(() => keepPaymentSettings(replica, settingsOf(form.now()))))) return;
    announce(t('onlinePayments.settings.saved'));
  };
  return (
    <Form
      form={form}
      submit={t('onlinePayments.settings.save')}
      busy={command.busy}
      onSubmit={() => void save()}
    >
      <FeeFields form={form} currency={currency} />
      <PartFields form={form} currency={currency} />
      <AutopayFields form={form} />
      <Fault words={command.fault} />
    </Form>
  );
}

interface FieldsProps {
  readonly form: FormState<SettingsForm>;
  readonly currency: string;
}

function FeeFields({ form, currency }: FieldsProps): ReactNode {
  const t = useText();
  const choices = FEE_PAYERS.map((payer) => ({
    value: payer,
    label: t(
      payer === 'resident' ? 'onlinePayments.settings.resident' : 'onlinePayments.settings.association',
    ),
  }));
  return (
    <FormSection title={t('onlinePayments.settings.fees')} text={t('onlinePayments.settings.fees.text')}>
      <ChoiceField label={t('onlinePayments.settings.card')} choices={choices} {...form.field('card')} />
      <WorkedExample kind="card" payer={form.values.card} currency={currency} />
      <ChoiceField label={t('onlinePayments.settings.bank')} choices={choices} {...form.field('bank')} />
      <WorkedExample kind="bank" payer={form.values.bank} currency={currency} />
    </FormSection>
  );
}

function PartFields({ form, currency }: FieldsProps): ReactNode {
  const t = useText();
  return (
    <FormSection title={t('onlinePayments.settings.rules')}>
      <ChoiceField
        label={t('onlinePayments.settings.parts')}
        choices={[
          { value: 'yes', label: t('onlinePayments.settings.parts.yes') },
          { value: 'no', label: t('onlinePayments.settings.parts.no') },
        ]}
        {...form.field('parts')}
      />
      {form.values.parts === 'yes' ? (
        <MoneyField
          label={t('onlinePayments.settings.least')}
          help={t('onlinePayments.settings.least.help')}
          currency={currency}
          {...form.field('leastPart')}
        />
      ) : null}
      <MoneyField
        label={t('onlinePayments.settings.returnFee')}
        help={t('onlinePayments.settings.returnFee.help')}
        currency={currency}
        {...form.field('returnFee')}
      />
    </FormSection>
  );
}

function AutopayFields({ form }: Pick<FieldsProps, 'form'>): ReactNode {
  const t = useText();
  return (
    <FormSection
      title={t('onlinePayments.settings.autopay')}
      text={t('onlinePayments.settings.autopay.text')}
    >
      <TextField
        label={t('onlinePayments.settings.remind')}
        help={t('onlinePayments.settings.remind.help')}
        inputMode="numeric"
        autoComplete="off"
        {...form.field('remindDays')}
      />
      <TextField
        label={t('onlinePayments.settings.retry')}
        help={t('onlinePayments.settings.retry.help', { most: MOST_RETRIES })}
        autoComplete="off"
        {...form.field('retryDays')}
      />
      <RetryRule text={form.values.retryDays} />
    </FormSection>
  );
}

/** The one rule, as residents read it. */
function RetryRule({ text }: { readonly text: string }): ReactNode {
  const t = useText();
  const { days } = retriesOf(text);
  if (days === undefined) return null;
  return (
    <p className="op-means" aria-live="polite">
      {days.length === 0
        ? t('onlinePayments.settings.retry.never')
        : t('onlinePayments.settings.retry.rule', { days: days.join(', '), count: days.length })}
    </p>
  );
}
