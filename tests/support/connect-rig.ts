/**
 * An association that takes payments, on a real store, with the stand-in for Stripe and its clock: what it tells by webhook
 * goes to the same handlers as in the server. Payments are sent by a few lines here, so that what follows from them can be
 * tested by itself.
 */
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import Stripe from 'stripe';
import { isoInstant } from '@communitrak/domain/core/dates.ts';
import type { Body, Envelope } from '@communitrak/domain/core/envelope.ts';
import type { Entity } from '@communitrak/domain/core/entity.ts';
import { localOf, makeId } from '@communitrak/domain/core/ids.ts';
import { createBooks, createEntry, firstBooks, type EntryInput } from '@communitrak/domain/ledger/index.ts';
import {
  createPaymentMethod,
  paymentEntity,
  paymentEntryId,
  withOutcome,
  type Payment,
  type PaymentOutcome,
} from '@communitrak/domain/payments/index.ts';
import type { BillingRoom } from '@communitrak/sync-server/payments/billing/billing.ts';
import { createAssociationEvents } from '@communitrak/sync-server/payments/association-events.ts';
import { newsOf } from '@communitrak/sync-server/payments/news.ts';
import { ensureAccount } from '@communitrak/sync-server/payments/connect/account.ts';
import { readAll, readOne } from '@communitrak/sync-server/payments/room.ts';
import { createSandbox, type Sandbox } from '@communitrak/sync-server/payments/sandbox/create-sandbox.ts';
import type { Database } from '@communitrak/sync-server/ports/doc-store.ts';
import { createLeases } from '@communitrak/sync-server/reactions/leases.ts';
import { createDatabases } from '@communitrak/sync-server/sync/databases.ts';
import type { RunningSyncService } from '@communitrak/sync-server/sync/sync-service.ts';
import { smallAssociation } from '@communitrak/testkit/builders.ts';
import { v7 } from 'uuid';
import { associationDatabase, openOperations } from './reactions-rig.ts';
import { aSyncService, createWith, writeAll } from './sync-rig.ts';
import { openTestStore, testLog } from './test-store.ts';

const DAY_S = 86_400;

export interface ConnectRig {
  readonly association: string;
  readonly room: BillingRoom;
  readonly sandbox: Sandbox;
  readonly service: RunningSyncService;
  readonly database: Database;
  /** Another process on the same store. */
  another(): BillingRoom;
  today(): string;
  /** Moves the stand-in's clock on, and waits until what it told has been dealt with. */
  days(count: number): Promise<void>;
  told(): Promise<void>;
  write(...docs: readonly Envelope[]): Promise<void>;
  read<B extends Body>(entity: Entity<B>, id: string): Promise<Envelope<B>>;
  all<B extends Body>(entity: Entity<B>): Promise<readonly Envelope<B>[]>;
  /** The association's account, filled in. @returns its id */
  onboard(): Promise<string>;
  charge(local: string, due: string, cents: number): Promise<string>;
  /** @returns local id of the saved method */
  saveMethod(household: string, number: string, isDefault?: boolean): Promise<string>;
  /** Sends what was asked for, as Stripe answers it at once. */
  send(): Promise<void>;
  /** What a person enters on one of the stand-in's pages. */
  fillPage(url: string, number: string): Promise<void>;
  close(): Promise<void>;
}

function listenToEvents(room: BillingRoom, done: (error: Error) => void): Server {
  const events = createAssociationEvents(room);
  return createServer((req, res) => {
    void (async () => {
      let text = '';
      for await (const chunk of req) text += String(chunk);
      const news = newsOf(JSON.parse(text) as Stripe.Event);
      const failed = events.takes(news.type) ? await events.handle([news]) : new Set();
      if (failed.size > 0) done(new Error(`${news.type} could not be dealt with`));
      res.writeHead(failed.size === 0 ? 200 : 500).end();
    })();
  });
}

function outcomeOf(intent: Stripe.PaymentIntent, payment: Payment): Partial<PaymentOutcome> {
  const charge = typeof intent.latest_charge === 'string' ? intent.latest_charge : '';
  const gateway = { intent: intent.id, charge, session: '' };
  if (intent.status === 'succeeded')
    return { state: 'succeeded', gateway, entries: [paymentEntryId(payment.id)] };
  return { state: intent.status === 'processing' ? 'processing' : 'failed', gateway };
}

