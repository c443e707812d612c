/**
 * Two processes in each other's way, and processes that end in the middle: the interleavings that the model test found,
 * each brought about on purpose. The store is the model's, quiet; a hook stops one process where it hurts.
 */
import { expect, test } from 'vitest';
import { currentKeys } from '@communitrak/domain/core/rights.ts';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import { toWire } from '@communitrak/protocol/document.ts';
import { isCurrent } from '@communitrak/sync-server/access/key-intervals.ts';
import { readAcl } from '@communitrak/sync-server/access/stored-acl.ts';
import { StoreUnavailable, type Database, type DocStore } from '@communitrak/sync-server/ports/doc-store.ts';
import { createSyncService } from '@communitrak/sync-server/sync/create-sync-service.ts';
import { readStored } from '@communitrak/sync-server/access/stored-envelope.ts';
import type { RunningSyncService } from '@communitrak/sync-server/sync/sync-service.ts';
import { testClock } from '../../../shared/testkit/clock-and-ids.ts';
import { Tally } from '../../support/model-dice.ts';
import { grantOf, modelRegistry, noteOf, replyOf } from '../../support/model-entities.ts';
import { ModelStore } from '../../support/model-store.ts';
import { createWith } from '../../support/sync-rig.ts';

type Operation = 'read' | 'write';
/** Runs before each operation of a process; may wait, or throw for a store that does not answer. */
type Hook = (operation: Operation, ids: readonly string[]) => Promise<void>;

const NAME = 'association-a';

function hooked(store: DocStore, hook: Hook): DocStore {
  const wrap = (inner: Database): Database => ({
    ...inner,
    get: (id) => hook('read', [id]).then(() => inner.get(id)),
    getMany: (ids) => hook('read', ids).then(() => inner.getMany(ids)),
    put: (doc) => hook('write', [doc._id]).then(() => inner.put(doc)),
    putMany: (docs) =>
      hook(
        'write',
        docs.map(({ _id }) => _id),
      ).then(() => inner.putMany(docs)),
  });
  return {
    ...store,
    open: async (name, how) => {
      const database = await store.open(name, how);
      return database === undefined ? undefined : wrap(database);
    },
  };
}

/** The process reads the feed, as for any pull. */
async function sees(service: RunningSyncService): Promise<void> {
  const want = [{ collection: 'board' as const, token: null, limit: 5, holds: false }];
  await service.pull({ association: 'a', member: 'other', device: 'd' }, { protocol: 1, want });
}

const idle: Hook = () => Promise.resolve();

function setUp() {
  const store = new ModelStore(1, new Tally());
  store.quiet = true;
  const clock = testClock();
  const services: RunningSyncService[] = [];
  let ids = 0;
  const start = (hook: Hook = idle): RunningSyncService => {
    const service = createSyncService({
      store: hooked(store.handle(NAME, [0, 0]), hook),
      clock: clock.now,
      newId: () => `id-${(ids += 1)}`,
      registry: modelRegistry,
      secret: 's',
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    });
    services.push(service);
    return service;
  };
  const write = (service: RunningSyncService, ...docs: readonly Envelope[]): Promise<void> =>
    createWith(service, 'a', docs);
  const push = async (service: RunningSyncService, member: string, doc: Envelope, deleted = false) => {
    const who = { association: 'a', member, device: 'd' };
    const stored = store.docs.get(doc.id);
    const assumed = stored === undefined || !deleted ? null : toWire(readStored(stored).doc, false);
    const collection = doc.type === 'note' ? ('board' as const) : ('cases' as const);
    const rows = [{ assumed, next: toWire(doc, deleted) }];
    return (await service.push(who, { protocol: 1, collection, rows })).rows[0];
  };
  const keysOf = (member: string): readonly string[] => {
    const acl = readAcl(store.docs.get(`acl:${member}`));
    return acl === undefined ? [] : [...currentKeys(acl)].sort();
  };
  const audienceOf = (id: string): readonly string[] => {
    const stored = store.docs.get(id);
    const keys = stored === undefined ? {} : readStored(stored).keys;
    return Object.keys(keys).filter((key) => isCurrent(keys[key]));
  };
  const close = async (): Promise<void> => {
    for (const service of services) await service.close();
  };
  return { store, clock, start, write, push, keysOf, audienceOf, close };
}

/** Holds whoever waits until it is opened. */
function gate() {
  let open = (): void => undefined;
  let reached = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  const arrival = new Promise<void>((resolve) => (reached = resolve));
  return {
    open: () => open(),
    arrival,
    async pass() {
      reached();
      await opened;
    },
  };
}

