/**
 * A household's payment through the gateway: what a person asked for, and beside it, written by the server alone, what became
 * of it. Its id is derived from the charges that it pays, so that two devices that ask for the same, and a command that
 * arrives twice, are one payment and are charged once.
 */
import Type from 'typebox';
import { isoInstant } from '../core/dates.ts';
import { derivedLocal } from '../core/derive.ts';
import { newEnvelope, withBody } from '../core/draft.ts';
import type { Envelope } from '../core/envelope.ts';
import { localOf, makeId } from '../core/ids.ts';
import { newestFirst } from '../core/order.ts';
import type { Shape } from '../core/read.ts';
import { InstantText, LocalId, MaybeLine, MaybeLocalId } from '../core/shapes.ts';
import { MOST_CENTS, type Writer } from '../ledger/index.ts';
import { FEE_PAYERS, METHOD_KINDS, type MethodKind } from './fees.ts';
import { TailSchema } from './gateway-shapes.ts';
import { MaybeGatewayId } from './payment-method.ts';
import { quoteOf, type PaymentSettingsBody } from './payment-settings.ts';
import { DISPUTE_STATES, isPending, PAYMENT_REFUSALS, PAYMENT_STATES } from './payment-states.ts';

export const MOST_PAID_AT_ONCE = 60;
export const MOST_ATTEMPTS = 999;
/** Asked for while connected · without a connection · by the household's standing order · to be paid at the gateway's page. */
export const PAYMENT_SOURCES = ['now', 'queued', 'autopay', 'page'] as const;
export type PaymentSource = (typeof PAYMENT_SOURCES)[number];

const EntryId = Type.String({ pattern: '^ledger-entry:[a-z0-9][a-z0-9.-]*$', maxLength: 120 });
const Cents = Type.Integer({ minimum: 1, maximum: MOST_CENTS });
const SomeCents = Type.Integer({ minimum: 0, maximum: MOST_CENTS });
/** The gateway's own word: `card_declined`, `insufficient_funds`. */
export const GatewayCode = Type.String({ pattern: '^[a-z0-9_]*$', maxLength: 80 });

/** What the server alone writes. */
export const OutcomeSchema = Type.Object({
  state: Type.Enum(PAYMENT_STATES),
  /** Why it was not sent. */
  refusal: Type.Optional(Type.Enum(PAYMENT_REFUSALS)),
  /** What the gateway said, in its own words; the screens say what to do. */
  failure: Type.Optional(Type.Object({ code: GatewayCode, declineCode: GatewayCode })),
  /** Given back so far, and what of that came back because it could not be delivered. Neither ever falls. */
  refundedCents: SomeCents,
  refundFailedCents: Type.Optional(SomeCents),
  dispute: Type.Optional(
    Type.Object({ state: Type.Enum(DISPUTE_STATES), cents: SomeCents, reason: GatewayCode }),
  ),
  returned: Type.Optional(Type.Object({ reason: GatewayCode })),
  paidWith: Type.Optional(TailSchema),
  gateway: Type.Optional(
    Type.Object({ intent: MaybeGatewayId, charge: MaybeGatewayId, session: MaybeGatewayId }),
  ),
  /** Its entries in the ledger, by id, oldest first. */
  entries: Type.Array(EntryId, { maxItems: 40 }),
  /** Set while money came in that the ledger would not take; the office looks at it. */
  unposted: Type.Optional(Type.Object({ code: MaybeLine(40), detail: MaybeLine(120) })),
  sentAt: Type.Optional(InstantText),
  settledAt: Type.Optional(InstantText),
});
export type PaymentOutcome = Type.Static<typeof OutcomeSchema>;

export const PAYMENT_VERSION = 1;
export const PaymentSchema = Type.Object({
  /** Local id. */
  household: LocalId,
  /** In the order in which they are paid. Only the last may be paid in part. */
  charges: Type.Array(Type.Object({ entry: EntryId, cents: Cents }), {
    minItems: 1,
    maxItems: MOST_PAID_AT_ONCE,
  }),
  /** Sum of the charges, without the fee. */
  cents: Cents,
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  kind: Type.Enum(METHOD_KINDS),
  /** Local id of a saved method; '' when it is paid at the gateway's page. */
  method: MaybeLocalId,
  /** As it was shown before confirming. */
  feePayer: Type.Enum(FEE_PAYERS),
  feeCents: SomeCents,
  /** What the household pays, fee included. */
  totalCents: Cents,
  source: Type.Enum(PAYMENT_SOURCES),
  /** Member's local id. */
  author: LocalId,
  device: MaybeLine(80),
  recorded: InstantText,
  outcome: OutcomeSchema,
});
export type PaymentBody = Type.Static<typeof PaymentSchema>;
export type Payment = Envelope<PaymentBody>;
export type PaidCharge = PaymentBody['charges'][number];
export const paymentShape = {
  type: 'payment',
  version: PAYMENT_VERSION,
  schema: PaymentSchema,
} satisfies Shape;

