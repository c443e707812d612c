/** A run of dues: pressed on two desks that know nothing of each other it posts once, to the cent, and only its households see it. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  createBooks,
  createChargeRun,
  createDuesSchedule,
  createLateRun,
  createTransfer,
  duesRunLocal,
  firstBooks,
  ledgerEntryEntity,
  takeTransferBack,
  previewDues,
  type DuesBody,
  type LedgerEntry,
  type Home,
} from '@communitrak/domain/ledger/index.ts';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import { smallAssociation } from '@communitrak/testkit/builders.ts';
import { reactingProcess, type ReactingProcess } from '../../support/reactions-rig.ts';
import { createWith, Device } from '../../support/sync-rig.ts';
import { openTestStore, type TestStore } from '../../support/test-store.ts';

const small = smallAssociation();
const { association } = small;
const dues: DuesBody = {
  name: 'Assessment',
  frequency: 'monthly',
  from: '2026-01',
  day: 31,
  amount: { by: 'share', totalCents: 10_001 },
  fund: 'operating',
  category: '',
  skip: [],
  active: true,
};
const home = (household: string, share: number): Home => ({
  property: household,
  household,
  name: household,
  payer: household,
  class: '',
  share,
  payers: 1,
});
const homes = [home('h1', 2), home('h2', 1)];
const schedule = createDuesSchedule(dues, 's1');
const february = (list: readonly Home[]) => {
  const { run } = previewDues(schedule, '2026-02', list, {
    words: 'Assessment, February 2026',
    currency: 'USD',
  });
  if (run === undefined) throw new Error('nobody is charged');
  return run;
};

let opened: TestStore;
let process: ReactingProcess;

beforeEach(async () => {
  opened = await openTestStore();
  process = await reactingProcess(opened.store);
  await createWith(process.service, association, [...small.documents, createBooks(firstBooks('USD'))]);
});
afterEach(async () => {
  await process.close();
  await opened.close();
});

async function heldBy(member: string): Promise<readonly Envelope[]> {
  const device = new Device(association, member);
  await device.sync(process.service, ['money']);
  return [...device.held.values()].filter(({ type }) => type === 'ledger-entry');
}

const cents = (entries: readonly Envelope[]) =>
  entries.map((entry) => ledgerEntryEntity.read(entry)?.body.cents ?? 0).toSorted((a, b) => a - b);

test('posts once: both desks are told yes, the entries are there once and add up', async () => {
  const desks = ['desk-1', 'desk-2'].map((device) => new Device(association, 'm-office', device));
  for (const desk of desks) {
    // The second desk saw the homes in another order.
    const [answer] = await desk.push(process.service, [
      february(desk === desks[0] ? homes : homes.toReversed()),
    ]);
    expect(answer?.verdict).toBe('ok');
    await process.reactions.idle();
  }
  await process.round();
  expect(cents(await heldBy('m-office'))).toEqual([3334, 6667]);
  expect(await heldBy('m-office')).toMatchObject([{ body: { due: '2026-02-28', source: 'run' } }, {}]);
  expect(cents(await heldBy('m-head'))).toEqual([6667]);
});

test('what two desks saw differently posts as the first said; the second is told, and nothing is changed', async () => {
  const [first] = await new Device(association, 'm-office', 'desk-1').push(process.service, [
    february(homes),
  ]);
  const other = february([home('h1', 1), home('h2', 1)]);
  const [second] = await new Device(association, 'm-office', 'desk-2').push(process.service, [other]);
  expect([first?.verdict, second]).toMatchObject(['ok', { verdict: 'refused', code: 'immutable' }]);
  await process.reactions.idle();
  expect(cents(await heldBy('m-office'))).toEqual([3334, 6667]);
});

test('a late fee that two desks charge in two runs is there once, and neither run is in trouble', async () => {
  const late = (local: string, keys: readonly string[]) =>
    createLateRun(
      keys.map((key) => ({
        key,
        household: 'h1',
        kind: 'late-fee' as const,
        cents: 1000,
        charge: `ledger-entry:${key}`,
        daysLate: 20,
        rule: 'US-CA@2025-06-30',
      })),
      { today: '2026-02-20', currency: 'USD', name: 'Late fees', words: ({ key }) => `Late fee ${key}` },
      local,
    );
  const office = new Device(association, 'm-office');
  await office.push(process.service, [
    late('late-1', ['jan.late']),
    late('late-2', ['jan.late', 'feb.late']),
  ]);
  await process.reactions.idle();
  await process.round();
  const held = await heldBy('m-head');
  expect(held.map(({ id }) => id).toSorted()).toEqual(['ledger-entry:feb.late', 'ledger-entry:jan.late']);
  expect(cents(held)).toEqual([1000, 1000]);
  expect(await process.items.list()).toEqual([]);
});

test('a home that has gone meanwhile is named, and the others are charged', async () => {
  const lines = [
    { household: 'h1', cents: 5000 },
    { household: 'gone', cents: 5000 },
  ];
  const { totalCents: _total, ...body } = february(homes).body;
  const run = createChargeRun({ ...body, lines }, duesRunLocal('s1', '2026-02'));
  await new Device(association, 'm-office').push(process.service, [run]);
  await process.reactions.idle();
  expect(cents(await heldBy('m-office'))).toEqual([5000]);
  const [item] = await process.items.list();
  expect(item).toMatchObject({ reaction: 'post-charge-run', document: run.id });
  expect(item?.reason).toContain('gone');
});

test('a transfer stands on both accounts or on none, each sees its own side, and it is taken back whole', async () => {
  const office = new Device(association, 'm-office');
  const transfer = createTransfer(
    {
      from: 'h1',
      to: 'h2',
      cents: 5000,
      currency: 'USD',
      fund: 'operating',
      posted: '2026-02-10',
      reason: 'The check named Lot 1',
      words: { run: 'Transfer', from: 'moved to another home', to: 'moved from another home' },
    },
    't1',
  );
  const [answer] = await office.push(process.service, [transfer]);
  expect(answer?.verdict).toBe('ok');
  await process.reactions.idle();
  await process.round();
  expect(cents(await heldBy('m-office'))).toEqual([-5000, 5000]);
  expect(cents(await heldBy('m-head'))).toEqual([5000]);
  const sides = (await heldBy('m-office')).flatMap((doc) => ledgerEntryEntity.read(doc) ?? []);
  const [first, second] = sides.toSorted((a, b) => (a.id < b.id ? -1 : 1)) as [LedgerEntry, LedgerEntry];
  const how = { posted: '2026-02-11', reason: 'It was right', name: 'Transfer taken back' };
  const [back] = await office.push(process.service, [takeTransferBack([first, second], how)]);
  expect(back?.verdict).toBe('ok');
  await process.reactions.idle();
  await process.round();
  expect(cents(await heldBy('m-office'))).toEqual([-5000, -5000, 5000, 5000]);
  expect(await process.items.list()).toEqual([]);
});
