/** The demo's online payments, by the server's own worker against the stand-in: done once, gone on with, and then left alone. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  autopayEntity,
  PAYMENT_STATUS_ID,
  paymentEntity,
  paymentMethodEntity,
  paymentStatusEntity,
  refundRequestEntity,
} from '@communitrak/domain/payments/index.ts';
import { DEMO_ASSOCIATION, readDemoPeople } from '@communitrak/sync-server/demo/demo-association.ts';
import { demoMoney } from '@communitrak/sync-server/demo/money/money.ts';
import { ONLINE_HOMES } from '@communitrak/sync-server/demo/online/homes.ts';
import { addDemoPayments, writeDemoPayments } from '@communitrak/sync-server/first-start.ts';
import { readAll, readOne } from '@communitrak/sync-server/payments/room.ts';
import type { Database } from '@communitrak/sync-server/ports/doc-store.ts';
import { demandWritten } from '@communitrak/sync-server/ports/server-writes.ts';
import { openPayingStage, type Stage } from '../../support/stage.ts';

const NOW = Date.now();

let stage: Stage;
let database: Database;

async function opened(name: string): Promise<Database> {
  const found = await stage.server.store.open(name, { create: false });
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}

/** The demo's people, and the money of the homes that pay online. */
async function writePart(): Promise<void> {
  const { sync } = stage.server;
  const people = readDemoPeople(NOW);
  const homes = new Set(ONLINE_HOMES.map(({ lot }) => people.places.household(lot).id));
  const [money = []] = demoMoney(people, NOW).rounds;
  const own = money.filter(
    ({ doc: { type, body } }) =>
      type === 'books' || (type === 'ledger-entry' && homes.has(String(body['household']))),
  );
  await sync.createAssociation(DEMO_ASSOCIATION);
  const before = people.documents.map((doc) => ({ doc, by: 'system', byName: 'Import' }));
  demandWritten(await sync.write(DEMO_ASSOCIATION, before));
  demandWritten(await sync.write(DEMO_ASSOCIATION, own));
}

const add = (signal = new AbortController().signal): Promise<void> => {
  const { store, sync, trial } = stage.server;
  return writeDemoPayments({ store, sync, trial, clock: Date.now }, signal);
};

/** Everything that is stored of the association, by revision. */
async function revisions(): Promise<readonly string[]> {
  const all = await database.range({ startId: 'a', endId: '\ufff0' });
  return all.map(({ _id, _rev }) => `${_id} ${_rev}`);
}

beforeAll(async () => {
  stage = await openPayingStage();
  await writePart();
  database = await opened(`association-${DEMO_ASSOCIATION}`);
});
afterAll(() => stage.close());

test('cut short, it is gone on with; and then payments are as they were meant', async () => {
  const cut = new AbortController();
  const first = add(cut.signal);
  while ((await readAll(database, paymentEntity)).length === 0)
    await new Promise((resolve) => setTimeout(resolve, 20));
  cut.abort();
  await expect(first).rejects.toThrow();
  await add();

  expect((await readOne(database, paymentStatusEntity, PAYMENT_STATUS_ID))?.body).toMatchObject({
    open: true,
    mode: 'sandbox',
  });
  const methods = await readAll(database, paymentMethodEntity);
  expect(methods).toHaveLength(ONLINE_HOMES.flatMap((home) => home.methods).length);
  const payments = await readAll(database, paymentEntity);
  const states = payments.map(({ body }) => `${body.kind} ${body.outcome.state}`).sort();
  expect(states).toEqual([
    'bank processing',
    'bank processing',
    'bank processing',
    'card failed',
    'card failed',
    'card succeeded',
    'card succeeded',
  ]);
  const refunds = await readAll(database, refundRequestEntity);
  expect(refunds.map(({ body }) => body.outcome.state)).toEqual(['done', 'done']);
  expect((await readAll(database, autopayEntity)).map(({ body }) => body.on)).toEqual([true]);
});

test('asked again it changes nothing', async () => {
  await stage.sandbox?.delivered();
  await stage.server.payments?.idle();
  const before = await revisions();
  await add();
  await stage.sandbox?.delivered();
  await stage.server.payments?.idle();
  expect(await revisions()).toEqual(before);
});

test('a start that has done it leaves it to people afterwards; one without a stand-in that answers leaves it for later', async () => {
  const operations = await opened('operations');
  const { store, sync, accounts, files, trial } = stage.server;
  if (trial === undefined) throw new Error('no trial');
  const said: string[] = [];
  const note = (_fields: object, message: string) => said.push(message);
  const log = { info: note, warn: note } as unknown as Parameters<typeof addDemoPayments>[0]['log'];
  const parts = { embedded: true, store, sync, accounts, files, clock: Date.now, log };
  const mark = async () => (await operations.get('first-start'))?.['paid'];
  await operations.put({ _id: 'first-start', began: NOW, signIns: [] });
  const { signal } = new AbortController();
  await addDemoPayments({ ...parts, trial: { ...trial, isThere: () => Promise.resolve(false) } }, signal);
  expect([await mark(), said]).toEqual([undefined, []]);
  const broken = { ...trial, connect: () => Promise.reject(new Error('away')) };
  await addDemoPayments({ ...parts, trial: broken }, signal);
  expect(await mark()).toBeUndefined();
  expect(said).toEqual([expect.stringContaining('not complete')]);
  await addDemoPayments({ ...parts, trial }, signal);
  expect(await mark()).toBe(true);
  await addDemoPayments({ ...parts, trial: broken }, signal);
  expect(said).toHaveLength(2);
});
