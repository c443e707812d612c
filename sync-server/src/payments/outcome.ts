/**
 * What follows for a payment from what Stripe says of it now: its state, and what of it belongs into the ledger. Pure. It asks
 * nothing of the order in which anything was heard: the same answer of Stripe's always gives the same.
 */
import {
  instantOf,
  isPending,
  type Payment,
  type PaymentOutcome,
  type PaymentState,
} from '@communitrak/domain/payments/index.ts';
import type { Failure, GatewayDispute, Intent, Session } from './shapes.ts';

export interface Seen {
  readonly intent?: Intent | undefined;
  readonly session?: Session | undefined;
  readonly disputes: readonly GatewayDispute[];
  /** The gateway said no before there was anything to look at. */
  readonly failure?: Failure;
}

export interface Followed {
  readonly state: PaymentState;
  readonly changes: Partial<PaymentOutcome>;
  /** Money has come in: it belongs into the ledger, and is taken back from it when `isTakenBack`. */
  readonly isPaid: boolean;
  readonly isTakenBack: boolean;
  /** In the gateway's word, of what was taken back. */
  readonly reason: string;
}

const BY_SESSION: Readonly<Record<Session['status'], PaymentState>> = {
  open: 'action',
  complete: 'processing',
  expired: 'cancelled',
};

const BY_INTENT: Readonly<Record<string, PaymentState>> = {
  succeeded: 'succeeded',
  requires_action: 'action',
  canceled: 'cancelled',
};

/** An attempt at the page that was declined has not ended it while the page is open. */
function unpaid({ session }: Seen): PaymentState {
  if (session === undefined) return 'failed';
  return session.status === 'complete' ? 'failed' : BY_SESSION[session.status];
}

function stateOf(seen: Seen, before: PaymentState): PaymentState {
  const { intent, session, failure } = seen;
  if (intent === undefined) {
    if (failure !== undefined) return 'failed';
    return session === undefined ? before : BY_SESSION[session.status];
  }
  if (intent.status === 'requires_payment_method') return unpaid(seen);
  return BY_INTENT[intent.status] ?? 'processing';
}

const RANK = { lost: 2, withdrawn: 1, won: 0 } as const;
const worst = (disputes: readonly GatewayDispute[]): GatewayDispute | undefined =>
  disputes.toSorted((a, b) => RANK[b.state] - RANK[a.state])[0];

const isBank = (payment: Payment, intent: Intent): boolean =>
  (intent.paidWith?.kind ?? payment.body.kind) === 'bank';

/** A bank's return is final and Stripe says it as a dispute; a card's dispute is decided later. */
function takenBack(payment: Payment, { intent, disputes }: Seen): Partial<Followed> {
  const dispute = worst(disputes);
  if (intent === undefined || dispute === undefined) return {};
  const { state, cents, reason } = dispute;
  if (isBank(payment, intent)) {
    if (state === 'won') return {};
    return { state: 'returned', isTakenBack: true, reason, changes: { returned: { reason } } };
  }
  return { isTakenBack: state === 'lost', reason, changes: { dispute: { state, cents, reason } } };
}

function gatewayOf(payment: Payment, { intent, session }: Seen): NonNullable<PaymentOutcome['gateway']> {
  const known = payment.body.outcome.gateway ?? NOWHERE;
  const found = intent ?? { id: known.intent || (session?.intent ?? ''), charge: known.charge };
  return { intent: found.id, charge: found.charge, session: (session ?? { id: known.session }).id };
}

const NOWHERE = { intent: '', charge: '', session: '' };

function failureIn({ intent, failure }: Seen, state: PaymentState): Partial<PaymentOutcome> {
  const why = state === 'failed' ? (intent?.failure ?? failure) : undefined;
  return why === undefined ? {} : { failure: why };
}

function settledIn(payment: Payment, { intent }: Seen, state: PaymentState): Partial<PaymentOutcome> {
  const known = payment.body.outcome.settledAt;
  if (known !== undefined || intent === undefined || isPending(state)) return {};
  return { settledAt: instantOf(intent.chargedAt) };
}

/** What is known of how it was paid, and why not. */
function told(payment: Payment, seen: Seen, state: PaymentState): Partial<PaymentOutcome> {
  const paidWith = seen.intent?.paidWith;
  return {
    gateway: gatewayOf(payment, seen),
    ...(paidWith === undefined ? {} : { paidWith }),
    ...failureIn(seen, state),
    ...settledIn(payment, seen, state),
  };
}

/** True for a payment of which the gateway can say nothing new. */
const isOver = ({ body }: Payment): boolean => body.outcome.state === 'returned';

export function followed(payment: Payment, seen: Seen): Followed {
  const before = payment.body.outcome.state;
  if (isOver(payment)) return { state: before, changes: {}, isPaid: true, isTakenBack: false, reason: '' };
  const state = before === 'succeeded' ? before : stateOf(seen, before);
  const isPaid = state === 'succeeded';
  const back = isPaid ? takenBack(payment, seen) : {};
  return {
    state: back.state ?? state,
    changes: { ...told(payment, seen, state), ...back.changes },
    isPaid,
    isTakenBack: back.isTakenBack ?? false,
    reason: back.reason ?? '',
  };
}
