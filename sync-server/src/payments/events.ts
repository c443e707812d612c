/** What the connected accounts' events mean to residents' payments: which payments, refunds and saved methods to look at. */
import { groupBy } from '@communitrak/domain/core/group-by.ts';
import { makeId } from '@communitrak/domain/core/ids.ts';
import { paymentEntity } from '@communitrak/domain/payments/index.ts';
import { placeOf } from './accounts.ts';
import { look } from './advance.ts';
import { ownerOf } from './kept.ts';
import { refreshMethods } from './methods.ts';
import type { News, NewsHandler } from './news.ts';
import { eachOf, readDocs, type PaymentParts, type Place } from './parts.ts';
import { advanceRefund } from './refunds.ts';
import type { Seen } from './outcome.ts';
import { settle } from './settle.ts';
import type { Turns } from './turns.ts';

const AT_ONCE = 32;

const PAYMENTS = /^(payment_intent|charge\.dispute|checkout\.session)\./;
const REFUNDS = /^(refund\.|charge\.refund\.updated$)/;
const METHODS = /^(payment_method\.|customer\.updated$|setup_intent\.succeeded$)/;

/** What is looked at once, however many events speak of it. */
interface Questions {
  readonly intents: Map<string, string[]>;
  readonly sessions: Map<string, string[]>;
  readonly customers: Map<string, string[]>;
  readonly refunds: Map<string, string[]>;
}

function note(map: Map<string, string[]>, key: string, event: string): void {
  if (key === '') return;
  const events = map.get(key);
  if (events === undefined) map.set(key, [event]);
  else events.push(event);
}

function questionsOf(news: readonly News[]): Questions {
  const all: Questions = {
    intents: new Map(),
    sessions: new Map(),
    customers: new Map(),
    refunds: new Map(),
  };
  for (const { id, type, object, intent, customer, refund } of news) {
    if (type.startsWith('checkout.session.')) {
      note(all.sessions, object, id);
      note(all.customers, customer, id);
    } else if (PAYMENTS.test(type)) note(all.intents, intent, id);
    if (REFUNDS.test(type)) note(all.refunds, refund, id);
    if (METHODS.test(type)) note(all.customers, customer, id);
  }
  return all;
}

/** Asks each, and says which events are to come again because one of theirs could not be answered. */
async function answer(
  parts: PaymentParts,
  map: ReadonlyMap<string, readonly string[]>,
  failed: Set<string>,
  ask: (key: string) => Promise<void>,
): Promise<void> {
  await eachOf([...map.keys()], AT_ONCE, async (key) => {
    try {
      await ask(key);
    } catch (error) {
      parts.log.warn({ err: error }, 'what an event speaks of could not be read; it comes again');
      for (const id of map.get(key) ?? []) failed.add(id);
    }
  });
}

/** What Stripe says now, by the id of the payment that it is about. */
async function readPayments(
  parts: PaymentParts,
  place: Place,
  { intents, sessions }: Questions,
  failed: Set<string>,
): Promise<ReadonlyMap<string, Seen>> {
  const seen = new Map<string, Seen>();
  const keep = (one: Seen | undefined): void => {
    const about = one?.intent ?? one?.session;
    if (one === undefined || about?.association !== place.association || about.payment === '') return;
    const id = makeId('payment', about.payment);
    seen.set(id, { ...seen.get(id), ...one });
  };
  await answer(parts, intents, failed, async (intent) =>
    keep(await look(parts, place, { intent, session: '' })),
  );
  await answer(parts, sessions, failed, async (session) =>
    keep(await look(parts, place, { intent: '', session })),
  );
  return seen;
}

/** An attempt that was declined at the page has ended nothing while the page is open. */
async function withSession(parts: PaymentParts, place: Place, session: string, seen: Seen): Promise<Seen> {
  if (session === '' || seen.session !== undefined || seen.intent?.status === 'succeeded') return seen;
  return { ...seen, session: await parts.gateway.readSession(place.account, session) };
}

async function handlePayments(
  parts: PaymentParts,
  place: Place,
  questions: Questions,
  failed: Set<string>,
): Promise<void> {
  const seen = await readPayments(parts, place, questions, failed);
  if (seen.size === 0) return;
  const docs = await readDocs(place.database, [...seen.keys()]);
  const known = await Promise.all(
    [...seen].flatMap(([id, one]) => {
      const payment = paymentEntity.read(docs.get(id));
      if (payment === undefined) return [];
      const session = payment.body.outcome.gateway?.session ?? '';
      return [withSession(parts, place, session, one).then((all) => ({ payment, seen: all }))];
    }),
  );
  await settle(parts, place, known);
}

async function handleCustomer(parts: PaymentParts, place: Place, customer: string): Promise<void> {
  const about = await parts.gateway.readCustomer(place.account, customer);
  if (about === undefined || about.association !== place.association || about.household === '') return;
  await refreshMethods(parts, place, about.household, customer);
}

async function handleAccount(
  parts: PaymentParts,
  place: Place,
  news: readonly News[],
  turns: Turns,
): Promise<ReadonlySet<string>> {
  const failed = new Set<string>();
  const questions = questionsOf(news);
  await handlePayments(parts, place, questions, failed);
  await answer(parts, questions.refunds, failed, (local) =>
    advanceRefund(parts, place, makeId('refund-request', local), turns),
  );
  await answer(parts, questions.customers, failed, (customer) => handleCustomer(parts, place, customer));
  return failed;
}

/** @param unknown told of events of an account that is nobody's here */
export function createPaymentEvents(
  parts: PaymentParts,
  turns: Turns,
  unknown: (events: number) => void,
): NewsHandler {
  return {
    takes: (type) => PAYMENTS.test(type) || REFUNDS.test(type) || METHODS.test(type),
    async handle(news) {
      const failed = new Set<string>();
      const connected = news.filter(({ account }) => account !== '');
      const accounts = groupBy(connected, ({ account }) => account);
      for (const [account, own] of accounts) {
        const association = await ownerOf(parts.operations, account);
        if (association === undefined) {
          unknown(own.length);
          continue;
        }
        const place = await placeOf(parts, association);
        for (const id of await handleAccount(parts, { ...place, account }, own, turns)) failed.add(id);
      }
      return failed;
    },
  };
}