const note = (v: string, ...audience: readonly string[]) => noteOf('note:n', v, '', audience);
const reply = replyOf('reply:n.r', 'note:n', 'r1');

test('a write that broke off before its rights gives them when it runs again', async () => {
  const { start, write, keysOf, close } = setUp();
  let broken = false;
  const service = start((operation, ids) => {
    const hit = operation === 'write' && ids.includes('acl:m') && !broken;
    broken ||= hit;
    return hit ? Promise.reject(new StoreUnavailable('away')) : Promise.resolve();
  });
  await expect(write(service, grantOf('m', ['all']))).rejects.toThrow('away');
  expect(keysOf('m')).toEqual([]);
  await write(service, grantOf('m', ['all']));
  expect(keysOf('m')).toEqual(['all', 'u:m']);
  await close();
});

test('a write that was overtaken between its document and its rights leaves what the later one gave', async () => {
  const { start, write, keysOf, close } = setUp();
  const stop = gate();
  const slow = start((operation, ids) =>
    operation === 'write' && ids.includes('acl:m') ? stop.pass() : Promise.resolve(),
  );
  const fast = start();
  const first = write(slow, grantOf('m', ['all', 'board']));
  await stop.arrival;
  await write(fast, grantOf('m', ['all']));
  stop.open();
  await first;
  expect(keysOf('m')).toEqual(['all', 'u:m']);
  await close();
});

/** Has taken the key from the acl, and stands still before the document says so. */
async function takingBoard({ start, write, keysOf }: ReturnType<typeof setUp>, then: () => Promise<void>) {
  await write(start(), grantOf('m', ['board']), grantOf('other', []));
  const documentWaits = gate();
  const taking = start(async (operation, ids) => {
    if (operation !== 'write' || !ids.includes('grant:m')) return;
    await documentWaits.pass();
    await then();
  });
  const taken = write(taking, grantOf('m', []));
  await documentWaits.arrival;
  expect(keysOf('m')).toEqual(['u:m']);
  return { taken, open: documentWaits.open };
}

test('rights that are being taken do not come back, not for a moment, by who derives them meanwhile', async () => {
  const scene = setUp();
  const { start, write, store, keysOf, close } = scene;
  const { taken, open } = await takingBoard(scene, () => Promise.resolve());
  const seen: (readonly string[])[] = [];
  store.onWrite = (doc) => void (doc._id === 'acl:m' && seen.push(keysOf('m')));
  // Builds its view, finds an acl that does not fit its document; and an import that runs again finds the document there.
  const healing = start();
  await sees(healing);
  await healing.settled();
  await write(start(), grantOf('m', ['board']));
  expect(keysOf('m')).toEqual(['u:m']);
  open();
  await taken;
  await healing.settled();
  expect(keysOf('m')).toEqual(['u:m']);
  expect(seen.filter((keys) => keys.includes('board'))).toEqual([]);
  await close();
});

test('rights taken by a process that then ended come back with time: the document still gives them', async () => {
  const scene = setUp();
  const { start, clock, keysOf, close } = scene;
  const { taken, open } = await takingBoard(scene, () => Promise.reject(new StoreUnavailable('ended')));
  open();
  await expect(taken).rejects.toThrow('ended');
  clock.advance(31_000);
  const next = start();
  await sees(next);
  await expect.poll(() => keysOf('m')).toEqual(['board', 'u:m']);
  await close();
});

test('derivations that met an absent store are made when it is back', async () => {
  const { start, write, store, keysOf, close } = setUp();
  await write(start(), grantOf('m', ['all']), grantOf('other', []));
  const acl = store.docs.get('acl:m');
  if (acl === undefined) throw new Error('no acl');
  // As after a crash between document and acl.
  store.docs.set('acl:m', { ...acl, grants: [], sources: {} });
  let away = 0;
  const healing = start((operation, ids) => {
    if (operation !== 'write' || !ids.includes('acl:m') || away === 0) return Promise.resolve();
    away -= 1;
    return Promise.reject(new StoreUnavailable('away'));
  });
  await sees(healing);
  await write(start(), grantOf('m', ['all', 'board']));
  store.docs.set('acl:m', { ...acl, _rev: store.docs.get('acl:m')?._rev ?? '', grants: [], sources: {} });
  // The feed says once that the document has changed, and twice the store is away when it is to be heeded.
  away = 2;
  await sees(healing);
  await expect.poll(() => keysOf('m'), { timeout: 20_000 }).toEqual(['all', 'board', 'u:m']);
  await close();
});

