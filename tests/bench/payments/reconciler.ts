/** A run of the reconciler over many payments of which a few are on their way: how often Stripe is asked. */
import { join } from 'node:path';
import { withOutcome, paymentEntryId } from '@communitrak/domain/payments/index.ts';
import { eventually } from '../../support/eventually.ts';
import { startRecordingProxy, type RecordingProxy } from '../../support/recording-proxy.ts';
import { bound, round, type Report } from '../report.ts';
import { inFolder, startStore } from '../sync/bench-rig.ts';
import type { SyncCase } from '../sync/case.ts';
import { associationOf, openDesk, pageOf, type Desk } from './desk.ts';

const PAYMENTS = Number(process.env['BENCH_PAYMENTS'] ?? 10_000);
const PENDING = 10;
const PREFIX = 'stripe-pending:';

const PAGE = 1000;

/** Paid long ago, and nothing to be asked about them any more: put into the store as they would lie there. */
async function writeSettled(desk: Desk, count: number): Promise<void> {
  const pages = desk.ask(PENDING, count).map(({ payment }) => pageOf(payment));
  await desk.write(pages);
  const database = await associationOf(desk.stage);
  const gateway = { intent: 'pi_long_ago', charge: 'ch_long_ago', session: 'cs_long_ago' };
  for (let at = 0; at < pages.length; at += PAGE) {
    const some = pages.slice(at, at + PAGE);
    const stored = await database.getMany(some.map(({ id }) => id));
    const settled = some.flatMap((one) => {
      const doc = stored.get(one.id);
      const entries = [paymentEntryId(one.id)];
      const { body } = withOutcome(one, { state: 'succeeded', gateway, entries });
      return doc === undefined ? [] : [{ ...doc, body }];
    });
    await database.putMany(settled);
  }
}

async function makeDue({ operations }: Desk): Promise<void> {
  const pending = await operations.range({ startId: PREFIX, endId: `${PREFIX}\ufff0` });
  if (pending.length !== PENDING) throw new Error(`${String(pending.length)} are pending`);
  await operations.putMany(pending.map((doc) => ({ ...doc, nextAt: 0 })));
}

async function run(report: Report): Promise<void> {
  await inFolder(async (folder) => {
    const store = await startStore(join(folder, 'store'));
    const held: { proxy?: RecordingProxy } = {};
    const desk = await openDesk(store.url, async (url) => {
      held.proxy = await startRecordingProxy(url);
      return held.proxy.url;
    });
    const { proxy } = held;
    const { payments } = desk.stage.server;
    if (proxy === undefined || payments === undefined) throw new Error('no payments');
    await writeSettled(desk, PAYMENTS - PENDING);
    const asked = desk.ask(0, PENDING);
    await desk.write(asked.map(({ charge }) => charge));
    await desk.write(asked.map(({ payment }) => payment));
    const database = await associationOf(desk.stage);
    await eventually('the ten are at Stripe', async () => {
      const docs = await database.getMany(asked.map(({ payment }) => payment.id));
      return [...docs.values()].every((doc) => JSON.stringify(doc['body']).includes('"intent":"pi_'));
    });
    await payments.idle();
    await makeDue(desk);
    proxy.requests.length = 0;
    const started = performance.now();
    await payments.round(new AbortController().signal);
    const ms = performance.now() - started;
    const requests = proxy.requests.length;
    await desk.stage.close();
    await desk.sandbox.close();
    await proxy.close();
    await store.stop();
    const what = `a run of the reconciler over ${String(PAYMENTS)} payments of which ${String(PENDING)} are pending`;
    report({
      bench: 'payments-reconciler',
      case: `${what}: requests to Stripe`,
      value: requests,
      unit: 'requests',
      ...bound(requests, '<=', PENDING, 'requests'),
    });
    report({ bench: 'payments-reconciler', case: `${what}: time`, value: round(ms, 0), unit: 'ms' });
  });
}

export const reconcilerCase: SyncCase = { name: 'reconciler', run };
