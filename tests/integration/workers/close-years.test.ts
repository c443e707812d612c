/**
 * A closed fiscal year: each account's entries of it travel as one document. No device lacks an entry at any moment, whatever
 * is cut off; what is in the store stays there, and can still be taken back.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import {
  addMonths,
  allEntries,
  booksEntity,
  BOOKS_ID,
  changeBooks,
  closedYearEntity,
  createBooks,
  createEntry,
  firstBooks,
  ledgerEntryEntity,
  openYear,
  reverseEntry,
  type BooksBody,
  type LedgerEntry,
} from '@communitrak/domain/ledger/index.ts';
import { localOf } from '@communitrak/domain/core/ids.ts';
import { smallAssociation } from '@communitrak/testkit/builders.ts';
import { currentAudience } from '@communitrak/sync-server/access/key-intervals.ts';
import { readStored } from '@communitrak/sync-server/access/stored-envelope.ts';
import { closeYears } from '@communitrak/sync-server/reactions/close-years.ts';
import type { ReactionParts } from '@communitrak/sync-server/reactions/reaction.ts';
import { associationDatabase, reactingProcess, type ReactingProcess } from '../../support/reactions-rig.ts';
import { createWith, Device, writeAll } from '../../support/sync-rig.ts';
import { openTestStore, type TestStore } from '../../support/test-store.ts';

const small = smallAssociation();
const { association } = small;
const HOMES = ['h1', 'h2'] as const;
const MONTHS = Array.from({ length: 36 }, (_, at) => addMonths('2024-01', at));
const said = { currency: 'USD', source: 'import' } as const;

/** Three years: each month a charge, and a payment that leaves a little open. */
const entries: readonly LedgerEntry[] = HOMES.flatMap((household) =>
  MONTHS.flatMap((month) => {
    const charge = { ...said, household, kind: 'assessment', cents: 10_000, posted: `${month}-01` } as const;
    const payment = { ...said, household, kind: 'payment', cents: -9000, posted: `${month}-15` } as const;
    return [
      createEntry({ ...charge, due: `${month}-10`, text: `Assessment ${month}` }, `${month}.${household}`),
      createEntry({ ...payment, method: 'check', text: 'Check' }, `${month}.${household}.pay`),
    ];
  }),
);

let opened: TestStore;
let process: ReactingProcess;

beforeEach(async () => {
  opened = await openTestStore();
  process = await reactingProcess(opened.store);
  await createWith(process.service, association, [
    ...small.documents,
    createBooks(firstBooks('USD')),
    ...entries,
  ]);
});
afterEach(async () => {
  await process.close();
  await opened.close();
});

async function deviceOf(member: string): Promise<Device> {
  const device = new Device(association, member);
  await device.sync(process.service, ['association', 'money']);
  return device;
}

const typed = ({ held }: Device, type: string): readonly Envelope[] =>
  [...held.values()].filter((doc) => doc.type === type);
const packsIn = (device: Device) =>
  typed(device, 'closed-year').flatMap((doc) => closedYearEntity.read(doc) ?? []);
const singlesIn = (device: Device) =>
  typed(device, 'ledger-entry').flatMap((doc) => ledgerEntryEntity.read(doc) ?? []);
/** What a device knows, packed or not. */
const known = (device: Device): readonly string[] =>
  allEntries(packsIn(device), singlesIn(device), { open: openYear })
    .map(({ id }) => id)
    .toSorted();
const everything = (homes: readonly string[] = HOMES): readonly string[] =>
  entries
    .filter(({ body }) => homes.includes(body.household))
    .map(({ id }) => id)
    .toSorted();

async function keepBooks(changes: Partial<BooksBody>, member = 'm-office'): Promise<string | undefined> {
  const device = await deviceOf(member);
  const books = booksEntity.read(device.held.get(BOOKS_ID));
  if (books === undefined) throw new Error('no books');
  const [answer] = await device.push(process.service, [changeBooks(books, changes)]);
  await process.reactions.idle();
  return answer?.verdict;
}
const lock = (lockedThrough: string, member?: string) => keepBooks({ lockedThrough }, member);

async function audienceOf(id: string): Promise<readonly string[]> {
  const database = await associationDatabase(opened.store, association);
  const doc = await database.get(id);
  return doc === undefined ? [] : currentAudience(readStored(doc).keys).toSorted();
}

const writtenBy = (member: string, posted: string, local: string): LedgerEntry =>
  createEntry(
    {
      household: 'h1',
      currency: 'USD',
      kind: 'fine',
      cents: 2500,
      posted,
      text: 'Gate',
      reason: 'Left open',
      author: member,
      recorded: '2026-12-20T10:00:00.000Z',
    },
    local,
  );
