/**
 * Willow Creek pays online: the association is connected at the stand-in for Stripe, homes have saved methods and have
 * asked for payments as their people do, which the server's own worker sends. Each step looks for what is there, so that an
 * attempt that was cut short is gone on with.
 */
import { setTimeout } from 'node:timers/promises';
import { isoInstant, type Clock } from '@communitrak/domain/core/dates.ts';
import type { Body, Envelope } from '@communitrak/domain/core/envelope.ts';
import type { Entity } from '@communitrak/domain/core/entity.ts';
import {
  createAutopay,
  createPayment,
  createPaymentSettings,
  createRefundRequest,
  nextAttempt,
  PAYMENT_SETTINGS_ID,
  paymentEntity,
  refundRequestEntity,
  USUAL_SETTINGS,
  type MethodKind,
  type OpenCharge,
  type Payment,
  type PaymentSettingsBody,
} from '@communitrak/domain/payments/index.ts';
import type { Database } from '../../ports/doc-store.ts';
import type { ServerReads } from '../../ports/server-reads.ts';
import { demandWritten, type ServerWrites } from '../../ports/server-writes.ts';
import { readDemoPeople } from '../demo-association.ts';
import { CURRENCY } from '../money/story.ts';
import { DEMO_ASSOCIATION, type Actor } from '../neighbourhood.ts';
import type { DemoPeople } from '../people.ts';
import { ONLINE_HOMES, type OnlineHome, type OnlinePayment } from './homes.ts';

/** The stand-in's side, and what the payments room knows of a household. */
export interface OnlineTrial {
  connect(association: string): Promise<void>;
  /** @returns local id */
  saveMethod(association: string, household: string, number: string, kind: MethodKind): Promise<string>;
  openCharges(association: string, household: string): Promise<readonly OpenCharge[]>;
}

export interface OnlineParts {
  readonly trial: OnlineTrial;
  /** Of the demo association. */
  readonly database: Pick<Database, 'get'>;
  readonly reads: ServerReads;
  readonly writes: Pick<ServerWrites, 'write'>;
  readonly clock: Clock;
  /** Ends it early: rejects. */
  readonly signal: AbortSignal;
}

const DEVICE = 'Demo';
const CONSENT_VERSION = '2026-12';
const LOOK_EVERY_MS = 100;
const PATIENCE_MS = 120_000;

/** The association bears the fee of bank debits, so that both ways can be looked at. */
const SETTINGS: PaymentSettingsBody = {
  ...USUAL_SETTINGS,
  feePayer: { card: 'resident', bank: 'association' },
  returnFeeCents: 2500,
};

async function write(
  { writes }: OnlineParts,
  doc: Envelope,
  { principal: { member, name } }: Actor,
): Promise<void> {
  demandWritten(await writes.write(DEMO_ASSOCIATION, [{ doc, by: member, byName: name }]));
}

async function ofHousehold<B extends Body>(
  { reads }: OnlineParts,
  entity: Entity<B>,
  household: string,
): Promise<readonly Envelope<B>[]> {
  const docs = await reads.ofHousehold(DEMO_ASSOCIATION, household, entity.type);
  return docs.flatMap((doc) => entity.read(doc) ?? []);
}

/** Cards are charged at once; a debit from a bank account is on its way for days. */
const isSettled = ({ body }: Payment): boolean =>
  body.outcome.state !== 'requested' && (body.kind === 'bank' || body.outcome.state !== 'processing');

async function until(parts: OnlineParts, holds: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error('the demo’s payments did not settle in time');
    await setTimeout(LOOK_EVERY_MS, undefined, { signal: parts.signal });
  }
}

/** Of what is open and large enough for a card. */
function chosen(open: readonly OpenCharge[], pays: OnlinePayment['pays']): OpenCharge | undefined {
  const payable = open.filter(({ leftCents }) => leftCents >= USUAL_SETTINGS.leastPartCents);
  return pays === 'newest' ? payable.at(-1) : payable[0];
}

interface Home {
  readonly head: Actor;
  readonly household: string;
  /** Local ids, in the home's order. */
  readonly methods: readonly string[];
  readonly plan: OnlineHome;
}

