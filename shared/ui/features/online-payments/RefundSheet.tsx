/** Money given back: how much, why, and what that will do and to whom. */
import type { ReactNode } from 'react';
import { requestRefund } from '@communitrak/replica/commands/payment-office.ts';
import type { PaymentView } from '@communitrak/replica/queries/payment-office.ts';
import { useReplica } from '../../app/context.ts';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { useAnnounce } from '../../kit/Announcer.tsx';
import { TextField } from '../../kit/Field.tsx';
import { FormSheet } from '../../kit/form/FormSheet.tsx';
import { useDraft, type Draft } from '../../kit/form/use-draft.ts';
import { useForm } from '../../kit/form/use-form.ts';
import type { MoneyValue } from '../../kit/pickers/money-entry.ts';
import { MoneyField } from '../../kit/pickers/MoneyField.tsx';
import { useMoneyFaults } from '../../kit/pickers/use-money-faults.ts';
import { Fault } from './Fault.tsx';
import { tailWords } from './gateway-words.ts';
import { useCommand } from './use-command.ts';

interface RefundForm {
  readonly amount: MoneyValue;
  readonly reason: string;
}

interface RefundSheetProps {
  readonly view: PaymentView;
  /** What can be given back, in whole cents. */
  readonly mostCents: number;
  readonly onClose: () => void;
}

const MOST_REASON = 300;

function parse(value: unknown): Partial<RefundForm> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { amount, reason } = value as Record<string, unknown>;
  return {
    ...(typeof amount === 'number' || typeof amount === 'string' ? { amount } : {}),
    ...(typeof reason === 'string' ? { reason } : {}),
  };
}

export function RefundSheet(props: RefundSheetProps): ReactNode {
  const draft = useDraft<RefundForm>(`refund-${props.view.payment.id}`, parse);
  return draft === undefined ? null : <Refunding {...props} draft={draft} />;
}

/** Above what was paid it says how much is left to give back. */
function useRefundFaults(mostCents: number, currency: string) {
  const t = useText();
  const formats = useFormats();
  const faultOf = useMoneyFaults();
  return ({ amount, reason }: RefundForm) => {
    const above = typeof amount === 'number' && amount > mostCents;
    const most = formats.money({ cents: mostCents, currency });
    const words = above
      ? t('onlinePayments.refund.above', { amount: most })
      : faultOf(amount, { required: true, min: 1 });
    const long = reason.trim().length > MOST_REASON;
    return {
      ...(words === undefined ? {} : { amount: words }),
      ...(reason.trim() === '' || long
        ? { reason: t(long ? 'onlinePayments.refund.reason.long' : 'onlinePayments.refund.reason.missing') }
        : {}),
    };
  };
}

function Refunding(props: RefundSheetProps & { readonly draft: Draft<RefundForm> }): ReactNode {
  const { view, mostCents, draft, onClose } = props;
  const t = useText();
  const formats = useFormats();
  const replica = useReplica();
  const announce = useAnnounce();
  const command = useCommand();
  const { currency } = view.payment.body;
  const form = useForm<RefundForm>({
    initial: { amount: mostCents, reason: '' },
    draft,
    validate: useRefundFaults(mostCents, currency),
  });
  const send = async (): Promise<void> => {
    const { amount, reason } = form.now();
    const cents = typeof amount === 'number' ? amount : 0;
    if (!(await command.run(() => requestRefund(replica, view.payment.id, { cents, reason })))) return;
    await form.done();
    onClose();
    announce(t('onlinePayments.refund.done', { amount: formats.money({ cents, currency }) }));
  };
  return (
    <FormSheet
      form={form}
      title={t('onlinePayments.refund.title')}
      submit={t('onlinePayments.refund.submit')}
      kind="danger"
      busy={command.busy}
      onSubmit={() => void send()}
      onClose={onClose}
    >
      <MoneyField
        label={t('onlinePayments.refund.amount')}
        help={t('onlinePayments.refund.amount.help', {
          amount: formats.money({ cents: mostCents, currency }),
        })}
        currency={currency}
        {...form.field('amount')}
      />
      <TextField
        label={t('onlinePayments.refund.reason')}
        help={t('onlinePayments.refund.reason.help')}
        autoComplete="off"
        limit={MOST_REASON}
        {...form.field('reason')}
      />
      <Means view={view} amount={form.values.amount} mostCents={mostCents} />
      <Fault words={command.fault} />
    </FormSheet>
  );
}

/** What will happen, and to whom, before it is asked for. */
function Means(props: {
  readonly view: PaymentView;
  readonly amount: MoneyValue;
  readonly mostCents: number;
}): ReactNode {
  const t = useText();
  const formats = useFormats();
  const { view, amount, mostCents } = props;
  const { currency, kind, outcome, feeCents } = view.payment.body;
  if (typeof amount !== 'number' || amount < 1 || amount > mostCents) return null;
  const tail = outcome.paidWith ?? { kind, brand: '', last4: '' };
  return (
    <p className="op-means" aria-live="polite">
      {t('onlinePayments.refund.means', {
        amount: formats.money({ cents: amount, currency }),
        household: view.name,
        with: tailWords(tail, t),
        fee: formats.money({ cents: feeCents, currency }),
      })}
    </p>
  );
}
