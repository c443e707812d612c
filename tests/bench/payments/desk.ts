/** A server with an account at the stand-in for Stripe, and payments from bank accounts on their way. */
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import { createBooks, createEntry, firstBooks } from '@communitrak/domain/ledger/index.ts';
import {
  createPayment,
  createPaymentMethod,
  createPaymentStatus,
  USUAL_SETTINGS,
  type Payment,
} from '@communitrak/domain/payments/index.ts';
import { databaseName } from '@communitrak/sync-server/ports/database-names.ts';
import type { Database } from '@communitrak/sync-server/ports/doc-store.ts';
import { createSandbox, type Sandbox } from '@communitrak/sync-server/payments/sandbox/create-sandbox.ts';
import { aHousehold, aLink } from '@communitrak/testkit/builders.ts';
import { clientOf, connectAccount } from '@communitrak/testkit/stripe-sandbox.ts';
import { openStage, OLIVIA, writeSmall, type Stage } from '../../support/stage.ts';
import { writeAll } from '../../support/sync-rig.ts';
import { ASSOCIATION, serverEnv } from '../sync/wired.ts';

export const CONNECT_SECRET = 'whsec_bench_connect';
const AT_ONCE = 500;
const HOUSEHOLDS = 100;
const GOOD_BANK = '000123456789';

export const stripeEnv = (apiBase: string): Readonly<Record<string, string>> => ({
  STRIPE_SECRET_KEY: 'sk_test_bench',
  STRIPE_WEBHOOK_SECRET: 'whsec_bench_platform',
  STRIPE_CONNECT_WEBHOOK_SECRET: CONNECT_SECRET,
  STRIPE_API_BASE: apiBase,
});

export interface Desk {
  readonly stage: Stage;
  readonly sandbox: Sandbox;
  readonly account: string;
  readonly operations: Database;
  write(docs: readonly Envelope[]): Promise<void>;
  /** Payments of so many charges, asked for and not sent yet. @param from the number of the first */
  ask(from: number, count: number): readonly { readonly payment: Payment; readonly charge: Envelope }[];
}

/** The same, to be paid at Stripe's page: no process sends it by itself. */
export const pageOf = (payment: Payment): Payment => ({
  ...payment,
  body: { ...payment.body, method: '', source: 'page' },
});

const household = (at: number): string => `home${String(at % HOUSEHOLDS).padStart(3, '0')}`;

async function demandOpen(stage: Stage, name: string): Promise<Database> {
  const database = await stage.server.store.open(name, { create: false });
  if (database === undefined) throw new Error(`no ${name}`);
  return database;
}

export const associationOf = (stage: Stage): Promise<Database> =>
  demandOpen(stage, databaseName(ASSOCIATION));

async function saveMethods(desk: Omit<Desk, 'ask'>): Promise<readonly Envelope[]> {
  const { sandbox, account, operations } = desk;
  const client = clientOf(sandbox.url);
  const docs: Envelope[] = [];
  for (let at = 0; at < HOUSEHOLDS; at += 1) {
    const local = household(at);
    const metadata = { association: ASSOCIATION, household: local };
    const { id } = await client.customers.create({ metadata }, { stripeAccount: account });
    await operations.put({ _id: `stripe-customer:${ASSOCIATION}.${local}`, customer: id });
    const method = sandbox.saveMethod(account, id, GOOD_BANK);
    const about = { brand: 'STRIPE TEST BANK', last4: '6789', kind: 'bank', state: 'usable' } as const;
    docs.push(createPaymentMethod({ household: local, gateway: method.id, isDefault: true, ...about }));
  }
  return docs;
}

/** @param through stands between server and stand-in. @returns where the server asks instead */
export async function openDesk(
  storeUrl: string,
  through: (url: string) => Promise<string> = (url) => Promise.resolve(url),
): Promise<Desk> {
  const sandbox = await createSandbox();
  const account = await connectAccount(clientOf(sandbox.url), 'Bench');
  sandbox.completeAccount(account);
  const stage = await openStage({ ...serverEnv(storeUrl), ...stripeEnv(await through(sandbox.url)) });
  await writeSmall(stage, ASSOCIATION);
  const operations = await demandOpen(stage, 'operations');
  await operations.put({ _id: `stripe:${ASSOCIATION}`, account });
  await operations.put({ _id: `stripe-owner:${account}`, association: ASSOCIATION });
  const write: Desk['write'] = async (docs) => {
    for (let at = 0; at < docs.length; at += AT_ONCE)
      await writeAll(stage.server.sync, ASSOCIATION, docs.slice(at, at + AT_ONCE));
  };
  const desk = { stage, sandbox, account, operations, write };
  const homes = Array.from({ length: HOUSEHOLDS }, (_, at) => household(at));
  await write([
    createBooks(firstBooks('USD')),
    createPaymentStatus({ open: true, mode: 'sandbox', currency: 'USD' }),
    ...homes.map((local) => aHousehold(local)),
    ...homes.map((local) => aLink(OLIVIA.member, local)),
  ]);
  const methods = await saveMethods(desk);
  await write(methods);
  const methodOf = new Map(
    methods.map(({ id, body }) => [String(body['household']), id.slice(id.indexOf(':') + 1)]),
  );
  const one = (at: number) => {
    const local = household(at);
    const about = { kind: 'assessment', cents: 10_000, currency: 'USD', posted: '2026-01-01' } as const;
    const charge = createEntry({ household: local, text: 'Assessment', ...about }, `bench${String(at)}`);
    const payment = createPayment(
      {
        household: local,
        charges: [{ entry: charge.id, cents: 10_000 }],
        currency: 'USD',
        kind: 'bank',
        method: methodOf.get(local) ?? '',
        source: 'queued',
        attempt: 1,
      },
      USUAL_SETTINGS,
      { member: OLIVIA.member, device: 'bench' },
      Date.now(),
    );
    return { payment, charge };
  };
  return { ...desk, ask: (from, count) => Array.from({ length: count }, (_, at) => one(from + at)) };
}