async function pay(parts: OnlineParts, home: Home, step: OnlinePayment): Promise<void> {
  const { head, household, methods, plan } = home;
  const charge = chosen(await parts.trial.openCharges(DEMO_ASSOCIATION, household), step.pays);
  const [method, known] = [methods[step.method], plan.methods[step.method]];
  if (charge === undefined || method === undefined || known === undefined) return;
  const charges = [{ entry: charge.entry, cents: charge.leftCents }];
  const attempt = nextAttempt(household, charges, await ofHousehold(parts, paymentEntity, household));
  const asked = { household, charges, currency: CURRENCY, kind: known.kind, method, attempt } as const;
  const by = { member: head.principal.member, device: DEVICE };
  await write(parts, createPayment({ ...asked, source: 'now' }, SETTINGS, by, parts.clock()), head);
}

async function refund(
  parts: OnlineParts,
  payment: Payment,
  step: OnlinePayment,
  office: Actor,
): Promise<void> {
  const { household, outcome } = payment.body;
  if (step.refund === undefined || outcome.state !== 'succeeded') return;
  const mine = async () =>
    (await ofHousehold(parts, refundRequestEntity, household)).filter(({ parent }) => parent === payment.id);
  if ((await mine()).length === 0) {
    const by = { member: office.principal.member, device: DEVICE };
    await write(parts, createRefundRequest(payment, step.refund, by, parts.clock(), 0), office);
  }
  await until(parts, async () => (await mine()).every(({ body }) => body.outcome.state !== 'requested'));
}

const oldestFirst = (a: Payment, b: Payment): number => a.body.recorded.localeCompare(b.body.recorded);

/** One after the other: which charge is next follows from what became of those before. */
async function payAll(parts: OnlineParts, home: Home, office: Actor): Promise<void> {
  for (const [at, step] of home.plan.payments.entries()) {
    const payments = async () =>
      (await ofHousehold(parts, paymentEntity, home.household)).toSorted(oldestFirst);
    if ((await payments()).length <= at) await pay(parts, home, step);
    await until(parts, async () => (await payments()).every(isSettled));
    const payment = (await payments())[at];
    if (payment !== undefined) await refund(parts, payment, step, office);
  }
}

async function turnAutopayOn(parts: OnlineParts, { head, household, methods, plan }: Home): Promise<void> {
  const [method = ''] = methods;
  const known = await parts.reads.ofHousehold(DEMO_ASSOCIATION, household, 'autopay');
  if (plan.autopay === undefined || known.length > 0) return;
  const { daysBefore, consent: text } = plan.autopay;
  const consent = {
    version: CONSENT_VERSION,
    text,
    by: head.principal.member,
    at: isoInstant(parts.clock()),
  };
  await write(parts, createAutopay(household, { method, daysBefore, limitCents: 0 }, consent), head);
}

async function tellHome(parts: OnlineParts, people: DemoPeople, plan: OnlineHome): Promise<void> {
  const { id: household, people: residents } = people.places.household(plan.lot);
  const [head] = residents;
  if (head === undefined) throw new RangeError(`Nobody at lot ${plan.lot}`);
  const methods: string[] = [];
  for (const { number, kind } of plan.methods)
    methods.push(await parts.trial.saveMethod(DEMO_ASSOCIATION, household, number, kind));
  const home: Home = { head, household, methods, plan };
  await turnAutopayOn(parts, home);
  await payAll(parts, home, people.office.manager);
}

/**
 * After the demo is written and while the server listens: events of the stand-in find it.
 * Rejects when something of it could not be done; asked again, it goes on from there.
 */
export async function writeOnlinePayments(parts: OnlineParts): Promise<void> {
  const people = readDemoPeople(parts.clock());
  await parts.trial.connect(DEMO_ASSOCIATION);
  if ((await parts.database.get(PAYMENT_SETTINGS_ID)) === undefined)
    await write(parts, createPaymentSettings(SETTINGS), people.office.manager);
  for (const home of ONLINE_HOMES) await tellHome(parts, people, home);
}
