/** The gateway's own pages, to which people are sent: for paying, for saving a card or an account, for looking after them. */
import { makeId } from '@communitrak/domain/core/ids.ts';
import { has, householdKey, type Principal } from '@communitrak/domain/core/principal.ts';
import {
  isPending,
  paymentEntity,
  withOutcome,
  type MethodKind,
  type Payment,
} from '@communitrak/domain/payments/index.ts';
import { placeOf } from './accounts.ts';
import { look } from './advance.ts';
import { customerFor } from './customers.ts';
import type { Back, Order } from './orders.ts';
import { householdOfMethod, makeDefault, removeMethod } from './methods.ts';
import { readDoc, writeAll, type PaymentParts, type Place } from './parts.ts';
import { begin, end } from './pending.ts';
import type { Seen } from './outcome.ts';
import { PaymentProblem } from './problem.ts';
import { isPrepared, prepare, refusePayment } from './send.ts';
import { settle } from './settle.ts';
import type { Turns } from './turns.ts';

/** What the page says that is paid. */
const WORDS = { charges: 'Association charges', fee: 'Processing fee' };

export interface PageAnswer {
  readonly url: string;
}

/** Each rejects with PaymentProblem, GatewayFault or NoSuchAssociation. Whose it is not is told what a stranger is told. */
export interface Pages {
  pay(who: Principal, payment: string): Promise<PageAnswer>;
  /** Takes back a payment that waits for its person. */
  leave(who: Principal, payment: string): Promise<void>;
  addMethod(who: Principal, household: string, kind: MethodKind): Promise<PageAnswer>;
  portal(who: Principal, household: string): Promise<PageAnswer>;
  makeDefault(who: Principal, method: string): Promise<void>;
  removeMethod(who: Principal, method: string): Promise<void>;
}

interface Found {
  readonly place: Place;
  readonly payment: Payment;
}

function demandOwn(who: Principal, household: string): void {
  if (!has(who, householdKey(household))) throw new PaymentProblem('not-found');
}

async function openPlace(parts: PaymentParts, association: string): Promise<Place> {
  const place = await placeOf(parts, association);
  if (place.account === '') throw new PaymentProblem('payments-closed');
  return place;
}

async function findPayment(parts: PaymentParts, who: Principal, local: string): Promise<Found> {
  const place = await placeOf(parts, who.association);
  const payment = await readDoc(place.database, paymentEntity, makeId('payment', local));
  if (payment === undefined) throw new PaymentProblem('not-found');
  demandOwn(who, payment.body.household);
  return { place, payment };
}

function backTo(parts: PaymentParts, association: string, what: string): Back {
  const page = `${parts.appUrl()}/app/${association}/payments`;
  return { done: `${page}?done=${what}`, left: `${page}?left=${what}` };
}

async function openCheckout(parts: PaymentParts, place: Place, order: Order): Promise<PageAnswer> {
  const { payment } = order;
  const back = backTo(parts, place.association, payment.id.slice('payment:'.length));
  const session = await parts.gateway.openCheckout(place.account, order, WORDS, back);
  const gateway = { intent: session.intent, charge: '', session: session.id };
  await writeAll(parts, place.association, [withOutcome(payment, { gateway })]);
  return { url: session.url };
}

/** Where its person goes on; undefined when there is nowhere to go. */
function urlIn({ session, intent }: Seen): string | undefined {
  if (session?.status === 'open') return session.url;
  const asks = intent?.status === 'requires_action' && intent.nextUrl !== '';
  return asks ? intent.nextUrl : undefined;
}

/** A page that is open already; undefined when it has to be made. */
async function openPage(parts: PaymentParts, { place, payment }: Found): Promise<PageAnswer | undefined> {
  const known = payment.body.outcome.gateway;
  if (known === undefined || known.intent + known.session === '') return undefined;
  const seen = await look(parts, place, known);
  const url = seen === undefined ? undefined : urlIn(seen);
  if (url !== undefined) return { url };
  if (seen !== undefined) await settle(parts, place, [{ payment, seen }]);
  throw new PaymentProblem('payment-refused', 'over');
}