test('the note of audiences to rewrite stays for a change that came while an earlier one was worked on', async () => {
  const { start, write, store, clock, audienceOf, close } = setUp();
  const stop = gate();
  const busy = start((operation, ids) =>
    operation === 'write' && ids.includes('reply:n.r') && store.docs.has('reply:n.r')
      ? stop.pass()
      : Promise.resolve(),
  );
  await write(busy, note('v1', 'all'), reply);
  await write(busy, note('v2', 'board'));
  await stop.arrival;
  // Writes the note and ends before it has done the work that follows.
  const dying: RunningSyncService = start(async (operation, ids) => {
    if (operation === 'write' && ids.includes('note:n')) await dying.close();
  });
  await write(dying, note('v3', 'office'));
  stop.open();
  await busy.settled();
  expect(audienceOf('reply:n.r')).toEqual(['board']);
  expect(store.docs.get('meta:rewrite.note:n')?._deleted).not.toBe(true);
  await write(busy, grantOf('other', []));
  // Until now a reply could still turn up that the first work did not see.
  clock.advance(121_000);
  const next = start();
  await sees(next);
  await expect.poll(() => audienceOf('reply:n.r')).toEqual(['office']);
  await expect.poll(() => store.docs.get('meta:rewrite.note:n')?._deleted).toBe(true);
  await close();
});

test('a reply that a late copy hid while audiences were rewritten is found by whoever comes next', async () => {
  const { start, write, store, audienceOf, close } = setUp();
  const first = start();
  await write(first, grantOf('other', []), note('v1', 'all'), reply);
  const hidden = store.docs.get('reply:n.r');
  if (hidden === undefined) throw new Error('no reply');
  await write(first, note('v2', 'board'));
  await first.settled();
  await first.close();
  // As it was stored before its note changed, on a copy that nobody had read.
  const late = await store.handle(NAME, [0, 0]).open(NAME, { create: false });
  const rev = store.docs.get('reply:n.r')?._rev ?? '';
  await late?.put({ ...hidden, _rev: rev });
  expect(audienceOf('reply:n.r')).toEqual(['all']);
  await sees(start());
  await expect.poll(() => audienceOf('reply:n.r')).toEqual(['board']);
  await close();
});

test('a row that was judged long ago is judged again, by what is there now', async () => {
  const { start, write, store, clock, close } = setUp();
  const other = start();
  await write(other, grantOf('m', ['all']), note('v1', 'all'));
  const moving = gate();
  const service = start(async (operation, ids) => {
    if (operation === 'write' && ids.includes('no:note.2')) await moving.pass();
  });
  // The number takes long to claim.
  const who = { association: 'a', member: 'm', device: 'd' };
  const late = noteOf('note:late', 'm1', '', ['all']);
  const notes = service.push(who, {
    protocol: 1,
    collection: 'board',
    rows: [{ assumed: null, next: toWire(late, false) }],
  });
  await moving.arrival;
  await write(other, grantOf('m', []));
  clock.advance(30_000);
  moving.open();
  const answer = await notes;
  expect(answer.rows[0]?.verdict).toBe('gone');
  expect(store.docs.get('note:late')).toBeDefined();
  await close();
});

test('a number stays with its document when a repeat makes it anew, and tells a stranger nothing', async () => {
  const { start, write, push, store, clock, close } = setUp();
  const service = start();
  await write(service, grantOf('m', ['all']), grantOf('admin', ['all']), grantOf('stranger', ['board']));
  const numberOf = (id: string): string => {
    const stored = store.docs.get(id);
    return stored === undefined ? '' : readStored(stored).doc.stamp.number;
  };
  await push(service, 'm', note('v1', 'all'));
  expect(numberOf('note:n')).toBe('N-1');
  await push(service, 'admin', note('v1', 'all'), true);
  // The answer to the first push was lost: the device sends it again.
  expect(await push(service, 'm', note('v1', 'all'))).toMatchObject({ verdict: 'ok' });
  expect(numberOf('note:n')).toBe('N-1');
  await push(service, 'admin', note('v1', 'all'), true);
  clock.advance(3_600_000);
  expect(await push(service, 'stranger', note('mine', 'board'))).toMatchObject({ verdict: 'ok' });
  expect(numberOf('note:n')).toBe('N-2');
  await close();
});
