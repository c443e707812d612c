/**
 * Server processes that take payments, on one store, at the stand-in for Stripe: the small association with books, charges
 * and an account that may charge. A process can be ended in the middle of anything, as by a power cut.
 */
import { createServer, type Server } from 'node:http';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import {
  createBooks,
  createEntry,
  firstBooks,
  ledgerEntryEntity,
  type BooksBody,
  type LedgerEntry,
} from '@communitrak/domain/ledger/index.ts';
import {
  createPayment,
  createPaymentMethod,
  createPaymentSettings,
  createPaymentStatus,
  paymentEntity,
  refundRequestEntity,
  USUAL_SETTINGS,
  type Payment,
  type PaymentInput,
  type PaymentSettingsBody,
  type RefundRequest,
} from '@communitrak/domain/payments/index.ts';
import { readStored } from '@communitrak/sync-server/access/stored-envelope.ts';
import { BadSignature, createPayments, type Payments } from '@communitrak/sync-server/payments/payments.ts';
import { createSandbox, type Sandbox } from '@communitrak/sync-server/payments/sandbox/create-sandbox.ts';
import type { Database } from '@communitrak/sync-server/ports/doc-store.ts';
import { createReactions } from '@communitrak/sync-server/reactions/reactions.ts';
import { sendPayments } from '@communitrak/sync-server/reactions/send-payments.ts';
import { createDatabases } from '@communitrak/sync-server/sync/databases.ts';
import type { RunningSyncService } from '@communitrak/sync-server/sync/sync-service.ts';
import { smallAssociation } from '@communitrak/testkit/builders.ts';
import { clientOf, connectAccount } from '@communitrak/testkit/stripe-sandbox.ts';
import { associationDatabase, noLeases, openOperations } from './reactions-rig.ts';
import { aSyncService, createWith, writeAll } from './sync-rig.ts';
import { openTestStore, type TestStore } from './test-store.ts';

export const SECRETS = { webhookSecret: 'whsec_platform', connectWebhookSecret: 'whsec_connect' };
export const GOOD_CARD = '4242424242424242';
export const GOOD_BANK = '000123456789';

export class Killed extends Error {
  override readonly name = 'Killed';
}

/** What a process does to the world goes through here, so that it can be ended anywhere. */
interface Life {
  dead: boolean;
  /** Asked at each step; true ends the process there. */
  dies: (step: string) => boolean;
}

/** Every method of it ends with the process, before it is done or when it is done and nobody hears of it any more. */
function mortal<T extends object>(target: T, life: Life, name: string): T {
  const check = (step: string): void => {
    if (!life.dead && life.dies(step)) life.dead = true;
    if (life.dead) throw new Killed(step);
  };
  return new Proxy(target, {
    get(object, key) {
      const value: unknown = Reflect.get(object, key);
      if (typeof value !== 'function') return value;
      return (...args: readonly unknown[]): unknown => {
        const step = `${name}.${String(key)}`;
        const returned = (): unknown => Reflect.apply(value, object, args);
        if (name === 'store' && !['put', 'putMany'].includes(String(key))) return returned();
        check(`before ${step}`);
        const answer = returned();
        if (!(answer instanceof Promise)) return answer;
        return answer.then((result: unknown) => {
          check(`after ${step}`);
          return result;
        });
      };
    },
  });
}

export interface PaymentsProcess {
  readonly payments: Payments;
  readonly service: RunningSyncService;
  readonly life: Life;
  /** Reads the feed to its end, does what is due, and waits until nothing is under way. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

export interface RigOptions {
  /** Stands between the server and the stand-in. @returns where the server asks instead */
  readonly through?: (url: string) => Promise<string>;
  readonly dies?: Life['dies'];
  readonly settings?: Partial<PaymentSettingsBody>;
  readonly books?: Partial<BooksBody>;
}

