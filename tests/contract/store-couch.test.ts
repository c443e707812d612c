/**
 * The couch client against a stand-in that answers as the documentation of CouchDB 3.5 says a node or a cluster may,
 * and as a network does. What a store that works does is in store.test.ts.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openCouchStore } from '@communitrak/sync-server/store/couch/couch-store.ts';
import {
  SeqRefused,
  StoreUnavailable,
  type Database,
  type DocStore,
} from '@communitrak/sync-server/ports/doc-store.ts';

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}
interface Answer {
  readonly status?: number;
  readonly json?: unknown;
  /** Sent as it is, instead of `json`. */
  readonly raw?: string;
  /** Breaks the connection after what was sent. */
  readonly breaks?: boolean;
  /** Never answers. */
  readonly hangs?: boolean;
}

let server: Server;
let asked: Asked[];
let open: Set<ServerResponse>;
let special: (request: Asked) => Answer | undefined;

/** A database that is there and empty. */
function usual({ method, path }: Asked): Answer {
  if (path === '/_membership') return { json: { all_nodes: ['a'], cluster_nodes: ['a'] } };
  if (path.endsWith('/_local/communitrak')) return { json: { identity: 'same' } };
  if (path === '/' || /^\/p-[a-z]+$/.test(path)) return { json: { update_seq: '5-abc' } };
  return { status: 404, json: { error: 'not_found', reason: method === 'GET' ? 'missing' : 'no such path' } };
}

async function readAll(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request as AsyncIterable<Buffer>) text += chunk.toString();
  return text;
}

async function answerTo(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://x');
  const { method = 'GET', headers } = request;
  const body = await readAll(request);
  const call = { method, path: url.pathname, query: url.searchParams, headers, body };
  asked.push(call);
  const answer = special(call) ?? usual(call);
  open.add(response);
  response.on('close', () => open.delete(response));
  if (answer.hangs === true) return;
  const text = answer.raw ?? JSON.stringify(answer.json);
  response.writeHead(answer.status ?? 200, {
    'content-type': 'application/json',
    ...(answer.breaks === true ? { 'content-length': text.length + 100 } : {}),
  });
  response.write(text, () => (answer.breaks === true ? response.destroy() : response.end()));
}

const addressOf = (): string => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `127.0.0.1:${address.port}`;
};

