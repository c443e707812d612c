/** Autopay over months at the stand-in for Stripe: drafted once, whatever is changed meanwhile, and by however many processes. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isoInstant } from '@communitrak/domain/core/dates.ts';
import { addDays } from '@communitrak/domain/ledger/index.ts';
import { noticeEntity } from '@communitrak/domain/notices/index.ts';
import {
  autopayEntity,
  autopayId,
  changeAutopay,
  createAutopay,
  createPaymentSettings,
  paymentEntity,
  turnAutopayOff,
  USUAL_SETTINGS,
  withOutcome,
} from '@communitrak/domain/payments/index.ts';
import { runAutopay } from '@communitrak/sync-server/payments/autopay/scheduler.ts';
import { paymentsJobs } from '@communitrak/sync-server/payments/jobs.ts';
import { connectRig, type ConnectRig } from '../../support/connect-rig.ts';

let rig: ConnectRig;
beforeEach(async () => {
  rig = await connectRig();
  await rig.onboard();
});
afterEach(() => rig.close());

const CARD = '4242424242424242';
/** Can be saved, and is declined at each charge. */
const DECLINED = '4000000000000341';

async function turnOn(): Promise<void> {
  const at = isoInstant(rig.room.clock());
  const consent = { version: '1', text: 'I agree.', by: 'm-head', at };
  await rig.write(createAutopay('h1', { method: '', daysBefore: 0, limitCents: 0 }, consent));
}

const change = async (changes: Parameters<typeof changeAutopay>[1]): Promise<void> =>
  rig.write(changeAutopay(await rig.read(autopayEntity, autopayId('h1')), changes));

/** Each day the scheduler runs, twice, and what it drafted is sent. */
async function live(days: number): Promise<void> {
  for (let left = days; left > 0; left -= 1) {
    await runAutopay(rig.room, rig.association);
    await runAutopay(rig.room, rig.association);
    await rig.send();
    await rig.days(1);
  }
}

/** Since the first day, in days: day and state of each draft. */
async function drafts(start: string): Promise<readonly string[]> {
  const all = await rig.all(paymentEntity);
  const shown = all.map(({ body }) => {
    const days = (Date.parse(body.recorded.slice(0, 10)) - Date.parse(start)) / 86_400_000;
    return `${String(days).padStart(3, '0')} ${body.charges[0]?.entry.slice('ledger-entry:'.length) ?? ''} ${body.outcome.state}`;
  });
  return shown.toSorted();
}

const noticesOf = async (kind: string) =>
  (await rig.all(noticeEntity)).filter(({ body }) => body.kind === kind).map(({ body }) => body);

test('three months: on its day, paused, changed, cancelled; each charge at most once', async () => {
  const start = rig.today();
  await rig.saveMethod('h1', CARD);
  for (const [at, local] of ['m1', 'm2', 'm3', 'm4'].entries())
    await rig.charge(local, addDays(start, 5 + at * 30), 10_000);
  await turnOn();
  await rig.days(3);
  await live(4);
  expect(await drafts(start)).toEqual(['005 m1 succeeded']);
  await change({ pausedUntil: addDays(start, 40) });
  await rig.days(24);
  await live(10);
  expect(await drafts(start)).toEqual(['005 m1 succeeded']);
  await live(2);
  expect(await drafts(start)).toEqual(['005 m1 succeeded', '041 m2 succeeded']);
  await change({ pausedUntil: '', daysBefore: 10 });
  await rig.days(8);
  await live(6);
  expect((await drafts(start)).at(-1)).toBe('055 m3 succeeded');
  await rig.write(turnAutopayOff(await rig.read(autopayEntity, autopayId('h1'))));
  await rig.days(26);
  await live(15);
  expect(await drafts(start)).toHaveLength(3);
  const reminded = await noticesOf('autopay-reminder');
  expect(reminded.map(({ about }) => about)).toEqual([
    'ledger-entry:m1',
    'ledger-entry:m2',
    'ledger-entry:m3',
  ]);
  expect(reminded[0]).toMatchObject({ household: 'h1', cents: 10_000, day: addDays(start, 5) });
}, 120_000);