export interface PaymentsRig {
  readonly sandbox: Sandbox;
  readonly account: string;
  readonly association: string;
  readonly opened: TestStore;
  readonly operations: Database;
  /** The one that hears events; another when that has been ended. */
  process: PaymentsProcess;
  /** Answers of our endpoint to events, by status. */
  readonly answers: Map<number, number>;
  /** ms by which the clock is ahead. */
  ahead: number;
  start(dies?: Life['dies']): Promise<PaymentsProcess>;
  write(...docs: readonly Envelope[]): Promise<void>;
  payment(id: string): Promise<Payment>;
  refund(id: string): Promise<RefundRequest>;
  entries(household?: string): Promise<readonly LedgerEntry[]>;
  /** A saved method of the household's, as its document. @returns local id */
  saveMethod(number: string, household?: string): Promise<string>;
  /** Everything that is under way, here and at the stand-in, comes to rest. */
  rest(): Promise<void>;
  /** A post of an event to our endpoint. @returns the status */
  post(body: string, signature: string, path?: string): Promise<number>;
  close(): Promise<void>;
}

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A charge of a household, in the ledger. */
export function aCharge(local: string, cents = 10_000, household = 'h1'): LedgerEntry {
  return createEntry(
    { household, kind: 'assessment', cents, currency: 'USD', posted: '2026-01-01', text: 'Assessment' },
    local,
  );
}

/** As its author's device asks for it. */
export function askedFor(over: Partial<PaymentInput>, member = 'm-head', settings = USUAL_SETTINGS): Payment {
  const usual: PaymentInput = {
    household: 'h1',
    charges: [{ entry: 'ledger-entry:jan', cents: 10_000 }],
    currency: 'USD',
    kind: 'card',
    method: '',
    source: 'now',
    attempt: 1,
  };
  return createPayment({ ...usual, ...over }, settings, { member, device: 'phone' }, Date.now());
}

