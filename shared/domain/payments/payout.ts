/**
 * A payout: what Stripe has sent to the association's bank account, line by line matched to the payments, refunds and fees
 * in it. Its lines add up to what arrived. Of more lines than one document carries there are several parts. The server
 * writes it as Stripe says.
 */
import Type from 'typebox';
import { isoInstant } from '../core/dates.ts';
import { derivedLocal } from '../core/derive.ts';
import { newEnvelope } from '../core/draft.ts';
import type { Envelope } from '../core/envelope.ts';
import { makeId } from '../core/ids.ts';
import { newestFirst } from '../core/order.ts';
import type { Shape } from '../core/read.ts';
import { DateText, InstantText, LOCAL_PATTERN, MaybeDateText, MaybeLine } from '../core/shapes.ts';
import { MOST_CENTS } from '../ledger/index.ts';
import { exactly, StripeId, TailSchema } from './gateway-shapes.ts';

export const PAYOUT_STATES = ['pending', 'on-its-way', 'paid', 'failed', 'cancelled'] as const;
export type PayoutState = (typeof PAYOUT_STATES)[number];
/** `return`: a bank payment that had succeeded and came back. `adjustment`: whatever else Stripe moved. */
export const PAYOUT_LINE_KINDS = ['payment', 'refund', 'return', 'fee', 'dispute', 'adjustment'] as const;
export type PayoutLineKind = (typeof PAYOUT_LINE_KINDS)[number];
/** Of one part. */
export const MOST_PAYOUT_LINES = 500;
export const MOST_PAYOUT_PARTS = 99;

const Cents = Type.Integer({ minimum: -MOST_CENTS, maximum: MOST_CENTS });
const PayoutLineSchema = Type.Object({
  kind: Type.Enum(PAYOUT_LINE_KINDS),
  /** Local id of the payment it belongs to; '' where there is none. */
  payment: Type.Union([Type.Literal(''), Type.String({ pattern: LOCAL_PATTERN, maxLength: 110 })]),
  /** As Stripe states it: positive came in. */
  grossCents: Cents,
  /** What Stripe kept of it. */
  feeCents: Cents,
  /** gross − fee. */
  netCents: Cents,
  /** Of the gross what the payer paid on top of the charge to cover the fee: no income and no cost of the association's. */
  onTopCents: Cents,
  /** The balance transaction. */
  gateway: StripeId,
});
export type PayoutLine = Type.Static<typeof PayoutLineSchema>;

export const PAYOUT_VERSION = 1;
export const PayoutSchema = Type.Object({
  gateway: StripeId,
  part: Type.Integer({ minimum: 1, maximum: MOST_PAYOUT_PARTS }),
  parts: Type.Integer({ minimum: 1, maximum: MOST_PAYOUT_PARTS }),
  created: InstantText,
  /** The day on which the bank has it, as Stripe expects. */
  arrives: DateText,
  state: Type.Enum(PAYOUT_STATES),
  /** It was paid once; a payout that the bank sends back later was paid before. */
  wasPaid: Type.Boolean(),
  /** The day on which the bank sent it back; '' for all others. */
  failedOn: MaybeDateText,
  /** Stripe's name of why it failed: `account_closed`. */
  failure: MaybeLine(80),
  /** Of the whole payout; negative where Stripe took money back. */
  cents: Cents,
  /** Sum of the net amounts of these lines. */
  partCents: Cents,
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  destination: Type.Union([Type.Null(), TailSchema]),
  lines: Type.Array(PayoutLineSchema, { maxItems: MOST_PAYOUT_LINES }),
});
export type PayoutBody = Type.Static<typeof PayoutSchema>;
export type Payout = Envelope<PayoutBody>;
export const payoutShape = { type: 'payout', version: PAYOUT_VERSION, schema: PayoutSchema } satisfies Shape;

/** Newest arrival first. */
export const payoutOrder = ({ body }: Payout): string =>
  newestFirst(isoInstant(Date.parse(`${body.arrives}T00:00:00.000Z`)));

/** The first part is named after the payout alone. */
export function payoutId(gateway: string, part = 1): string {
  const local = derivedLocal('payout', exactly(gateway));
  return makeId('payout', part === 1 ? local : `${local}.${String(part)}`);
}

export type PayoutFacts = Omit<PayoutBody, 'part' | 'parts' | 'partCents' | 'lines'>;

const netOf = (lines: readonly PayoutLine[]): number =>
  lines.reduce((sum, { netCents }) => sum + netCents, 0);

/** Everything of one payout: as many documents as its lines need, at least one. */
export function createPayout(facts: PayoutFacts, lines: readonly PayoutLine[]): readonly Payout[] {
  const parts = Math.max(1, Math.ceil(lines.length / MOST_PAYOUT_LINES));
  return Array.from({ length: parts }, (_, at) => {
    const own = lines.slice(at * MOST_PAYOUT_LINES, (at + 1) * MOST_PAYOUT_LINES);
    const head = { id: payoutId(facts.gateway, at + 1), type: 'payout', version: PAYOUT_VERSION };
    const body = { ...facts, part: at + 1, parts, partCents: netOf(own), lines: own };
    return newEnvelope(head, body, payoutOrder);
  });
}

export interface WholePayout {
  readonly body: Omit<PayoutBody, 'part' | 'parts' | 'partCents'>;
  /** All parts are here. */
  readonly isWhole: boolean;
  /** What its lines add up to, less what was paid out: 0 when it foots. */
  readonly differenceCents: number;
}

/** Parts put together, newest payout first. */
export function wholePayouts(parts: readonly Pick<Payout, 'body'>[]): readonly WholePayout[] {
  const byGateway = new Map<string, PayoutBody[]>();
  for (const { body } of parts) byGateway.set(body.gateway, [...(byGateway.get(body.gateway) ?? []), body]);
  return [...byGateway.values()]
    .flatMap((own) => {
      const sorted = own.toSorted((a, b) => a.part - b.part);
      const [first] = sorted;
      if (first === undefined) return [];
      const { part: _part, parts: count, partCents: _cents, ...body } = first;
      const lines = sorted.flatMap((one) => one.lines);
      const isWhole = sorted.length === count;
      return [{ body: { ...body, lines }, isWhole, differenceCents: netOf(lines) - body.cents }];
    })
    .toSorted((a, b) => (a.body.arrives === b.body.arrives ? 0 : a.body.arrives > b.body.arrives ? -1 : 1));
}