export async function connectRig(local = 'maple-row'): Promise<ConnectRig> {
  const place = await openTestStore();
  const sandbox = await createSandbox({ timing: { firstMs: 1, retryMs: 5 } });
  const clock = (): number => sandbox.clock.now() * 1000;
  const service = aSyncService(place.store, { clock });
  const { association, documents } = smallAssociation({ local });
  await createWith(service, association, [...documents, createBooks(firstBooks('USD'))]);
  const operations = await openOperations(place.store);
  const database = await associationDatabase(place.store, association);
  const { hostname, port } = new URL(sandbox.url);
  const stripe = new Stripe('sk_test_sandbox', { host: hostname, port, protocol: 'http' });
  const faults: Error[] = [];
  const another = (): BillingRoom => ({
    stripe,
    mode: 'sandbox',
    operations,
    open: (name) => createDatabases(place.store).of(name),
    associations: () => Promise.resolve([association]),
    writes: service,
    leases: createLeases({ operations, clock, holder: v7(), log: testLog }),
    clock,
    log: testLog,
    registered: () => Promise.resolve(new Set(['m-head', 'm-member', 'm-next'])),
    taxes: false,
  });
  const room = another();
  const server = listenToEvents(room, (error) => faults.push(error));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const url = `http://127.0.0.1:${String(typeof address === 'object' ? address?.port : '')}`;
  const webhook = { url, secret: 'whsec_test' };
  sandbox.setWebhooks({ platform: webhook, connect: webhook });

  const rig: ConnectRig = {
    association,
    room,
    sandbox,
    service,
    database,
    another,
    today: () => isoInstant(clock()).slice(0, 10),
    async days(count) {
      for (let left = count; left > 0; left -= 1) {
        sandbox.clock.advance(DAY_S);
        await rig.told();
      }
    },
    async told() {
      await sandbox.delivered();
      const [first] = faults.splice(0);
      if (first !== undefined) throw first;
    },
    write: (...docs) => writeAll(service, association, docs),
    async read(entity, id) {
      const doc = await readOne(database, entity, id);
      if (doc === undefined) throw new Error(`no ${id}`);
      return doc;
    },
    all: (entity) => readAll(database, entity),
    async onboard() {
      const account = await ensureAccount(room, association);
      sandbox.completeAccount(account);
      await rig.told();
      return account;
    },
    async charge(id, due, cents) {
      const input: EntryInput = {
        household: 'h1',
        kind: 'assessment',
        cents,
        currency: 'USD',
        posted: due,
        due,
        text: `Assessment ${due}`,
      };
      const entry = createEntry(input, id);
      await rig.write(entry);
      return entry.id;
    },
    async saveMethod(household, number, isDefault = true) {
      const account = await ensureAccount(room, association);
      const customer = await stripe.customers.create(
        { metadata: { association, household } },
        { stripeAccount: account, idempotencyKey: `customer:${household}` },
      );
      const method = sandbox.saveMethod(account, customer.id, number);
      const { last4 = '' } = method.card ?? method.us_bank_account ?? {};
      const kind = method.card === undefined ? 'bank' : 'card';
      const tail = { kind, brand: 'test', last4 } as const;
      const doc = createPaymentMethod({ household, gateway: method.id, ...tail, isDefault, state: 'usable' });
      await rig.write(doc);
      return localOf(doc.id);
    },
    async send() {
      const account = await ensureAccount(room, association);
      for (const payment of await rig.all(paymentEntity)) {
        if (payment.body.outcome.state === 'requested') await sendOne(rig, stripe, account, payment);
      }
      await rig.told();
    },
    async fillPage(page, number) {
      const fields = { way: 'card', number, expiry: '12/34', cvc: '123', zip: '94107', name: 'Jenny Rosen' };
      const answer = await fetch(page, {
        method: 'POST',
        body: new URLSearchParams(fields),
        redirect: 'manual',
      });
      if (answer.status >= 400) throw new Error(`the page answered ${String(answer.status)}`);
      await rig.told();
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await sandbox.close();
      await service.close();
      await place.close();
    },
  };
  return rig;
}

async function sendOne(rig: ConnectRig, stripe: Stripe, account: string, payment: Payment): Promise<void> {
  const { body, id } = payment;
  const methods = await rig.database.get(makeId('payment-method', body.method));
  const saved = methods?.['body'] as { readonly gateway: string };
  const method = await stripe.paymentMethods.retrieve(saved.gateway, {}, { stripeAccount: account });
  const intent = await stripe.paymentIntents
    .create(
      {
        amount: body.totalCents,
        currency: body.currency.toLowerCase(),
        ...(typeof method.customer === 'string' ? { customer: method.customer } : {}),
        payment_method: saved.gateway,
        allowed_payment_method_types: [body.kind === 'card' ? 'card' : 'us_bank_account'],
        confirm: true,
        off_session: true,
        application_fee_amount: body.feeCents,
        metadata: { association: rig.association, household: body.household, payment: localOf(id) },
      },
      { stripeAccount: account, idempotencyKey: `payment:${localOf(id)}` },
    )
    .catch((error: unknown) => {
      if (error instanceof Stripe.errors.StripeCardError && error.payment_intent) return error.payment_intent;
      throw error;
    });
  const changes = outcomeOf(intent, payment);
  if (changes.state === 'succeeded') {
    const entry: EntryInput = {
      household: body.household,
      kind: 'payment',
      cents: -body.cents,
      currency: body.currency,
      posted: rig.today(),
      text: 'Online payment',
      source: 'online',
      method: body.kind,
      applies: body.charges.map((charge) => charge.entry),
    };
    await rig.write(createEntry(entry, localOf(paymentEntryId(id))));
  }
  await rig.write(withOutcome(payment, changes));
}