async function endpoint(
  take: (path: string, body: Buffer, signature: string) => Promise<void>,
  seen: (status: number) => void,
) {
  const server: Server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      take(req.url ?? '', Buffer.concat(chunks), String(req.headers['stripe-signature'] ?? '')).then(
        () => res.writeHead(200).end(() => seen(200)),
        (error: unknown) => {
          const status = error instanceof BadSignature ? 400 : 503;
          res.writeHead(status).end(() => seen(status));
        },
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${String(port)}`, close };
}

export async function openPaymentsRig(options: RigOptions = {}): Promise<PaymentsRig> {
  const opened = await openTestStore();
  const { store } = opened;
  const operations = await openOperations(store);
  const sandbox = await createSandbox({ timing: { firstMs: 1, retryMs: 50 } });
  const account = await connectAccount(clientOf(sandbox.url), 'Maple Row');
  sandbox.completeAccount(account);
  const { association, documents } = smallAssociation();
  await operations.put({ _id: `stripe:${association}`, account });
  await operations.put({ _id: `stripe-owner:${account}`, association });

  const apiBase = (await options.through?.(sandbox.url)) ?? sandbox.url;
  const rig = { ahead: 0 } as { ahead: number; process: PaymentsProcess };
  const clock = (): number => Date.now() + rig.ahead;

  const start = async (dies: Life['dies'] = () => false): Promise<PaymentsProcess> => {
    const life: Life = { dead: false, dies };
    const service = aSyncService(store, { clock });
    const databases = createDatabases(store);
    const payments = createPayments({
      stripe: { secretKey: 'sk_test_rig', apiBase, ...SECRETS },
      operations: mortal(operations, life, 'store'),
      open: (one) => databases.of(one),
      reads: service,
      writes: mortal(
        { write: (one, docs) => service.write(one, docs) } as Pick<RunningSyncService, 'write'>,
        life,
        'writes',
      ),
      clock,
      log: silent,
      appUrl: () => 'http://app.test',
    });
    const reactions = createReactions({
      reactions: [sendPayments(payments)],
      operations,
      store,
      open: (one) => databases.of(one),
      writes: service,
      // Two processes at it at once, and nobody waits for one that has ended.
      leases: noLeases,
      clock,
      log: silent,
    });
    service.onWritten((one, ids) => {
      if (!life.dead) reactions.wake(one, ids);
    });
    return {
      payments,
      service,
      life,
      async settle() {
        await reactions.idle();
        await reactions.round(new AbortController().signal);
        await payments.idle();
        await payments.round(new AbortController().signal);
        await payments.idle();
      },
      async close() {
        await reactions.close();
        await payments.close();
        await service.close();
      },
    };
  };

  const answers = new Map<number, number>();
  const heard = await endpoint(
    (path, body, signature) => {
      if (rig.process.life.dead) return Promise.reject(new Killed('nobody there'));
      const to = path === '/platform' ? 'platform' : 'connect';
      return rig.process.payments.receive(to, body, signature);
    },
    (status) => answers.set(status, (answers.get(status) ?? 0) + 1),
  );
  sandbox.setWebhooks({
    platform: { url: `${heard.url}/platform`, secret: SECRETS.webhookSecret },
    connect: { url: `${heard.url}/connect`, secret: SECRETS.connectWebhookSecret },
  });
  rig.process = await start(options.dies);
  await createWith(rig.process.service, association, [
    ...documents,
    createBooks({ ...firstBooks('USD'), ...options.books }),
    createPaymentSettings({ ...USUAL_SETTINGS, ...options.settings }),
    createPaymentStatus({ open: true, mode: 'sandbox', currency: 'USD' }),
    aCharge('jan'),
    aCharge('feb', 5000),
  ]);
  const database = await associationDatabase(store, association);
  const read = async (id: string): Promise<Envelope> => {
    const stored = await database.get(id);
    if (stored === undefined) throw new Error(`no ${id}`);
    return readStored(stored).doc;
  };
  const demand = <T>(one: T | undefined): T => {
    if (one === undefined) throw new Error('it does not parse');
    return one;
  };

  return Object.assign(rig, {
    sandbox,
    account,
    association,
    opened,
    operations,
    answers,
    start,
    write: (...docs: readonly Envelope[]) => writeAll(rig.process.service, association, docs),
    payment: async (id: string) => demand(paymentEntity.read(await read(id))),
    refund: async (id: string) => demand(refundRequestEntity.read(await read(id))),
    async entries(household = 'h1') {
      const docs = await database.range({ startId: 'ledger-entry:', endId: 'ledger-entry:\ufff0' });
      return docs
        .flatMap((one) => ledgerEntryEntity.read(readStored(one).doc) ?? [])
        .filter(({ body }) => body.household === household);
    },
    async saveMethod(number: string, household = 'h1') {
      const customerId = `stripe-customer:${association}.${household}`;
      const known = await operations.get(customerId);
      const client = clientOf(sandbox.url);
      let customer = known?.['customer'];
      if (typeof customer !== 'string') {
        const metadata = { association, household };
        customer = (await client.customers.create({ metadata }, { stripeAccount: account })).id;
        await operations.put({ _id: customerId, customer });
      }
      const { id, type } = sandbox.saveMethod(account, String(customer), number);
      const doc = createPaymentMethod({
        household,
        gateway: id,
        kind: type === 'card' ? 'card' : 'bank',
        brand: type === 'card' ? 'visa' : 'STRIPE TEST BANK',
        last4: number.slice(-4),
        isDefault: known === undefined,
        state: 'usable',
      });
      await writeAll(rig.process.service, association, [doc]);
      return doc.id.slice('payment-method:'.length);
    },
    async rest() {
      for (let round = 0; round < 3; round += 1) {
        await rig.process.settle();
        await sandbox.delivered();
      }
      await rig.process.settle();
    },
    async post(body: string, signature: string, path = '/connect') {
      const answer = await fetch(heard.url + path, {
        method: 'POST',
        body,
        headers: { 'stripe-signature': signature },
      });
      await answer.arrayBuffer();
      return answer.status;
    },
    async close() {
      await rig.process.close();
      await heard.close();
      await sandbox.close();
      await opened.close();
    },
  });
}
