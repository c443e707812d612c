/** A receipt on paper: what was paid, with what, for which charges, and what was given back of it. Pure. */
import { dateInZone } from '@communitrak/domain/core/dates.ts';
import { localOf } from '@communitrak/domain/core/ids.ts';
import { refundedOf, type Payment, type PaymentBody } from '@communitrak/domain/payments/index.ts';
import type { PaymentRow } from '@communitrak/replica/queries/payments.ts';
import type { Formats } from '../../i18n/formats.ts';
import type { Say } from '../../i18n/Text.tsx';
import type { Block, Paper } from '../../pdf/paper.ts';
import { titleOf } from '../accounts/index.ts';
import { STATES } from './payment-words.ts';
import { nameOf, type PayingHome } from './use-paying.ts';

export interface ReceiptContext {
  readonly t: Say;
  readonly formats: Formats;
  readonly association: string;
  /** `Visa ending in 4242`. */
  readonly way: string;
}

/** Only money that arrived has one, also where some of it was given back later. */
export const hasReceipt = ({ body }: Payment): boolean => body.outcome.state === 'succeeded';

function charges({ body }: Payment, { view }: PayingHome, { t, formats }: ReceiptContext): Block {
  const money = (cents: number): string => formats.money({ cents, currency: body.currency });
  const fee = body.feePayer === 'resident' ? [[t('payments.review.fee'), '', money(body.feeCents)]] : [];
  return {
    kind: 'table',
    columns: [
      { header: t('payments.one.what'), width: 0, align: 'start' },
      { header: t('payments.paper.due'), width: 90, align: 'start' },
      { header: t('payments.review.cents'), width: 110, align: 'end' },
    ],
    rows: [
      ...body.charges.map(({ entry, cents }) => {
        const doc = view.entries.get(entry)?.entry;
        const due = doc === undefined || doc.body.due === '' ? '' : formats.date(doc.body.due);
        return [doc === undefined ? t('payments.charge.other') : titleOf(doc, t), due, money(cents)];
      }),
      ...fee,
    ],
    foot: [t('payments.review.total'), '', money(body.totalCents)],
  };
}

function backBlocks({ currency, outcome }: PaymentBody, { t, formats }: ReceiptContext): readonly Block[] {
  const cents = refundedOf(outcome);
  if (cents === 0) return [];
  return [
    { kind: 'text', text: t('payments.paper.refunded', { amount: formats.money({ cents, currency }) }) },
  ];
}

export function receiptPaper(row: PaymentRow, home: PayingHome, context: ReceiptContext): Paper {
  const { t, formats, association, way } = context;
  const { payment } = row;
  const { body } = payment;
  const { view } = home;
  const day = dateInZone(body.outcome.settledAt ?? body.recorded, view.rules.zone);
  const number = body.outcome.gateway?.charge ?? '';
  return {
    name: t('payments.paper.name', { home: nameOf(view), date: day }),
    association,
    title: t('payments.paper.title'),
    aside: [formats.date(day), t(STATES[row.shown].word)],
    blocks: [
      { kind: 'address', lines: [view.name, view.address].filter((line) => line !== '') },
      {
        kind: 'amount',
        label: t('payments.paper.paid'),
        value: formats.money({ cents: body.totalCents, currency: body.currency }),
      },
      {
        kind: 'facts',
        facts: [
          [t('payments.review.way'), way],
          [t('payments.one.reference'), number === '' ? localOf(payment.id) : number],
        ],
      },
      charges(payment, home, context),
      ...backBlocks(body, context),
    ],
  };
}