beforeEach(async () => {
  asked = [];
  open = new Set();
  special = () => undefined;
  server = createServer((request, response) => void answerTo(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const openStore = (timeoutMs = 5_000, url = `http://${addressOf()}`): Promise<DocStore> =>
  openCouchStore({ url, prefix: 'p-', timeoutMs });

async function openDatabase(timeoutMs?: number): Promise<Database> {
  const db = await (await openStore(timeoutMs)).open('db', { create: false });
  if (db === undefined) throw new Error('not there');
  return db;
}

/** Answers this path so, and everything else as usual. */
const on =
  (part: string, answer: Answer | ((request: Asked) => Answer)): ((request: Asked) => Answer | undefined) =>
  (request) => {
    if (!request.path.includes(part)) return undefined;
    return typeof answer === 'function' ? answer(request) : answer;
  };

test('a node of its own is single; several, or a door that does not tell, are clustered', async () => {
  expect((await openStore()).topology).toBe('single');
  special = on('_membership', { json: { all_nodes: ['a', 'b', 'c'], cluster_nodes: ['a', 'b', 'c'] } });
  expect((await openStore()).topology).toBe('clustered');
  for (const answer of [
    { status: 403, json: { error: 'forbidden' } },
    { status: 404, json: {} },
    { json: [] },
  ]) {
    special = on('_membership', answer);
    expect((await openStore()).topology).toBe('clustered');
  }
});

test('credentials and a path prefix of the URL are used', async () => {
  special = ({ path }) => {
    if (path === '/couch/_membership') return { json: { cluster_nodes: ['a'] } };
    if (path === '/couch/p-db') return { json: {} };
    if (path === '/couch/p-db/_local/communitrak') return { json: { identity: 'same' } };
    if (path === '/couch/p-db/a%3A1%2F2') return { json: { _id: 'a:1/2', _rev: '1-a' } };
    return { status: 500, json: { error: path } };
  };
  for (const slash of ['', '/']) {
    const store = await openStore(5_000, `http://ann:p%40ss@${addressOf()}/couch${slash}`);
    const db = await store.open('db', { create: false });
    expect(await db?.get('a:1/2')).toEqual({ _id: 'a:1/2', _rev: '1-a' });
  }
  const basic = `Basic ${Buffer.from('ann:p@ss').toString('base64')}`;
  expect(asked.every(({ headers }) => headers.authorization === basic)).toBe(true);
});

test.each([
  [
    'a refused password',
    { status: 401, json: { error: 'unauthorized', reason: 'Name or password is incorrect.' } },
  ],
  ['an overload', { status: 429, json: { error: 'too_many_requests', reason: 'slow down' } }],
  ['a fault', { status: 500, json: { error: 'unknown_error', reason: 'undefined' } }],
  ['a proxy without words', { status: 502, raw: '<html>Bad gateway' }],
  ['an outage', { status: 503, json: { error: 'service_unavailable', reason: 'maintenance' } }],
  ['broken JSON', { raw: '{"_id":' }],
  ['JSON that is no document', { json: { hello: 1 } }],
  ['a connection that breaks in the middle', { raw: '{"_id":"a","_rev":"1-a"', breaks: true }],
] as const)('%s is StoreUnavailable', async (_name, answer) => {
  const db = await openDatabase();
  special = on('/p-db/', answer);
  await expect(db.get('a')).rejects.toBeInstanceOf(StoreUnavailable);
  await expect(db.getMany(['a'])).rejects.toBeInstanceOf(StoreUnavailable);
  await expect(db.put({ _id: 'a' })).rejects.toBeInstanceOf(StoreUnavailable);
  await expect(db.range({ startId: 'a', endId: 'b' })).rejects.toBeInstanceOf(StoreUnavailable);
  await expect(db.feed.read({ bodies: true })).rejects.toBeInstanceOf(StoreUnavailable);
});

test('no answer in time is StoreUnavailable, and the request is given up', async () => {
  const db = await openDatabase(150);
  special = on('/p-db/', { hangs: true });
  await expect(db.get('a')).rejects.toBeInstanceOf(StoreUnavailable);
  await expect.poll(() => open.size).toBe(0);
});

test('nobody there is StoreUnavailable, for ping too', async () => {
  const store = await openStore();
  await expect(store.ping()).resolves.toBeUndefined();
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
  await expect(store.ping()).rejects.toBeInstanceOf(StoreUnavailable);
  server.listen(0, '127.0.0.1');
});

test('an answer that breaks off is no success, for ping, create and drop either', async () => {
  const store = await openStore();
  special = () => ({ raw: '{"ok":', breaks: true });
  await expect(store.ping()).rejects.toBeInstanceOf(StoreUnavailable);
  await expect(store.drop('db')).rejects.toBeInstanceOf(StoreUnavailable);
  await expect(store.open('db', { create: true })).rejects.toBeInstanceOf(StoreUnavailable);
});

test('a database that is gone is not an absent document', async () => {
  const db = await openDatabase();
  special = on('/p-db/', { status: 404, json: { error: 'not_found', reason: 'Database does not exist.' } });
  await expect(db.get('a')).rejects.toBeInstanceOf(StoreUnavailable);
  await expect(db.range({ startId: 'a', endId: 'b' })).rejects.toBeInstanceOf(StoreUnavailable);
});

test('creating: the answers of two that race are both good, each database has one shard', async () => {
  let there = false;
  special = ({ method, path }) => {
    if (path !== '/p-db') return undefined;
    if (method === 'PUT') {
      there = true;
      return { status: 412, json: { error: 'file_exists', reason: 'exists' } };
    }
    return there ? { json: {} } : { status: 404, json: { error: 'not_found', reason: 'no_db_file' } };
  };
  const store = await openStore();
  expect(await store.open('db', { create: false })).toBeUndefined();
  expect(await store.open('db', { create: true })).toBeDefined();
  expect(asked.find(({ method }) => method === 'PUT')?.query.get('q')).toBe('1');
});

test('the identity of a database: of two that make one, both keep the first', async () => {
  let tries = 0;
  special = on('/_local/communitrak', ({ method }) => {
    if (method === 'PUT')
      return { status: 409, json: { error: 'conflict', reason: 'Document update conflict.' } };
    tries++;
    return tries === 1
      ? { status: 404, json: { error: 'not_found', reason: 'missing' } }
      : { json: { identity: 'first' } };
  });
  const db = await openDatabase();
  expect(await db.feed.now()).toBe('first~5-abc');
});

test('names: only those with the prefix, without it', async () => {
  special = on('_all_dbs', { json: ['_users', 'other', 'p-accounts', 'p-association-1', 'pq'] });
  const store = await openStore();
  expect(await store.names()).toEqual(['accounts', 'association-1']);
  expect(asked.at(-1)?.query.get('startkey')).toBe('"p-"');
  await expect(openCouchStore({ url: `http://${addressOf()}`, prefix: 'P-' })).rejects.toThrow('lower-case');
});

test('a batch: 202 and rows of every kind', async () => {
  const db = await openDatabase();
  special = on('_bulk_docs', {
    status: 202,
    json: [
      { ok: true, id: 'a', rev: '1-a', accepted: true },
      { id: 'b', error: 'forbidden', reason: 'keys are missing' },
      { id: 'c', error: 'conflict', reason: 'Document update conflict.' },
    ],
  });
  expect(await db.putMany([{ _id: 'a' }, { _id: 'b' }, { _id: 'c' }])).toEqual([
    { ok: true, id: 'a', rev: '1-a' },
    { ok: false, id: 'b', error: 'forbidden', reason: 'keys are missing' },
    { ok: false, id: 'c', error: 'conflict', reason: 'Document update conflict.' },
  ]);
});

test('a row without quorum, or too few rows: unavailable, not a verdict', async () => {
  const db = await openDatabase();
  special = on('_bulk_docs', {
    status: 201,
    json: [{ id: 'a', error: 'internal_server_error', reason: 'no quorum' }],
  });
  await expect(db.put({ _id: 'a' })).rejects.toBeInstanceOf(StoreUnavailable);
  special = on('_bulk_docs', { status: 201, json: [{ ok: true, id: 'a', rev: '1-a' }] });
  await expect(db.putMany([{ _id: 'a' }, { _id: 'b' }])).rejects.toBeInstanceOf(StoreUnavailable);
});

test('a tombstone among leaves: the longest history, then the greater hash, but living before deleted', async () => {
  const db = await openDatabase();
  const leaf = (rev: string, deleted = true) => ({
    ok: { _id: 'a', _rev: rev, ...(deleted ? { _deleted: true } : {}) },
  });
  const leaves = (...list: unknown[]) =>
    on('/p-db/a', ({ query }) =>
      query.get('open_revs') === 'all'
        ? { json: list }
        : { status: 404, json: { error: 'not_found', reason: 'deleted' } },
    );
  special = leaves(leaf('2-f'), leaf('10-a'), leaf('10-b'), { missing: '11-a' });
  expect(await db.get('a')).toMatchObject({ _rev: '10-b', _deleted: true });
  special = leaves(leaf('9-f'), leaf('3-a', false));
  expect(await db.get('a')).toEqual({ _id: 'a', _rev: '3-a' });
});

test('getMany: what moved on between listing and reading is read again', async () => {
  const db = await openDatabase();
  special = ({ path }) => {
    if (path.endsWith('_all_docs')) {
      return { json: { rows: [{ id: 'a', key: 'a', value: { rev: '2-a', deleted: true }, doc: null }] } };
    }
    if (path.endsWith('_bulk_get')) {
      const gone = { error: { id: 'a', rev: '2-a', error: 'not_found', reason: 'missing' } };
      return { json: { results: [{ id: 'a', docs: [gone] }] } };
    }
    return path.endsWith('/a') ? { json: { _id: 'a', _rev: '3-a', back: true } } : undefined;
  };
  expect((await db.getMany(['a'])).get('a')).toEqual({ _id: 'a', _rev: '3-a', back: true });
});

test('a tombstone over a tombstone: somebody who came between is a conflict', async () => {
  const db = await openDatabase();
  let current = { rev: '2-a', deleted: true };
  special = ({ path, body }) => {
    if (path.endsWith('_all_docs')) return { json: { rows: [{ id: 'a', key: 'a', value: current }] } };
    if (!path.endsWith('_bulk_docs')) return undefined;
    if (!body.includes('"new_edits":false'))
      return { status: 201, json: [{ id: 'a', error: 'conflict', reason: '' }] };
    current = { rev: '3-theirs', deleted: true };
    return { status: 201, json: [] };
  };
  const result = await db.put({ _id: 'a', _rev: '2-a', _deleted: true });
  expect(result).toMatchObject({ ok: false, error: 'conflict' });
});

test('a seq of another database is refused without asking: CouchDB would take it for the beginning', async () => {
  const db = await openDatabase();
  const before = asked.length;
  await expect(db.feed.read({ since: 'other~5-abc', bodies: false })).rejects.toBeInstanceOf(SeqRefused);
  expect(asked).toHaveLength(before);
});

test('seqs of every age become strings, and are sent back as they came', async () => {
  const db = await openDatabase();
  const old = ['5-xyz', 12, [3, 'g1AAA']];
  for (const seq of old) {
    special = on('_changes', {
      json: { results: [{ id: 'a', seq, changes: [{ rev: '1-a' }] }], last_seq: seq },
    });
    const page = await db.feed.read({ bodies: false });
    expect(typeof page.last).toBe('string');
    expect(page.rows[0]?.seq).toBe(page.last);
    await db.feed.read({ since: page.last, bodies: false });
    expect(asked.at(-1)?.query.get('since')).toBe(typeof seq === 'string' ? seq : JSON.stringify(seq));
  }
});

test('a seq that CouchDB cannot read is refused, old and new; a fault is a fault', async () => {
  const db = await openDatabase();
  const since = await db.feed.now();
  const malformed = { error: 'bad_request', reason: "Malformed sequence supplied in 'since' parameter." };
  special = on('_changes', { status: 400, json: malformed });
  await expect(db.feed.read({ since, bodies: false })).rejects.toBeInstanceOf(SeqRefused);
  special = on('_changes', { status: 500, json: { error: 'badarg', reason: 'unknown' } });
  await expect(db.feed.read({ since, bodies: false })).rejects.toBeInstanceOf(SeqRefused);
  special = on('_changes', { status: 500, json: { error: 'timeout', reason: 'unknown' } });
  await expect(db.feed.read({ since, bodies: false })).rejects.toBeInstanceOf(StoreUnavailable);
  await expect(db.feed.read({ bodies: false })).rejects.toBeInstanceOf(StoreUnavailable);
});

test('a longpoll asks with a timeout and without heartbeat, outlasts the usual deadline, and ends with its signal', async () => {
  const db = await openDatabase(100);
  special = on('_changes', { hangs: true });
  const controller = new AbortController();
  const reading = db.feed.read({ bodies: false, waitMs: 30_000, signal: controller.signal });
  reading.catch(() => undefined);
  await expect.poll(() => open.size).toBe(1);
  const { query } = asked.at(-1) ?? { query: new URLSearchParams() };
  expect(Object.fromEntries(query)).toEqual({
    since: '0',
    include_docs: 'false',
    feed: 'longpoll',
    timeout: '30000',
  });
  // An ordinary request meets its deadline meanwhile; the longpoll waits on.
  special = on('/p-db/', { hangs: true });
  await expect(db.get('a')).rejects.toBeInstanceOf(StoreUnavailable);
  await expect.poll(() => open.size).toBe(1);
  controller.abort();
  await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  await expect.poll(() => open.size).toBe(0);
});

test('many longpolls leave the way free for other requests', async () => {
  const db = await openDatabase();
  special = on('_changes', { hangs: true });
  const controller = new AbortController();
  const polls = Array.from({ length: 150 }, () =>
    db.feed.read({ bodies: false, waitMs: 30_000, signal: controller.signal }).catch(() => undefined),
  );
  await expect.poll(() => open.size).toBe(150);
  expect(await db.get('a')).toBeUndefined();
  controller.abort();
  await Promise.all(polls);
});

test('a document with a field of the store is the caller\u2019s mistake, not an outage', async () => {
  const db = await openDatabase();
  special = on('_bulk_docs', {
    status: 400,
    json: { error: 'doc_validation', reason: 'Bad special document member: _x' },
  });
  const writing = db.put({ _id: 'a', _x: 1 });
  await expect(writing).rejects.toThrow('_x');
  await expect(writing).rejects.not.toBeInstanceOf(StoreUnavailable);
});