const takeBack = (entry: LedgerEntry): LedgerEntry =>
  reverseEntry(
    entry,
    { posted: '2026-12-02', reason: 'A slip', by: { member: 'm-office', device: 'Desk' } },
    0,
  );
const first = entries[0] as LedgerEntry;

describe('two of three years are closed', () => {
  test('a device pulled anew holds a document a home and year, and the open year; nothing lacks, each once', async () => {
    const before = await deviceOf('m-office');
    expect(singlesIn(before)).toHaveLength(144);
    await lock('2025-12-31');
    const office = await deviceOf('m-office');
    expect([packsIn(office).length, singlesIn(office).length]).toEqual([4, 48]);
    expect(known(office)).toEqual(everything());
    const head = await deviceOf('m-head');
    expect([packsIn(head).length, singlesIn(head).length]).toEqual([2, 24]);
    expect(known(head)).toEqual(everything(['h1']));
    // The one that held them all lets go of them, and has the packs in their place.
    await before.sync(process.service, ['money']);
    expect([...before.held.keys()].toSorted()).toEqual([...office.held.keys()].toSorted());
    expect([packsIn(before).length, singlesIn(before).length, known(before)]).toEqual([4, 48, everything()]);
    expect(await process.items.list()).toEqual([]);
  });

  test('while it goes on a device never lacks an entry, whatever page it has come to', async () => {
    const device = new Device(association, 'm-office', 'small-pages', 7);
    await device.sync(process.service, ['association', 'money']);
    await lock('2025-12-31');
    for (;;) {
      const page = await device.page(process.service, 'money');
      expect(known(device)).toEqual(everything());
      if (page.documents.length < device.limit) break;
    }
    expect(singlesIn(device)).toHaveLength(48);
  });

  test('what was closed stays in the store as it was, and whoever it concerns is remembered', async () => {
    const database = await associationDatabase(opened.store, association);
    const stored = await database.get(first.id);
    await lock('2025-12-31');
    const now = await database.get(first.id);
    expect([now?.['body'], now?.['stamp'], now?.['hash']]).toEqual([
      stored?.['body'],
      stored?.['stamp'],
      stored?.['hash'],
    ]);
    const audience = ['archive:board', 'archive:hh:h1', 'archive:lead', 'archive:office'];
    expect(await audienceOf(first.id)).toEqual(audience);
    // A link changes: what depends on the household is worked through, and stays archived.
    const head = small.documents.find(({ id }) => id === 'household:h1');
    if (head === undefined) throw new Error('no household');
    await writeAll(process.service, association, [{ ...head, body: { ...head.body, name: 'Renamed' } }]);
    await process.service.settled();
    expect(await audienceOf(first.id)).toEqual(audience);
    expect(known(await deviceOf('m-office'))).toEqual(everything());
  });

  test('an entry of a closed year is taken back from the open one; nobody else learns that it is there', async () => {
    await lock('2025-12-31');
    const office = await deviceOf('m-office');
    const closed = packsIn(office)
      .flatMap(openYear)
      .find(({ id }) => id === first.id);
    if (closed === undefined) throw new Error('not packed');
    const reversal = takeBack(closed);
    const [answer] = await office.push(process.service, [reversal]);
    expect(answer?.verdict).toBe('ok');
    const wrong = takeBack({ ...closed, id: entries[2]?.id ?? '', body: { ...closed.body, cents: 1 } });
    expect(await office.push(process.service, [wrong])).toMatchObject([
      { verdict: 'refused', code: 'invalid' },
    ]);
    const neighbour = await deviceOf('m-next');
    const [there] = await neighbour.push(process.service, [takeBack(closed)]);
    const absent = takeBack({ ...closed, id: 'ledger-entry:nothing' });
    const [notThere] = await neighbour.push(process.service, [absent]);
    expect({ ...there, id: '', server: '' }).toEqual({ ...notThere, id: '', server: '' });
  });

  test('a desk that was offline has its entry for a locked month refused as closed, and loses nothing', async () => {
    const desk = await deviceOf('m-office');
    await lock('2025-12-31');
    const [answer] = await desk.push(process.service, [writtenBy('m-office', '2025-12-20', 'late-1')]);
    expect(answer).toMatchObject({ verdict: 'refused', code: 'closed', detail: 'body.posted' });
    await desk.sync(process.service, ['money']);
    expect(known(desk)).toEqual(everything());
  });

  test('a desk whose entry was taken, and which never heard, sends it again when its year is closed', async () => {
    const entry = writtenBy('m-office', '2025-12-20', 'heard-not');
    const desk = await deviceOf('m-office');
    const [taken] = await desk.push(process.service, [entry]);
    expect(taken?.verdict).toBe('ok');
    await lock('2025-12-31');
    const [again] = await desk.push(process.service, [entry]);
    expect(again?.verdict).toBe('gone');
    await desk.sync(process.service, ['money']);
    expect(known(desk)).toContain(entry.id);
  });

  test('opened again by a leader, it takes an entry, which counts at once and is packed with the next lock', async () => {
    await lock('2025-12-31');
    expect(await lock('2025-11-30')).toBe('refused');
    expect(await lock('2025-11-30', 'm-lead')).toBe('ok');
    const desk = await deviceOf('m-office');
    const entry = writtenBy('m-office', '2025-12-20', 'forgotten');
    await desk.push(process.service, [entry]);
    await desk.sync(process.service, ['money']);
    expect(singlesIn(desk).map(({ id }) => id)).toContain(entry.id);
    expect(known(desk)).toEqual([...everything(), entry.id].toSorted());
    await lock('2025-12-31');
    await desk.sync(process.service, ['money']);
    expect(singlesIn(desk)).toHaveLength(48);
    expect(known(desk)).toEqual([...everything(), entry.id].toSorted());
  });

  test('the next year follows, and a month in between packs nothing anew', async () => {
    await lock('2024-12-31');
    const database = await associationDatabase(opened.store, association);
    const revisions = async (): Promise<readonly string[]> =>
      (await database.range({ startId: 'closed-year:', endId: 'closed-year:\ufff0' })).map(
        ({ _rev }) => _rev,
      );
    const after2024 = await revisions();
    await lock('2025-03-31');
    expect(await revisions()).toEqual(after2024);
    await lock('2025-12-31');
    expect(await revisions()).toHaveLength(4);
    expect(known(await deviceOf('m-office'))).toEqual(everything());
  });

  test('the fiscal year is moved: nothing packed is let go, nothing is packed twice', async () => {
    await lock('2024-12-31');
    await keepBooks({ fiscalYearFrom: 7, lockedThrough: '2026-06-30' });
    const office = await deviceOf('m-office');
    const packed = packsIn(office)
      .flatMap(openYear)
      .map(({ id }) => id);
    expect(new Set(packed).size).toBe(packed.length);
    expect(known(office)).toEqual(everything());
    expect(singlesIn(office)).toHaveLength(24);
  });
});

