/**
 * A payment plan: what a household owed on a day, paid off in instalments. Which charges it covers is fixed when it is made;
 * how far it is, follows from the account. While it is kept to, no late fee and no interest is raised on those charges; a
 * notice of default ends that for good.
 */
import Type from 'typebox';
import { newEnvelope, withBody } from '../core/draft.ts';
import type { Envelope } from '../core/envelope.ts';
import { makeId } from '../core/ids.ts';
import { newestFirst } from '../core/order.ts';
import type { Shape } from '../core/read.ts';
import { DateText, LocalId, MaybeLine } from '../core/shapes.ts';
import { accountOf } from './account.ts';
import { addDays } from './days.ts';
import { MOST_CENTS } from './entry.ts';
import { instalmentDays, partsOf } from './instalments.ts';
import type { Line } from './line.ts';
import type { RulesOn } from './rules.ts';

export const MOST_INSTALMENTS = 60;
const Cents = Type.Integer({ minimum: 1, maximum: MOST_CENTS });
/** An act on the plan, once: on which day, why, by whom. */
const EndSchema = Type.Object({ on: DateText, reason: MaybeLine(500), by: LocalId });

export const PAYMENT_PLAN_VERSION = 1;
export const PaymentPlanSchema = Type.Object({
  /** Local id. */
  household: LocalId,
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  /** The day it was agreed on. */
  agreed: DateText,
  /** Entries that were open then, by id, and what of them. */
  charges: Type.Array(
    Type.Object({
      entry: Type.String({ pattern: '^ledger-entry:[a-z0-9][a-z0-9.-]*$', maxLength: 120 }),
      cents: Cents,
    }),
    { minItems: 1, maxItems: 600 },
  ),
  /** Sum of the charges, and of the instalments. */
  totalCents: Cents,
  instalments: Type.Array(Type.Object({ due: DateText, cents: Cents }), {
    minItems: 1,
    maxItems: MOST_INSTALMENTS,
  }),
  /** Days after an instalment is due before the plan counts as broken. */
  graceDays: Type.Integer({ minimum: 0, maximum: 60 }),
  /** No late fees and no interest on its charges while it is kept to. */
  waives: Type.Boolean(),
  text: MaybeLine(500),
  /** Member's local id. */
  author: LocalId,
  /** The notice of default that was given. */
  defaulted: Type.Optional(EndSchema),
  /** Ended for any other reason: paid otherwise, agreed anew. */
  ended: Type.Optional(EndSchema),
});
export type PaymentPlanBody = Type.Static<typeof PaymentPlanSchema>;
export type PaymentPlan = Envelope<PaymentPlanBody>;
export const paymentPlanShape = {
  type: 'payment-plan',
  version: PAYMENT_PLAN_VERSION,
  schema: PaymentPlanSchema,
} satisfies Shape;

export const paymentPlanOrder = ({ body }: PaymentPlan): string =>
  newestFirst(`${body.agreed}T00:00:00.000Z`);

export function createPaymentPlan(body: PaymentPlanBody, local: string): PaymentPlan {
  const head = {
    id: makeId('payment-plan', local),
    type: 'payment-plan',
    version: PAYMENT_PLAN_VERSION,
    parent: makeId('household', body.household),
  };
  return newEnvelope(head, body, paymentPlanOrder);
}

export type PlanEnd = Type.Static<typeof EndSchema>;
export const giveDefaultNotice = (plan: PaymentPlan, defaulted: PlanEnd): PaymentPlan =>
  withBody(plan, { ...plan.body, defaulted }, paymentPlanOrder);
export const endPlan = (plan: PaymentPlan, ended: PlanEnd): PaymentPlan =>
  withBody(plan, { ...plan.body, ended }, paymentPlanOrder);

/** Equal parts, a month apart; the cents that are left over are paid with the first ones. */
export function instalmentsOf(
  totalCents: number,
  count: number,
  firstDue: string,
): readonly { readonly due: string; readonly cents: number }[] {
  const parts = partsOf(totalCents, count);
  return instalmentDays(firstDue, count).map((due, at) => ({ due, cents: parts[at] ?? 0 }));
}

export interface PlanProgress {
  /** `kept`: nothing is missing today. `behind`: an instalment is missing past its grace. */
  readonly state: 'kept' | 'behind' | 'paid' | 'defaulted' | 'ended';
  readonly paidCents: number;
  /** What should have been paid by now, grace aside. */
  readonly dueCents: number;
  /** What is missing of it. */
  readonly behindCents: number;
  readonly next: { readonly due: string; readonly cents: number } | undefined;
}

const sumOf = (all: readonly { readonly cents: number }[]): number =>
  all.reduce((sum, { cents }) => sum + cents, 0);

function stateOf(body: PaymentPlanBody, paid: number, late: number): PlanProgress['state'] {
  if (body.defaulted !== undefined) return 'defaulted';
  if (body.ended !== undefined) return 'ended';
  if (paid >= body.totalCents) return 'paid';
  return late > paid ? 'behind' : 'kept';
}

/** @param lines of its household @param today in the association's zone */
export function planProgress(
  { body }: Pick<PaymentPlan, 'body'>,
  lines: readonly Line[],
  rulesOn: RulesOn,
  today: string,
): PlanProgress {
  const account = accountOf(
    lines.filter(({ posted }) => posted <= today),
    rulesOn,
  );
  const open = new Map(account.charges.map(({ line, openCents }) => [line.id, openCents]));
  const left = body.charges.reduce(
    (sum, { entry, cents }) => sum + Math.min(cents, open.get(entry) ?? cents),
    0,
  );
  const paidCents = body.totalCents - left;
  const dueCents = sumOf(body.instalments.filter(({ due }) => due <= today));
  const overdue = body.instalments.filter(({ due }) => addDays(due, body.graceDays) < today);
  let counted = 0;
  const next = body.instalments.find(({ cents }) => (counted += cents) > paidCents);
  return {
    state: stateOf(body, paidCents, sumOf(overdue)),
    paidCents,
    dueCents,
    behindCents: Math.max(0, dueCents - paidCents),
    next,
  };
}

/** Charges on which a late run raises nothing today: those of plans that waive, and are kept to. */
export function heldCharges(
  plans: readonly Pick<PaymentPlan, 'body'>[],
  lines: readonly Line[],
  rulesOn: RulesOn,
  today: string,
): ReadonlySet<string> {
  const kept = plans.filter(
    (plan) => plan.body.waives && planProgress(plan, lines, rulesOn, today).state === 'kept',
  );
  return new Set(kept.flatMap(({ body }) => body.charges.map(({ entry }) => entry)));
}
