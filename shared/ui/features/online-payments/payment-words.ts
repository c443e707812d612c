/** What the states, kinds and sources of payments and refunds are called and look like, and what each asks of the office. */
import type {
  FeePayer,
  MethodKind,
  PaymentRefusal,
  PaymentSource,
  RefundRefusal,
  RefundState,
  ShownState,
} from '@communitrak/domain/payments/index.ts';
import type { MessageId } from '../../i18n/messages.ts';
import type { Tone } from '../../kit/DeliveryBadge.tsx';

export interface StateLook {
  readonly tone: Tone;
  readonly mark: 'ring' | 'half' | 'full' | 'tick' | 'cross';
}

export const STATE_WORDS = {
  draft: 'onlinePayments.state.draft',
  waiting: 'onlinePayments.state.waiting',
  queued: 'onlinePayments.state.queued',
  action: 'onlinePayments.state.action',
  processing: 'onlinePayments.state.processing',
  succeeded: 'onlinePayments.state.succeeded',
  failed: 'onlinePayments.state.failed',
  refused: 'onlinePayments.state.refused',
  cancelled: 'onlinePayments.state.cancelled',
  returned: 'onlinePayments.state.returned',
  'part-refunded': 'onlinePayments.state.part-refunded',
  refunded: 'onlinePayments.state.refunded',
  disputed: 'onlinePayments.state.disputed',
  'dispute-won': 'onlinePayments.state.dispute-won',
  'dispute-lost': 'onlinePayments.state.dispute-lost',
} as const satisfies Record<ShownState, MessageId>;

/** What it means, and what is to be done. */
export const STATE_TEXT = {
  draft: 'onlinePayments.text.draft',
  waiting: 'onlinePayments.text.waiting',
  queued: 'onlinePayments.text.queued',
  action: 'onlinePayments.text.action',
  processing: 'onlinePayments.text.processing',
  succeeded: 'onlinePayments.text.succeeded',
  failed: 'onlinePayments.text.failed',
  refused: 'onlinePayments.text.refused',
  cancelled: 'onlinePayments.text.cancelled',
  returned: 'onlinePayments.text.returned',
  'part-refunded': 'onlinePayments.text.part-refunded',
  refunded: 'onlinePayments.text.refunded',
  disputed: 'onlinePayments.text.disputed',
  'dispute-won': 'onlinePayments.text.dispute-won',
  'dispute-lost': 'onlinePayments.text.dispute-lost',
} as const satisfies Record<ShownState, MessageId>;

export const STATE_LOOKS: Readonly<Record<ShownState, StateLook>> = {
  draft: { tone: 'neutral', mark: 'ring' },
  waiting: { tone: 'neutral', mark: 'ring' },
  queued: { tone: 'neutral', mark: 'half' },
  action: { tone: 'needs', mark: 'half' },
  processing: { tone: 'action', mark: 'half' },
  succeeded: { tone: 'done', mark: 'tick' },
  failed: { tone: 'loss', mark: 'cross' },
  refused: { tone: 'needs', mark: 'cross' },
  cancelled: { tone: 'neutral', mark: 'cross' },
  returned: { tone: 'loss', mark: 'cross' },
  'part-refunded': { tone: 'neutral', mark: 'half' },
  refunded: { tone: 'neutral', mark: 'full' },
  disputed: { tone: 'needs', mark: 'full' },
  'dispute-won': { tone: 'done', mark: 'tick' },
  'dispute-lost': { tone: 'loss', mark: 'cross' },
};

export const KIND_WORDS = {
  card: 'onlinePayments.kind.card',
  bank: 'onlinePayments.kind.bank',
} as const satisfies Record<MethodKind, MessageId>;

export const PAYER_WORDS = {
  resident: 'onlinePayments.payer.resident',
  association: 'onlinePayments.payer.association',
} as const satisfies Record<FeePayer, MessageId>;

export const SOURCE_WORDS = {
  now: 'onlinePayments.source.now',
  queued: 'onlinePayments.source.queued',
  autopay: 'onlinePayments.source.autopay',
  page: 'onlinePayments.source.page',
} as const satisfies Record<PaymentSource, MessageId>;

/** Why a payment was not sent. */
export const REFUSAL_WORDS = {
  'charge-gone': 'onlinePayments.refusal.charge-gone',
  'charge-paid': 'onlinePayments.refusal.charge-paid',
  'charge-changed': 'onlinePayments.refusal.charge-changed',
  'being-paid': 'onlinePayments.refusal.being-paid',
  part: 'onlinePayments.refusal.part',
  'fees-changed': 'onlinePayments.refusal.fees-changed',
  'method-gone': 'onlinePayments.refusal.method-gone',
  closed: 'onlinePayments.refusal.closed',
  currency: 'onlinePayments.refusal.currency',
  'moved-away': 'onlinePayments.refusal.moved-away',
} as const satisfies Record<PaymentRefusal, MessageId>;

export const REFUND_WORDS = {
  requested: 'onlinePayments.refund.state.requested',
  pending: 'onlinePayments.refund.state.pending',
  done: 'onlinePayments.refund.state.done',
  refused: 'onlinePayments.refund.state.refused',
  failed: 'onlinePayments.refund.state.failed',
} as const satisfies Record<RefundState, MessageId>;

export const REFUND_LOOKS: Readonly<Record<RefundState, StateLook>> = {
  requested: { tone: 'neutral', mark: 'ring' },
  pending: { tone: 'action', mark: 'half' },
  done: { tone: 'done', mark: 'tick' },
  refused: { tone: 'needs', mark: 'cross' },
  failed: { tone: 'loss', mark: 'cross' },
};

export const REFUND_REFUSAL_WORDS = {
  'above-payment': 'onlinePayments.refund.refusal.above-payment',
  'not-paid': 'onlinePayments.refund.refusal.not-paid',
  disputed: 'onlinePayments.refund.refusal.disputed',
  'too-many': 'onlinePayments.refund.refusal.too-many',
  closed: 'onlinePayments.refund.refusal.closed',
} as const satisfies Record<RefundRefusal, MessageId>;
