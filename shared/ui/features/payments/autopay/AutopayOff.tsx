/** Autopay that is off: what it would do, the choices, and the consent without which it is not turned on. */
import type { ReactNode } from 'react';
import { localOf } from '@communitrak/domain/core/ids.ts';
import { defaultMethod, type SavedMethod } from '@communitrak/domain/payments/index.ts';
import { agreeToAutopay } from '@communitrak/replica/commands/autopay.ts';
import type { AutopayView } from '@communitrak/replica/queries/autopay.ts';
import type { MyPayments } from '@communitrak/replica/queries/payments.ts';
import { useReplica } from '../../../app/context.ts';
import { useAt } from '../../../app/paths.ts';
import { useText } from '../../../i18n/Text.tsx';
import { LinkButton } from '../../../kit/Button.tsx';
import { CheckField } from '../../../kit/Field.tsx';
import { FieldError } from '../../../kit/FieldFrame.tsx';
import { Form } from '../../../kit/form/Form.tsx';
import { useDraft, type Draft } from '../../../kit/form/use-draft.ts';
import { useForm } from '../../../kit/form/use-form.ts';
import { Skeleton } from '../../../kit/Loading.tsx';
import { Notice } from '../../../kit/Notice.tsx';
import { useMoneyFaults } from '../../../kit/pickers/use-money-faults.ts';
import { paymentPaths } from '../paths.ts';
import type { PayingHome } from '../use-paying.ts';
import { choicesOf, formOf, parseAutopayForm, type AutopayForm } from './autopay-form.ts';
import { AutopayFields } from './AutopayFields.tsx';
import { CONSENT_VERSION, useConsentText } from './use-autopay-words.ts';
import { useAutopayAct } from './use-autopay-act.ts';

interface OffProps {
  readonly home: PayingHome;
  readonly paying: MyPayments;
  readonly state: AutopayView;
}

export function AutopayOff(props: OffProps): ReactNode {
  const t = useText();
  const at = useAt();
  const { home } = props;
  const { household } = home.view;
  const draft = useDraft(`autopay:${household}`, parseAutopayForm);
  const isUsable = home.payments.methods.some(({ body }) => body.state === 'usable');
  return (
    <>
      <p className="py-note">{t('payments.autopay.about')}</p>
      {isUsable ? null : (
        <Notice
          tone="needs"
          title={t('payments.autopay.noMethod')}
          actions={
            <LinkButton kind="primary" to={at(paymentPaths.methods(household))}>
              {t('payments.methods')}
            </LinkButton>
          }
        >
          <p>{t('payments.autopay.noMethod.text')}</p>
        </Notice>
      )}
      {isUsable && draft === undefined ? <Skeleton rows={4} /> : null}
      {isUsable && draft !== undefined ? <TurnOn {...props} draft={draft} /> : null}
    </>
  );
}

function chosen(form: AutopayForm, methods: readonly SavedMethod[]): SavedMethod | undefined {
  return form.method === '' ? defaultMethod(methods) : methods.find(({ id }) => localOf(id) === form.method);
}

function TurnOn({
  home,
  paying,
  state,
  draft,
}: OffProps & { readonly draft: Draft<AutopayForm> }): ReactNode {
  const t = useText();
  const replica = useReplica();
  const moneyFault = useMoneyFaults();
  const consentText = useConsentText();
  const { methods } = home.payments;
  const { household, rules } = home.view;
  const form = useForm<AutopayForm>({
    initial: formOf(state.autopay?.body),
    draft,
    validate: (values) => {
      const limit = moneyFault(values.limit, { min: 100 });
      return {
        ...(chosen(values, methods) === undefined ? { method: t('payments.autopay.method.missing') } : {}),
        ...(limit === undefined ? {} : { limit }),
        ...(values.agreed ? {} : { agreed: t('payments.autopay.agree.missing') }),
      };
    },
  });
  const { busy, fault, run } = useAutopayAct();
  const told = { paying, method: chosen(form.values, methods), currency: rules.currency };
  const text = consentText(form.values, told);
  const agree = (): void =>
    run('payments.autopay.turnedOn', async () => {
      const result = await agreeToAutopay(replica, household, choicesOf(form.now()), {
        version: CONSENT_VERSION,
        text,
      });
      if (result.ok) await form.done();
      return result;
    });
  const agreed = form.field('agreed');
  return (
    <Form form={form} submit={t('payments.autopay.turnOn')} busy={busy} onSubmit={agree}>
      {fault === '' ? null : <Notice tone="loss" alert title={fault} />}
      <AutopayFields form={form} methods={methods} currency={rules.currency} />
      <div className="py-consent">
        <h2>{t('payments.autopay.consent')}</h2>
        <p>{text}</p>
        <CheckField
          label={t('payments.autopay.agree')}
          checked={form.values.agreed}
          onChange={(value) => form.set({ agreed: value })}
        />
        <FieldError id={agreed.id} error={agreed.error} />
      </div>
    </Form>
  );
}
