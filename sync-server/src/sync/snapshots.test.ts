/** A snapshot says again what was saved, or is thrown away with a line in the log: never anything in between. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { memorySnapshots } from '../../../tests/support/memory-snapshots.ts';
import { SNAPSHOT_KEPT_MS } from '../ports/snapshot-store.ts';
import type { ChangeRow } from '../ports/doc-store.ts';
import type { Entry } from './change-index.ts';
import { encodeSnapshot } from './snapshot-codec.ts';
import { writeFrames } from './snapshot-frames.ts';
import { Snapshots, type ViewState } from './snapshots.ts';
import { ViewIndex, type CollectionOf } from './view-index.ts';

const collectionOf: CollectionOf = (id) => (id.startsWith('note:') ? 'board' : undefined);
const NAME = 'a';

function aRow(n: number, text: string): ChangeRow {
  const id = `note:${n}`;
  const keys = { all: [{ from: 1, to: 2 }, { from: n }], [`hh:${n % 3}`]: [{ from: 3, to: 9 }] };
  const doc = {
    _id: id,
    _rev: '2-x',
    parent: n === 0 ? '' : 'note:0',
    hash: `h${n}`,
    keys,
    stamp: { by: 'ana', at: '', byName: '', number: '', state: 'accepted' },
    body: { text },
  };
  return { id, rev: '2-x', seq: `s${n}`, deleted: n % 5 === 4, doc };
}

function anIndex(texts: readonly string[]): ViewIndex {
  const index = new ViewIndex(collectionOf);
  texts.forEach((text, n) => index.apply(aRow(n, text), true));
  return index;
}

const stateOf = (index: ViewIndex): ViewState => ({
  identity: 'life',
  seq: 'q17',
  bytes: index.bytes,
  records: ['meta:rewrite.note:1'],
  latest: index.latest().map(({ id }) => id),
  entries: [...index.entries()].map((entry) => ({ entry, body: index.peekBody(entry.id) })),
});

const contentOf = (index: ViewIndex) => ({
  entries: [...index.entries()].map((entry): [Entry, string | undefined] => [
    entry,
    index.peekBody(entry.id),
  ]),
  latest: index.latest(),
  ids: ['all', 'hh:0', 'hh:1', 'hh:2'].map((key) => [...index.idsAfter('board', [key], '')]),
  children: index.childrenOf('note:0'),
  bytes: index.bytes,
});

function place(options: { fingerprint?: string; now?: number; maxWaitingBytes?: number } = {}) {
  const store = memorySnapshots();
  const { fingerprint = 'f', now = 1000, maxWaitingBytes = 1e9 } = options;
  const lines: string[] = [];
  const events: string[] = [];
  const clock = { now };
  const snapshots = new Snapshots({
    store,
    collectionOf,
    fingerprint,
    maxWaitingBytes,
    clock: () => clock.now,
    log: {
      info: () => undefined,
      warn: (fields) =>
        void lines.push(String(Object.entries(fields).find(([name]) => name === 'reason')?.[1])),
      error: () => undefined,
    },
    onEvent: (event) => events.push(event),
  });
  return { store, snapshots, lines, events, clock };
}

async function saved(texts: readonly string[] = ['one', 'two', 'three']) {
  const made = place();
  made.snapshots.save(NAME, stateOf(anIndex(texts)));
  await made.snapshots.idle();
  const file = made.store.files.get(NAME);
  if (file === undefined) throw new Error('nothing saved');
  return { ...made, file };
}

test('what was saved comes back, whatever it says, with bodies where there were some', async () => {
  const texts = fc.array(fc.string({ unit: 'binary', maxLength: 400 }), { maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(texts, fc.nat(3000), async (all, evicted) => {
      const index = anIndex(all);
      index.evictBodies(evicted);
      const { snapshots, lines } = place();
      snapshots.save(NAME, stateOf(index));
      const loaded = await snapshots.idle().then(() => snapshots.load(NAME, 'life'));
      expect(lines).toEqual([]);
      if (loaded === undefined) throw new Error('thrown away');
      const { seq, records, writtenAt } = loaded;
      expect({ seq, records, writtenAt }).toEqual({
        seq: 'q17',
        records: ['meta:rewrite.note:1'],
        writtenAt: 1000,
      });
      expect(contentOf(loaded.index)).toEqual(contentOf(index));
    }),
    { numRuns: 60 },
  );
});

test('more than a frame of entries', async () => {
  const index = anIndex(Array.from({ length: 1203 }, (_, n) => `${n} ${'ü'.repeat(n % 50)}`));
  const { snapshots } = place();
  snapshots.save(NAME, stateOf(index));
  await snapshots.idle();
  const loaded = await snapshots.load(NAME, 'life');
  expect(loaded && contentOf(loaded.index)).toEqual(contentOf(index));
});

test('cut off anywhere, it is thrown away and said', async () => {
  const { store, snapshots, lines, file } = await saved();
  for (let length = 0; length < file.length; length += 1) {
    store.files.set(NAME, file.subarray(0, length));
    expect(await snapshots.load(NAME, 'life')).toBeUndefined();
    expect(store.files.has(NAME)).toBe(false);
  }
  expect(lines).toHaveLength(file.length);
});

test('any bit turned, anything put in, left out or put behind, it is thrown away and said', async () => {
  const { store, snapshots, lines, file } = await saved();
  const refused = async (bytes: Buffer): Promise<void> => {
    const before = lines.length;
    store.files.set(NAME, bytes);
    expect(await snapshots.load(NAME, 'life')).toBeUndefined();
    expect(lines).toHaveLength(before + 1);
  };
  for (let at = 0; at < file.length; at += 1) {
    const turned = Buffer.from(file);
    turned[at] = (turned[at] ?? 0) ^ (1 << (at % 8));
    await refused(turned);
  }
  const places = fc.tuple(fc.nat(file.length), fc.nat(file.length), fc.uint8Array({ maxLength: 40 }));
  await fc.assert(
    fc.asyncProperty(places, async ([from, to, put]) => {
      const bytes = Buffer.concat([file.subarray(0, from), put, file.subarray(to)]);
      fc.pre(!bytes.equals(file));
      await refused(bytes);
    }),
    { numRuns: 200 },
  );
  store.files.set(NAME, file);
  expect(await snapshots.load(NAME, 'life')).toBeDefined();
});

test('whatever bytes lie there, nothing is thrown', async () => {
  const { store, snapshots } = place();
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      store.files.set(NAME, Buffer.from(bytes));
      expect(await snapshots.load(NAME, 'life')).toBeUndefined();
    }),
    { numRuns: 200 },
  );
});

test('well-formed frames of another content are thrown away', async () => {
  const { store, snapshots, lines, file } = await saved();
  const mark = file.subarray(0, file.indexOf('\n') + 1);
  const header = {
    association: NAME,
    identity: 'life',
    fingerprint: 'f',
    seq: 's',
    writtenAt: 1,
    latest: [],
  };
  const lengthOf = (text: string): Buffer => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(Buffer.byteLength(text));
    return length;
  };
  const frame = (text: string, more = ''): Buffer =>
    Buffer.concat([lengthOf(text), Buffer.from(text + more)]);
  const line = ['note:1', '1-x', 0, { all: [{ from: 1 }] }, 'h', '', 'ana', 2];
  const load = async (...payloads: readonly object[]): Promise<unknown> => {
    const bytes = payloads.map((one) => (Buffer.isBuffer(one) ? one : Buffer.from(JSON.stringify(one))));
    store.files.set(NAME, Buffer.concat([...writeFrames(mark, bytes)]));
    return snapshots.load(NAME, 'life');
  };
  const good = { ...header, entries: 1, records: [] };
  expect(await load(good, frame(JSON.stringify([line]), '{}'))).toBeDefined();
  expect(await load(header)).toBeUndefined();
  expect(await load({ ...good, entries: 2 }, frame(JSON.stringify([line]), '{}'))).toBeUndefined();
  expect(await load(good, frame(JSON.stringify([line]), '{'))).toBeUndefined();
  expect(await load(good, frame(JSON.stringify([line]), '{}}'))).toBeUndefined();
  expect(await load(good, frame(JSON.stringify([['acl:x', ...line.slice(1)]]), '{}'))).toBeUndefined();
  expect(await load(good, frame(JSON.stringify([line.with(3, 'all')]), '{}'))).toBeUndefined();
  expect(await load(good, frame('{}'))).toBeUndefined();
  expect(await load(good, frame('[', '{}'))).toBeUndefined();
  expect(await load(good, Buffer.from('x'))).toBeUndefined();
  expect(lines).toEqual([
    'its header is none',
    'entries are missing in it',
    'a body in it was cut off',
    'there is more in a frame than it says',
    'an entry in it is of no collection',
    'an entry in it is none',
    'a frame in it is no list',
    'what should be JSON is none',
    'a frame in it is too short',
  ]);
});

test('of another association, another life of the database, another version, or too old: thrown away', async () => {
  const { store, file } = await saved();
  const load = async (options: Parameters<typeof place>[0], name = NAME, identity = 'life') => {
    const other = place(options);
    other.store.files.set(name, file);
    const loaded = await other.snapshots.load(name, identity);
    return [loaded !== undefined, ...other.lines, other.store.files.has(name)];
  };
  expect(await load({})).toEqual([true, true]);
  expect(await load({}, 'b')).toEqual([false, 'it is of another association', false]);
  expect(await load({}, NAME, 'restored')).toEqual([false, 'it is of another life of the database', false]);
  expect(await load({ fingerprint: 'g' })).toEqual([false, 'it was made by another version', false]);
  expect(await load({ now: 1000 + SNAPSHOT_KEPT_MS })).toEqual([true, true]);
  expect(await load({ now: 1001 + SNAPSHOT_KEPT_MS })).toEqual([false, 'it is too old', false]);
  const newer = Buffer.from(file);
  newer.write('0002', newer.indexOf('0001'));
  expect(newer.equals(file)).toBe(false);
  store.files.set(NAME, newer);
  const again = place();
  again.store.files.set(NAME, newer);
  expect(await again.snapshots.load(NAME, 'life')).toBeUndefined();
  expect(again.lines).toEqual(['it is of another format']);
});

test('what would wait too long in memory is not saved, except at the end', async () => {
  const index = anIndex(['one']);
  const state = stateOf(index);
  const { snapshots, store, events } = place({ maxWaitingBytes: state.bytes * 2 });
  for (const name of ['a', 'b', 'c']) snapshots.save(name, state);
  await snapshots.idle();
  expect([...store.files.keys()]).toEqual(['a', 'b']);
  expect(events).toEqual(['skipped', 'saved', 'saved']);
  snapshots.closing();
  for (const name of ['d', 'e', 'f']) snapshots.save(name, state);
  await snapshots.idle();
  expect(store.files.size).toBe(5);
});

test('a disk that fails costs the snapshot and nothing else', async () => {
  const { snapshots, store, lines } = place();
  store.write = () => Promise.reject(new Error('full'));
  store.drop = () => Promise.reject(new Error('gone'));
  store.read = () => Promise.reject(new Error('broken'));
  snapshots.save(NAME, stateOf(anIndex(['one'])));
  await snapshots.idle();
  expect(await snapshots.load(NAME, 'life')).toBeUndefined();
  expect(lines).toContain('broken');
});

test('encoding is lazy: nothing is packed before it is asked for', () => {
  let taken = 0;
  function* entries() {
    for (const entry of anIndex(['one']).entries()) {
      taken += 1;
      yield { entry, body: undefined };
    }
  }
  const header = { association: '', identity: '', fingerprint: '', seq: '', writtenAt: 0, entries: 1 };
  const pieces = encodeSnapshot({ ...header, records: [], latest: [] }, entries());
  pieces.next();
  expect(taken).toBe(0);
});
