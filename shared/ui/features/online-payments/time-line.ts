/** What happened to a payment, in order, in words. Pure. */
import type { PaymentOutcome } from '@communitrak/domain/payments/index.ts';
import type { InPayout, PaymentView, RefundRow } from '@communitrak/replica/queries/payment-office.ts';
import type { MessageId } from '../../i18n/messages.ts';
import type { Say } from '../../i18n/Text.tsx';
import { failureWords, tailWords } from './gateway-words.ts';
import { REFUND_REFUSAL_WORDS, REFUSAL_WORDS, SOURCE_WORDS } from './payment-words.ts';

export interface Happened {
  readonly key: string;
  /** ISO instant, or a day; '' where it is not known. */
  readonly at: string;
  readonly title: string;
  readonly detail: string;
  readonly look: 'past' | 'good' | 'bad';
}

export interface Wording {
  readonly t: Say;
  /** Name of a member, by local id. */
  readonly who: (member: string) => string;
  readonly money: (cents: number) => string;
}

const SETTLED = {
  succeeded: 'onlinePayments.line.succeeded',
  failed: 'onlinePayments.line.failed',
  returned: 'onlinePayments.line.returned',
  refused: 'onlinePayments.line.refused',
  cancelled: 'onlinePayments.line.cancelled',
} as const satisfies Record<string, MessageId>;

function asked({ payment }: PaymentView, { t, who }: Wording): Happened {
  const { author, source, recorded } = payment.body;
  const title = t('onlinePayments.line.asked', { name: who(author) });
  return { key: 'asked', at: recorded, title, detail: t(SOURCE_WORDS[source]), look: 'past' };
}

function sent({ payment }: PaymentView, { t }: Wording): readonly Happened[] {
  const { sentAt } = payment.body.outcome;
  if (sentAt === undefined) return [];
  return [{ key: 'sent', at: sentAt, title: t('onlinePayments.line.sent'), detail: '', look: 'past' }];
}

/** The more telling first. */
const codesOf = (failure: PaymentOutcome['failure']): readonly string[] =>
  failure === undefined ? [] : [failure.declineCode, failure.code];

/** Why it ended so; where it went well, what it was paid with. */
function reasonOf({ payment }: PaymentView, { t }: Wording): string {
  const { failure, refusal, returned, paidWith, state } = payment.body.outcome;
  if (state === 'refused') return refusal === undefined ? '' : t(REFUSAL_WORDS[refusal]);
  if (state === 'failed') return failureWords(codesOf(failure), t);
  if (state === 'returned') return failureWords(returned === undefined ? [] : [returned.reason], t);
  return paidWith === undefined ? '' : tailWords(paidWith, t);
}

function settled(view: PaymentView, wording: Wording): readonly Happened[] {
  const { state, settledAt = '' } = view.payment.body.outcome;
  if (state === 'requested' || state === 'processing' || state === 'action') return [];
  const look = state === 'succeeded' ? 'good' : state === 'cancelled' ? 'past' : 'bad';
  const title = wording.t(SETTLED[state]);
  return [{ key: 'settled', at: settledAt, title, detail: reasonOf(view, wording), look }];
}

const DISPUTES = {
  withdrawn: 'onlinePayments.line.disputed',
  won: 'onlinePayments.line.disputeWon',
  lost: 'onlinePayments.line.disputeLost',
} as const;

function disputed({ payment }: PaymentView, { t, money }: Wording): readonly Happened[] {
  const { dispute } = payment.body.outcome;
  if (dispute === undefined) return [];
  const title = t(DISPUTES[dispute.state], { amount: money(dispute.cents) });
  const detail = dispute.reason === '' ? '' : dispute.reason.replaceAll('_', ' ');
  return [{ key: 'dispute', at: '', title, detail, look: dispute.state === 'won' ? 'good' : 'bad' }];
}

const REFUND_ENDS = {
  done: 'onlinePayments.line.refundDone',
  refused: 'onlinePayments.line.refundRefused',
  failed: 'onlinePayments.line.refundFailed',
} as const;

function refunded({ refund }: RefundRow, { t, who, money }: Wording): readonly Happened[] {
  const { id, body } = refund;
  const { state, refusal, failure, settledAt = '' } = body.outcome;
  const amount = money(body.cents);
  const first: Happened = {
    key: `${id} asked`,
    at: body.recorded,
    title: t('onlinePayments.line.refundAsked', { amount, name: who(body.author) }),
    detail: body.reason,
    look: 'past',
  };
  if (state === 'requested' || state === 'pending') return [first];
  const why =
    refusal === undefined
      ? state === 'failed'
        ? failureWords([failure ?? ''], t)
        : ''
      : t(REFUND_REFUSAL_WORDS[refusal]);
  const look = state === 'done' ? 'good' : 'bad';
  return [first, { key: id, at: settledAt, title: t(REFUND_ENDS[state], { amount }), detail: why, look }];
}

function paidOut({ line, arrives }: InPayout, { t, money }: Wording): Happened {
  const title = t('onlinePayments.line.payout', { amount: money(line.netCents) });
  return { key: line.gateway, at: arrives, title, detail: '', look: 'past' };
}

/** Oldest first; what has no time of its own stands where it was told. */
export function timeLine(view: PaymentView, wording: Wording): readonly Happened[] {
  const all = [
    asked(view, wording),
    ...sent(view, wording),
    ...settled(view, wording),
    ...view.inPayouts.map((one) => paidOut(one, wording)),
    ...view.refunds.flatMap((one) => refunded(one, wording)),
    ...disputed(view, wording),
  ];
  let last = '';
  const placed = all.map((one) => {
    if (one.at !== '') last = one.at;
    return { one, at: one.at === '' ? last : one.at };
  });
  return placed.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)).map(({ one }) => one);
}