test('a draft that fails is tried again by the stated rule, each time told, and then no more', async () => {
  const start = rig.today();
  await rig.write(createPaymentSettings({ ...USUAL_SETTINGS, autopayRetryDays: [2, 4] }));
  await rig.saveMethod('h1', DECLINED);
  await rig.charge('m1', addDays(start, 1), 10_000);
  await turnOn();
  await live(15);
  expect(await drafts(start)).toEqual(['001 m1 failed', '003 m1 failed', '007 m1 failed']);
  const told = await noticesOf('autopay-failed');
  expect(told.map(({ day }) => day)).toEqual([addDays(start, 3), addDays(start, 7), undefined]);
}, 60_000);

test('another method on the day of the draft is the one that is charged', async () => {
  const start = rig.today();
  await rig.saveMethod('h1', DECLINED);
  await rig.charge('m1', addDays(start, 1), 10_000);
  await turnOn();
  await live(1);
  await change({ method: await rig.saveMethod('h1', CARD, false) });
  await live(3);
  expect(await drafts(start)).toEqual(['001 m1 succeeded']);
});

test('what is paid by hand meanwhile, or withdrawn, is not drafted', async () => {
  const start = rig.today();
  await rig.saveMethod('h1', CARD);
  await rig.charge('m1', addDays(start, 1), 10_000);
  await turnOn();
  await rig.days(1);
  await runAutopay(rig.room, rig.association);
  const [drafted] = await rig.all(paymentEntity);
  if (drafted === undefined) throw new Error('no draft');
  await rig.write(withOutcome(drafted, { state: 'cancelled' }));
  await live(10);
  expect(await drafts(start)).toEqual(['001 m1 cancelled']);
});

test('without a usable method, above the limit, and while nothing can be paid, the household is told instead', async () => {
  const start = rig.today();
  await rig.charge('m1', start, 10_000);
  await turnOn();
  await live(1);
  expect(await noticesOf('autopay-no-method')).toHaveLength(1);
  await rig.saveMethod('h1', CARD);
  await change({ limitCents: 10_000 });
  await live(1);
  expect(await noticesOf('autopay-over-limit')).toHaveLength(1);
  expect(await rig.all(paymentEntity)).toEqual([]);
  await change({ limitCents: 10_450 });
  await live(1);
  expect(await drafts(start)).toEqual(['002 m1 succeeded']);
});

test('two processes at the same moment draft each charge once', async () => {
  await rig.saveMethod('h1', CARD);
  const due = rig.today();
  for (let at = 0; at < 12; at += 1) await rig.charge(`c${String(at)}`, due, 1000 + at);
  await turnOn();
  const others = [rig.room, rig.another(), rig.another()];
  // Without leases, as if one had been paused and woke up in the middle of the other's work.
  await Promise.all(others.map((room) => runAutopay(room, rig.association)));
  expect(await rig.all(paymentEntity)).toHaveLength(12);
  await rig.send();
  await Promise.all(others.map((room) => runAutopay(room, rig.association)));
  const all = await rig.all(paymentEntity);
  expect(all.map(({ body }) => body.outcome.state)).toEqual(Array.from({ length: 12 }, () => 'succeeded'));
});

test('as a job of two processes it is done by one of them, and soon again', async () => {
  await rig.saveMethod('h1', CARD);
  await rig.charge('c1', rig.today(), 5000);
  await turnOn();
  const run = async (room: ConnectRig['room']): Promise<number> => {
    const job = paymentsJobs(room).find(({ name }) => name === 'autopay');
    return (await job?.run(new AbortController().signal)) ?? -1;
  };
  const counts = await Promise.all([rig.room, rig.another()].map(run));
  expect(counts.toSorted((a, b) => a - b)).toEqual([0, 1]);
});