/** Newest first. */
export const paymentOrder = ({ body }: Payment): string => newestFirst(body.recorded);

export const NOTHING_YET: PaymentOutcome = { state: 'requested', refundedCents: 0, entries: [] };

/** What all payments of the same charges share in their local ids. */
function setLocal(household: string, charges: readonly Pick<PaidCharge, 'entry'>[]): string {
  const ids = [...new Set(charges.map(({ entry }) => entry))].sort();
  return `${household}.${derivedLocal(...ids)}`;
}

/** `<household>.<derived from the charges>.<attempt>`. @param attempt from 1 */
export function paymentLocal(
  household: string,
  charges: readonly Pick<PaidCharge, 'entry'>[],
  attempt: number,
): string {
  return `${setLocal(household, charges)}.${attempt}`;
}

export function attemptOf(id: string): number {
  return Number(id.slice(id.lastIndexOf('.') + 1));
}

/**
 * Which attempt at paying these charges comes next: one more than there are settled ones. While one is on its way it is that
 * one again, which makes the same id.
 */
export function nextAttempt(
  household: string,
  charges: readonly Pick<PaidCharge, 'entry'>[],
  payments: readonly Payment[],
): number {
  const prefix = `${makeId('payment', setLocal(household, charges))}.`;
  const settled = payments.filter(({ id, body }) => id.startsWith(prefix) && !isPending(body.outcome.state));
  return Math.max(0, ...settled.map(({ id }) => attemptOf(id))) + 1;
}

export interface PaymentInput {
  readonly household: string;
  readonly charges: readonly PaidCharge[];
  readonly currency: string;
  readonly kind: MethodKind;
  /** Local id of a saved method; '' for the gateway's page. */
  readonly method: string;
  readonly source: PaymentSource;
  /** From `nextAttempt`. */
  readonly attempt: number;
}

/** @param settings as they were shown, for the fee @param now epoch ms */
export function createPayment(
  input: PaymentInput,
  settings: Pick<PaymentSettingsBody, 'feePayer'>,
  by: Writer,
  now: number,
): Payment {
  const { household, currency, kind, method, source, attempt } = input;
  const charges = input.charges.map(({ entry, cents }) => ({ entry, cents }));
  const { cents, feeCents, feePayer, totalCents } = quoteOf(charges, kind, settings);
  const head = {
    id: makeId('payment', paymentLocal(household, charges, attempt)),
    type: 'payment',
    version: PAYMENT_VERSION,
    parent: makeId('household', household),
  };
  const asked = { household, charges, cents, currency, kind, method, feePayer, feeCents, totalCents, source };
  const written = { author: by.member, device: by.device, recorded: isoInstant(now) };
  return newEnvelope(head, { ...asked, ...written, outcome: NOTHING_YET }, paymentOrder);
}

/** What the server has learned, beside what is known already. */
export function withOutcome(payment: Payment, changes: Partial<PaymentOutcome>): Payment {
  return withBody(
    payment,
    { ...payment.body, outcome: { ...payment.body.outcome, ...changes } },
    paymentOrder,
  );
}

/** Taken back before it was sent. @throws RangeError when it has been sent */
export function cancelPayment(payment: Payment): Payment {
  if (payment.body.outcome.state !== 'requested') throw new RangeError('It has been sent');
  return withOutcome(payment, { state: 'cancelled' });
}

/** The entry that a payment makes when it succeeds: named after it. */
export const paymentEntryId = (payment: string): string => makeId('ledger-entry', localOf(payment));
/** The fee for a payment that the bank took back. */
export const returnFeeId = (payment: string): string => makeId('ledger-entry', `${localOf(payment)}.fee`);

/**
 * Two devices that asked for the same: what the server has stands, and taking it back before it was sent is heard from
 * either.
 */
export function combinePayments(mine: PaymentBody, theirs: PaymentBody): PaymentBody {
  const takenBack = mine.outcome.state === 'cancelled' && theirs.outcome.state === 'requested';
  return takenBack ? { ...theirs, outcome: { ...theirs.outcome, state: 'cancelled' } } : theirs;
}