/** Cut off after so many writes of one kind, as if the process had died there. */
function dying(parts: ReactionParts, at: { write: number; archive: number }): ReactionParts {
  const { writes } = parts;
  const step = (what: 'write' | 'archive'): void => {
    at[what] -= 1;
    if (at[what] < 0) throw new Error('died');
  };
  return {
    ...parts,
    writes: {
      write: async (...given) => {
        step('write');
        return writes.write(...given);
      },
      archive: async (association, ids) => {
        // Half of them.
        if (at.archive === 0) await writes.archive(association, ids.slice(0, ids.length / 2));
        step('archive');
        return writes.archive(association, ids);
      },
    },
  };
}

describe('cut off', () => {
  test.each([
    { write: 0, archive: 9 },
    { write: 9, archive: 0 },
  ])('at %o nothing lacks, and the next time does the rest, to the same documents', async (at) => {
    await process.close();
    process = await reactingProcess(opened.store, { listens: false, reactions: [] });
    await lock('2025-12-31');
    const database = await associationDatabase(opened.store, association);
    const books = booksEntity.read(readStored((await database.get(BOOKS_ID)) ?? { _id: '', _rev: '' }).doc);
    const signal = new AbortController().signal;
    const parts: ReactionParts = { writes: process.service, database, signal };
    const change = {
      id: BOOKS_ID,
      type: 'books',
      association,
      doc: books,
      isFirst: false,
      metAt: Date.now(),
    };
    await expect(closeYears.react(change, dying(parts, at))).rejects.toThrow('died');
    expect(known(await deviceOf('m-office'))).toEqual(everything());
    await closeYears.react(change, parts);
    const office = await deviceOf('m-office');
    expect([packsIn(office).length, singlesIn(office).length, known(office)]).toEqual([4, 48, everything()]);
    const texts = packsIn(office).map(({ body }) => body);
    await closeYears.react(change, parts);
    expect(packsIn(await deviceOf('m-office')).map(({ body }) => body)).toEqual(texts);
    expect(localOf(packsIn(office)[0]?.id ?? '')).toBe('h1.2024');
  });
});
