/** The columns of the list of payments: where, what state, how much, with which fee, how, when. */
import { useMemo } from 'react';
import { FEE_PAYERS, METHOD_KINDS, refundedOf, SHOWN_STATES } from '@communitrak/domain/payments/index.ts';
import type { PaymentRow } from '@communitrak/replica/queries/payment-office.ts';
import type { Formats } from '../../i18n/formats.ts';
import type { MessageId } from '../../i18n/messages.ts';
import { useText, type Say } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { columnKinds, type TableColumn } from '../../kit/table/column.ts';
import { tailWords } from './gateway-words.ts';
import { KIND_WORDS, PAYER_WORDS, SOURCE_WORDS, STATE_WORDS } from './payment-words.ts';
import { StateTag } from './StateTag.tsx';

/** What a key is called; keys come from the rows, so that each has its word. */
function words<K extends string>(known: Readonly<Record<K, MessageId>>, t: Say): (key: string) => string {
  return (key) => (key in known ? t(known[key as K]) : key);
}

export const homeOf = ({ address, name }: Pick<PaymentRow, 'address' | 'name'>): string => address || name;

function firstColumns(t: Say, formats: Formats): readonly TableColumn<PaymentRow>[] {
  const { text, tag, instant } = columnKinds<PaymentRow>(formats);
  return [
    text({
      id: 'home',
      header: t('onlinePayments.column.home'),
      value: homeOf,
      fixed: true,
      width: 150,
      grow: 3,
      onPhone: 'title',
    }),
    text({
      id: 'household',
      header: t('onlinePayments.column.household'),
      value: ({ name }) => name,
      grow: 2,
    }),
    tag({
      id: 'state',
      header: t('onlinePayments.column.state'),
      value: ({ state }) => state,
      label: words(STATE_WORDS, t),
      order: SHOWN_STATES,
      width: 200,
      show: ({ state }) => <StateTag state={state} />,
    }),
    instant({
      id: 'date',
      header: t('onlinePayments.column.date'),
      value: ({ payment }) => payment.body.recorded,
    }),
    tag({
      id: 'kind',
      header: t('onlinePayments.column.kind'),
      value: ({ payment }) => payment.body.kind,
      label: words(KIND_WORDS, t),
      order: METHOD_KINDS,
      width: 140,
      onPhone: 'none',
    }),
  ];
}

function moneyColumns(t: Say, formats: Formats, currency: string): readonly TableColumn<PaymentRow>[] {
  const { money } = columnKinds<PaymentRow>(formats);
  return [
    money({
      id: 'amount',
      header: t('onlinePayments.column.amount'),
      value: ({ payment }) => payment.body.cents,
      currency,
    }),
    money({
      id: 'fee',
      header: t('onlinePayments.column.fee'),
      value: ({ payment }) => payment.body.feeCents,
      currency,
      width: 100,
      onPhone: 'none',
    }),
    money({
      id: 'total',
      header: t('onlinePayments.column.total'),
      value: ({ payment }) => payment.body.totalCents,
      currency,
      hiddenAtFirst: true,
      onPhone: 'none',
    }),
    money({
      id: 'refunded',
      header: t('onlinePayments.column.refunded'),
      value: ({ payment }) => refundedOf(payment.body.outcome) || undefined,
      currency,
      hiddenAtFirst: true,
      onPhone: 'none',
    }),
  ];
}

/** Not shown until they are asked for. */
function moreColumns(t: Say, formats: Formats): readonly TableColumn<PaymentRow>[] {
  const { text, tag } = columnKinds<PaymentRow>(formats);
  return [
    tag({
      id: 'payer',
      header: t('onlinePayments.column.payer'),
      value: ({ payment }) => payment.body.feePayer,
      label: words(PAYER_WORDS, t),
      order: FEE_PAYERS,
      hiddenAtFirst: true,
      onPhone: 'none',
    }),
    text({
      id: 'with',
      header: t('onlinePayments.column.with'),
      value: ({ payment }) => {
        const { paidWith } = payment.body.outcome;
        return paidWith === undefined ? '' : tailWords(paidWith, t);
      },
      hiddenAtFirst: true,
      onPhone: 'none',
    }),
    tag({
      id: 'source',
      header: t('onlinePayments.column.source'),
      value: ({ payment }) => payment.body.source,
      label: words(SOURCE_WORDS, t),
      hiddenAtFirst: true,
      onPhone: 'none',
    }),
    text({
      id: 'intent',
      header: t('onlinePayments.column.intent'),
      value: ({ payment }) => payment.body.outcome.gateway?.intent ?? '',
      hiddenAtFirst: true,
      onPhone: 'none',
    }),
  ];
}

export function usePaymentColumns(currency: string): readonly TableColumn<PaymentRow>[] {
  const t = useText();
  const formats = useFormats();
  return useMemo(
    () => [...firstColumns(t, formats), ...moneyColumns(t, formats, currency), ...moreColumns(t, formats)],
    [t, formats, currency],
  );
}
