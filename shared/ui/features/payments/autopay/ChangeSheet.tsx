/** Another way to pay, another day, another limit: in force at once, and for drafts that are still to come. */
import type { ReactNode } from 'react';
import { setAutopay } from '@communitrak/replica/commands/autopay.ts';
import { useReplica } from '../../../app/context.ts';
import { useText } from '../../../i18n/Text.tsx';
import { FormSheet } from '../../../kit/form/FormSheet.tsx';
import { useDraft, type Draft } from '../../../kit/form/use-draft.ts';
import { useForm } from '../../../kit/form/use-form.ts';
import { Notice } from '../../../kit/Notice.tsx';
import { useMoneyFaults } from '../../../kit/pickers/use-money-faults.ts';
import { choicesOf, formOf, parseAutopayForm, type AutopayForm } from './autopay-form.ts';
import { AutopayFields } from './AutopayFields.tsx';
import type { OnProps } from './on-props.ts';
import { useAutopayAct } from './use-autopay-act.ts';

interface ChangeProps extends OnProps {
  readonly onClose: () => void;
}

export function ChangeSheet(props: ChangeProps): ReactNode {
  const draft = useDraft(`autopay-change:${props.home.view.household}`, parseAutopayForm);
  return draft === undefined ? null : <Change {...props} draft={draft} />;
}

function Change({
  home,
  autopay,
  draft,
  onClose,
}: ChangeProps & { readonly draft: Draft<AutopayForm> }): ReactNode {
  const t = useText();
  const replica = useReplica();
  const moneyFault = useMoneyFaults();
  const form = useForm<AutopayForm>({
    initial: formOf(autopay.body),
    draft,
    validate: ({ limit }) => {
      const fault = moneyFault(limit, { min: 100 });
      return fault === undefined ? {} : { limit: fault };
    },
  });
  const { busy, fault, run } = useAutopayAct(onClose);
  const { household, rules } = home.view;
  return (
    <FormSheet
      form={form}
      title={t('payments.autopay.change.title')}
      submit={t('payments.autopay.change.do')}
      busy={busy}
      onClose={onClose}
      onSubmit={() =>
        run('payments.autopay.changed', async () => {
          const result = await setAutopay(replica, household, choicesOf(form.now()));
          if (result.ok) await form.done();
          return result;
        })
      }
    >
      {fault === '' ? null : <Notice tone="loss" alert title={fault} />}
      <AutopayFields form={form} methods={home.payments.methods} currency={rules.currency} />
      <p className="ct-soft">{t('payments.autopay.change.text')}</p>
    </FormSheet>
  );
}