async function makePage(parts: PaymentParts, { place, payment }: Found, turns: Turns): Promise<PageAnswer> {
  const { association } = place;
  const key = { association, document: payment.id };
  await begin(parts.operations, [key], parts.clock());
  const turn = `${association} ${payment.body.household}`;
  const prepared = await turns.take(turn, () => prepare(parts, place, payment));
  if (isPrepared(prepared)) return openCheckout(parts, place, prepared.order);
  if (prepared !== undefined && 'refusal' in prepared) {
    await refusePayment(parts, place, payment, prepared.refusal);
    await end(parts.operations, [key]);
    throw new PaymentProblem('payment-refused', prepared.refusal);
  }
  if (prepared !== undefined) await settle(parts, place, [{ payment, seen: prepared }]);
  throw new PaymentProblem('payment-refused', 'over');
}

async function pay(parts: PaymentParts, turns: Turns, found: Found): Promise<PageAnswer> {
  const { state } = found.payment.body.outcome;
  const isAtPage = state === 'action' || (state === 'requested' && found.payment.body.method === '');
  if (!isAtPage) throw new PaymentProblem('payment-refused', 'over');
  return (await openPage(parts, found)) ?? makePage(parts, found, turns);
}

async function leave(parts: PaymentParts, { place, payment }: Found): Promise<void> {
  const { state, gateway } = payment.body.outcome;
  if (state !== 'action' || gateway === undefined) {
    if (isPending(state)) throw new PaymentProblem('payment-refused', 'sent');
    return;
  }
  // Whoever has paid in this moment has paid: then it is Stripe that says no, and what it says is written down.
  const closing =
    gateway.session === ''
      ? parts.gateway.cancelIntent(place.account, gateway.intent)
      : parts.gateway.expireSession(place.account, gateway.session);
  const fault = await closing.then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  const seen = await look(parts, place, gateway);
  if (seen !== undefined) await settle(parts, place, [{ payment, seen }]);
  if (fault !== undefined) throw new PaymentProblem('payment-refused', 'over');
}

async function ownMethod(parts: PaymentParts, who: Principal, method: string) {
  const place = await openPlace(parts, who.association);
  const household = await householdOfMethod(place, method);
  if (household === undefined) throw new PaymentProblem('not-found');
  demandOwn(who, household);
  return { place, household };
}

function demandDone(done: boolean): void {
  if (!done) throw new PaymentProblem('not-found');
}

async function ownCustomer(parts: PaymentParts, who: Principal, household: string) {
  demandOwn(who, household);
  const place = await openPlace(parts, who.association);
  return { place, customer: await customerFor(parts, place, household) };
}

export function createPages(parts: PaymentParts, turns: Turns): Pages {
  return {
    pay: async (who, payment) => pay(parts, turns, await findPayment(parts, who, payment)),
    leave: async (who, payment) => leave(parts, await findPayment(parts, who, payment)),
    async addMethod(who, household, kind) {
      const { place, customer } = await ownCustomer(parts, who, household);
      const { association, account } = place;
      const order = { association, household, customer, kind };
      return parts.gateway.openSetup(account, order, backTo(parts, association, 'method'));
    },
    async portal(who, household) {
      const { place, customer } = await ownCustomer(parts, who, household);
      const { done } = backTo(parts, place.association, 'portal');
      return parts.gateway.openPortal(place.account, customer, done);
    },
    async makeDefault(who, method) {
      const { place, household } = await ownMethod(parts, who, method);
      demandDone(await makeDefault(parts, place, household, method));
    },
    async removeMethod(who, method) {
      const { place, household } = await ownMethod(parts, who, method);
      demandDone(await removeMethod(parts, place, household, method));
    },
  };
}
