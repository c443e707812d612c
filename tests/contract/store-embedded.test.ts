/** The embedded endpoint itself: abuse over HTTP, its folder, its seqs after a restore, and a kill while it writes. */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openCouchStore } from '@communitrak/sync-server/store/couch/couch-store.ts';
import { DataFolderProblem } from '@communitrak/sync-server/store/data-folder-problem.ts';
import {
  startEmbeddedStore,
  type EmbeddedStore,
} from '@communitrak/sync-server/store/embedded/embedded-store.ts';
import { openStore } from '@communitrak/sync-server/store/open-store.ts';
import { SeqRefused, StoreUnavailable, type Database } from '@communitrak/sync-server/ports/doc-store.ts';
import { freePort, launch, type Program } from '../support/processes.ts';
import { testLog } from '../support/test-store.ts';

async function openDatabase(url: string, name = 'association-a'): Promise<Database> {
  const store = await openCouchStore({ url, prefix: '' });
  const db = await store.open(name, { create: true });
  if (db === undefined) throw new Error('not created');
  return db;
}

describe('abuse over HTTP', () => {
  let endpoint: EmbeddedStore;
  let db: Database;
  const failures: string[] = [];

  beforeAll(async () => {
    const error = (_fields: object, message: string): void => void failures.push(message);
    endpoint = await startEmbeddedStore({ dataDir: 'memory', log: { ...testLog, error } });
    db = await openDatabase(endpoint.url);
    await db.put({ _id: 'kept', v: 1 });
  });
  afterAll(() => endpoint.close());
  afterEach(async () => {
    // It has survived, it serves, and it took none of it for a fault of its own.
    expect(await db.get('kept')).toMatchObject({ v: 1 });
    expect(failures).toEqual([]);
  });

  const ask = async (
    method: string,
    path: string,
    body?: string | Uint8Array<ArrayBuffer>,
    type = 'application/json',
  ): Promise<{ status: number; error: unknown; body: unknown }> => {
    const answer = await fetch(endpoint.url + path, {
      method,
      ...(body === undefined ? {} : { body, headers: { 'content-type': type } }),
    });
    const json = (await answer.json()) as { error?: unknown };
    return { status: answer.status, error: json.error, body: json };
  };
  const bulk = (docs: unknown): ReturnType<typeof ask> =>
    ask('POST', '/association-a/_bulk_docs', JSON.stringify({ docs }));

  test.each([
    ['broken JSON', '{"docs":['],
    ['no JSON', 'hello'],
    ['an empty body', ''],
    ['a list', '[]'],
    ['no docs', '{}'],
    ['docs that are no list', '{"docs":{"a":1}}'],
    ['a document that is none', '{"docs":[null]}'],
    ['no id', '{"docs":[{"a":1}]}'],
    ['a numeric id', '{"docs":[{"_id":1}]}'],
    ['an empty id', '{"docs":[{"_id":""}]}'],
    ['a reserved id', '{"docs":[{"_id":"_hidden"}]}'],
    ['an id with half a character', '{"docs":[{"_id":"a\\ud800"}]}'],
    ['a revision that is none', '{"docs":[{"_id":"a","_rev":"new"}]}'],
    ['a numeric revision', '{"docs":[{"_id":"a","_rev":3}]}'],
    ['a field of the store', '{"docs":[{"_id":"a","_secret":1}]}'],
    ['a prototype at the top', '{"docs":[{"_id":"a","__proto__":{"x":1}}]}'],
    ['deleted that is no flag', '{"docs":[{"_id":"a","_deleted":"yes"}]}'],
    ['an old revision without one', '{"docs":[{"_id":"a"}],"new_edits":false}'],
    ['broken revisions', '{"docs":[{"_id":"a","_rev":"1-a","_revisions":7}],"new_edits":false}'],
    ['an odd flag', '{"docs":[],"new_edits":"no"}'],
  ])('_bulk_docs with %s is refused, and writes nothing', async (_name, body) => {
    expect(await ask('POST', '/association-a/_bulk_docs', body)).toMatchObject({ status: 400 });
    expect(await db.range({ startId: '', endId: '\ufff0' })).toHaveLength(1);
  });

  test('one bad document refuses its request, and the others of it are not written', async () => {
    expect(await bulk([{ _id: 'good' }, { _id: '_bad' }])).toMatchObject({ status: 400 });
    expect(await db.get('good')).toBeUndefined();
  });

  test('attachments are refused, whatever they are', async () => {
    for (const attachment of [
      { data: 7 },
      { data: { a: 1 }, content_type: 'x/y' },
      { stub: true },
      null,
      'aGk=',
    ]) {
      const answer = await bulk([{ _id: 'a', _attachments: { 'a.txt': attachment } }]);
      expect(answer).toMatchObject({ status: 415, error: 'bad_content_type' });
    }
    const put = await ask('PUT', '/association-a/a', JSON.stringify({ _attachments: { x: { data: {} } } }));
    expect(put.status).toBe(415);
    expect(await db.get('a')).toBeUndefined();
  });

  test('multipart and every other type of body is refused', async () => {
    for (const type of [
      'multipart/related; boundary=x',
      'multipart/form-data; boundary=x',
      'text/plain',
      '',
    ]) {
      const answer = await ask('PUT', '/association-a/a', '--x\r\n\r\n{}\r\n--x--', type);
      expect(answer).toMatchObject({ status: 415 });
    }
  });

  test('JSON that is nested too deeply, and bytes that are no UTF-8, are refused', async () => {
    const deep = `{"docs":[{"_id":"deep","x":${'['.repeat(100_000)}${']'.repeat(100_000)}}]}`;
    expect(await ask('POST', '/association-a/_bulk_docs', deep)).toMatchObject({ status: 400 });
    const bytes = new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]);
    expect(await ask('PUT', '/association-a/bytes', bytes)).toMatchObject({ status: 400 });
  });

  test('a field called __proto__ within a body harms nothing', async () => {
    const answer = await ask('PUT', '/association-a/proto', '{"body":{"__proto__":{"polluted":1},"a":1}}');
    expect(answer.status).toBe(201);
    expect(await db.get('proto')).toMatchObject({ body: { a: 1 } });
    expect('polluted' in {}).toBe(false);
  });

  test('a huge body is refused as soon as it is too large', async () => {
    const { hostname, port, pathname } = new URL(endpoint.url);
    const socket = connect(Number(port), hostname);
    const answer = new Promise<string>((resolve, reject) => {
      let text = '';
      socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
      socket.on('close', () => resolve(text));
      socket.on('error', reject);
    });
    socket.write(
      `PUT ${pathname}/association-a/huge HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n` +
        'content-length: 9000000000\r\n\r\n{"a":"',
    );
    expect(await answer).toContain('413');
    expect(await db.get('huge')).toBeUndefined();
  });

  test('a client that leaves in the middle of its body, or talks nonsense, harms nothing', async () => {
    const { hostname, port, pathname } = new URL(endpoint.url);
    const lines = [
      `PUT ${pathname}/association-a/half HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"a":`,
      `GET ${pathname}/association-a/_changes?feed=longpoll&since=now HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n`,
      '\u0000\u0001 nonsense\r\n\r\n',
    ];
    for (const line of lines) {
      const socket = connect(Number(port), hostname);
      await new Promise((resolve) => socket.write(line, resolve));
      socket.destroy();
      await new Promise((resolve) => socket.once('close', resolve));
    }
    expect(await db.get('half')).toBeUndefined();
  });

  test.each([
    ['GET', '/association-a/_find', 404],
    ['GET', '/association-a/_design/x/_view/y', 404],
    ['GET', '/association-a/a/b/c', 404],
    ['GET', '/_users', 404],
    ['GET', '/_node/_local/_config', 404],
    ['GET', '/nowhere', 404],
    ['GET', '/nowhere/doc', 404],
    ['GET', '/association-a/constructor', 404],
    ['GET', '/association-a/_toString', 404],
    ['GET', '/association-a/%E0%A4%A', 400],
    ['GET', '/Upper', 400],
    ['PUT', '/..%2F..%2Fetc', 400],
    ['PUT', '/Upper', 400],
    ['DELETE', '/association-a/kept', 405],
    ['POST', '/association-a', 405],
    ['PATCH', '/association-a/kept', 405],
    ['DELETE', '/', 405],
    ['GET', '/association-a/_all_docs?startkey=a', 400],
    ['GET', '/association-a/_all_docs?limit=-1', 400],
    ['GET', '/association-a/_all_docs?limit=many', 400],
    ['GET', '/association-a/_changes?since=12', 400],
    ['GET', '/association-a/_changes?since=5-aaaaaaaa', 400],
    ['GET', '/association-a/_changes?since=0-aaaaaaaa', 400],
    ['GET', '/association-a/_changes?feed=continuous', 400],
    ['GET', '/association-a/_changes?filter=_selector', 400],
    ['GET', '/association-a/_changes?feed=longpoll&timeout=soon', 400],
    ['GET', '/association-a/kept?open_revs=[1', 400],
    ['GET', '/association-a/kept?open_revs=[1]', 400],
    ['GET', '/association-a/kept?rev=none', 400],
    ['GET', '/association-a/kept?rev=9-aa', 404],
  ])('%s %s is answered %i', async (method, path, status) => {
    expect(await ask(method, path)).toMatchObject({ status, error: expect.any(String) });
  });

  test.each([
    ['/association-a/_all_docs', '{"keys":"a"}'],
    ['/association-a/_all_docs', '{"keys":[1]}'],
    ['/association-a/_bulk_get', '{"docs":[{"id":7}]}'],
    ['/association-a/_bulk_get', '{"docs":[null]}'],
    ['/association-a/_bulk_get', '{"docs":[{"id":"a","rev":"x"}]}'],
    ['/association-a/_revs_diff', '{"a":"1-a"}'],
    ['/association-a/_changes', '{"doc_ids":["a"]}'],
  ])('POST %s with %s is refused', async (path, body) => {
    expect(await ask('POST', path, body)).toMatchObject({ status: 400 });
  });

  test('without the secret path, or under another name, nothing is answered', async () => {
    const { origin, hostname, port, pathname } = new URL(endpoint.url);
    for (const path of ['/', '/association-a', '/association-a/kept', '/_all_dbs', '/guess/_all_dbs']) {
      expect((await fetch(origin + path)).status).toBe(404);
    }
    const socket = connect(Number(port), hostname);
    const answer = new Promise<string>((resolve) => {
      socket.on('data', (chunk: Buffer) => resolve(chunk.toString()));
    });
    socket.write(`GET ${pathname}/_all_dbs HTTP/1.1\r\nhost: evil.example\r\n\r\n`);
    expect(await answer).toContain('403');
    socket.destroy();
  });

  test('_local documents have their own revisions and are in no listing', async () => {
    const first = await ask('PUT', '/association-a/_local/mark', '{"a":1}');
    expect(first).toMatchObject({ status: 201, body: { rev: '0-1' } });
    expect(await ask('PUT', '/association-a/_local/mark', '{"a":2}')).toMatchObject({ status: 409 });
    expect(await ask('PUT', '/association-a/_local/mark', '{"a":2,"_rev":"0-1"}')).toMatchObject({
      status: 201,
    });
    expect(await ask('GET', '/association-a/_local/mark')).toMatchObject({ status: 200, body: { a: 2 } });
    const ids = (await db.feed.read({ bodies: false })).rows.map((row) => row.id);
    expect(ids).not.toContain('_local/mark');
  });

  test('a revision of a tombstone is a conflict, as in CouchDB, though PouchDB would take it', async () => {
    const created = await db.put({ _id: 'grave' });
    const gone = await db.put({ _id: 'grave', ...(created.ok ? { _rev: created.rev } : {}), _deleted: true });
    if (!gone.ok) throw new Error(gone.error);
    for (const _deleted of [true, false]) {
      const { body } = await bulk([{ _id: 'grave', _rev: gone.rev, _deleted }]);
      expect(body).toMatchObject([{ id: 'grave', error: 'conflict' }]);
    }
    const { body } = await bulk([{ _id: 'grave' }]);
    expect(body).toMatchObject([{ ok: true, rev: expect.stringMatching(/^3-/) }]);
  });

  test('a heartbeat keeps a longpoll open beyond its timeout', async () => {
    const since = encodeURIComponent(
      String(((await ask('GET', '/association-a')).body as { update_seq: string }).update_seq),
    );
    const waiting = fetch(
      `${endpoint.url}/association-a/_changes?feed=longpoll&since=${since}&timeout=1&heartbeat=100`,
    );
    // Headers come with the first beat, when the timeout is long over.
    const answer = await waiting;
    await db.put({ _id: 'woke' });
    const text = await answer.text();
    expect(text.startsWith('\n')).toBe(true);
    expect(JSON.parse(text)).toMatchObject({ results: [{ id: 'woke' }] });
  });
});

describe('the data folder', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'store-folder-'));
  });
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  const start = (folder = dataDir): Promise<EmbeddedStore> =>
    startEmbeddedStore({ dataDir: folder, log: testLog });
  const fault = async (starting: Promise<EmbeddedStore>): Promise<{ fault: string; message: string }> => {
    const error: unknown = await starting.then(
      (store) => store.close(),
      (reason: unknown) => reason,
    );
    if (!(error instanceof DataFolderProblem))
      throw new Error(`Not a problem of the folder: ${String(error)}`);
    return { fault: error.fault, message: error.message };
  };

  test('of another version: said, and left as it is', async () => {
    await (await start()).close();
    const path = join(dataDir, 'store', 'store.json');
    const changed = (await readFile(path, 'utf8')).replace('"version": 1', '"version": 7');
    await writeFile(path, changed);
    const problem = await fault(start());
    expect(problem).toMatchObject({ fault: 'other-version' });
    expect(problem.message).toContain('another version');
    expect(await readFile(path, 'utf8')).toBe(changed);
  });

  test('in use by this or another process: said, and the first goes on', async () => {
    const first = await start();
    const db = await openDatabase(first.url);
    expect(await fault(start())).toMatchObject({
      fault: 'in-use',
      message: expect.stringContaining('in use'),
    });
    expect(await db.put({ _id: 'a' })).toMatchObject({ ok: true });
    await first.close();
    await (await start()).close();
  });

  test('not to be written: said', async () => {
    await writeFile(join(dataDir, 'file'), '');
    const problem = await fault(start(join(dataDir, 'file')));
    expect(problem).toMatchObject({
      fault: 'unwritable',
      message: expect.stringContaining('cannot be written'),
    });
    expect(await fault(start('/dev/null/x'))).toMatchObject({ fault: 'unwritable' });
  });

  test('holding something else, or damaged: said, and left as it is', async () => {
    await mkdir(join(dataDir, 'store'));
    await writeFile(join(dataDir, 'store', 'holiday.jpg'), 'x');
    expect(await fault(start())).toMatchObject({
      fault: 'not-ours',
      message: expect.stringContaining('holiday.jpg'),
    });
    expect(await readFile(join(dataDir, 'store', 'holiday.jpg'), 'utf8')).toBe('x');
    for (const text of [
      '',
      '{',
      '[]',
      '{"format":"other","version":1}',
      '{"format":"communitrak-store","version":1}',
    ]) {
      await writeFile(join(dataDir, 'store', 'store.json'), text);
      expect(await fault(start())).toMatchObject({ fault: 'damaged' });
    }
  });

  test('what a kill left of a dropped database is not brought back', async () => {
    const first = await start();
    await (await openDatabase(first.url, 'kept')).put({ _id: 'a' });
    await first.close();
    await cp(join(dataDir, 'store', 'db', 'kept'), join(dataDir, 'store', 'db', 'dropped'), {
      recursive: true,
    });
    const second = await start();
    const store = await openCouchStore({ url: second.url, prefix: '' });
    expect(await store.names()).toEqual(['kept']);
    const again = await openDatabase(second.url, 'dropped');
    expect(await again.get('a')).toBeUndefined();
    await second.close();
  });

  test('a seq from after the backup is refused by what was restored from it; one from before goes on', async () => {
    const first = await start();
    const db = await openDatabase(first.url);
    await db.put({ _id: 'before' });
    const early = await db.feed.now();
    await db.put({ _id: 'also-before' });
    await first.close();
    await cp(dataDir, `${dataDir}-backup`, { recursive: true });

    const second = await start();
    const later = await openDatabase(second.url);
    await later.put({ _id: 'lost' });
    const late = await later.feed.now();
    await second.close();

    const restored = await start(`${dataDir}-backup`);
    const old = await openDatabase(restored.url);
    await old.put({ _id: 'another' });
    await old.put({ _id: 'and-another' });
    await expect(old.feed.read({ since: late, bodies: false })).rejects.toBeInstanceOf(SeqRefused);
    const { rows } = await old.feed.read({ since: early, bodies: false });
    expect(rows.map((row) => row.id)).toEqual(['also-before', 'another', 'and-another']);
    await restored.close();
    await rm(`${dataDir}-backup`, { recursive: true });
  });

  test('a backup taken while it ran: what was given out after it by the same start is refused too', async () => {
    const first = await start();
    const db = await openDatabase(first.url);
    await db.put({ _id: 'a' });
    await cp(dataDir, `${dataDir}-backup`, { recursive: true });
    await db.put({ _id: 'b' });
    const late = await db.feed.now();
    await first.close();
    const restored = await start(`${dataDir}-backup`);
    const old = await openDatabase(restored.url);
    await old.put({ _id: 'c' });
    await old.put({ _id: 'd' });
    await expect(old.feed.read({ since: late, bodies: false })).rejects.toBeInstanceOf(SeqRefused);
    await restored.close();
    await rm(`${dataDir}-backup`, { recursive: true });
  });

  test('openStore starts it when there is no CouchDB, and says in plain words what is wrong', async () => {
    const opened = await openStore({ prefix: 'c-', dataDir, log: testLog });
    expect(opened).toMatchObject({ embedded: true, store: { topology: 'single' } });
    await expect(openStore({ prefix: 'c-', dataDir, log: testLog })).rejects.toBeInstanceOf(
      DataFolderProblem,
    );
    await opened.close();
    await expect(openStore({ prefix: '9-', dataDir, log: testLog })).rejects.toThrow('lower-case letter');
    // The one that could not be opened has let go of the folder.
    const endpoint = await start();
    const other = await openStore({ couchdbUrl: endpoint.url, prefix: 'c-', dataDir, log: testLog });
    expect(other.embedded).toBe(false);
    await other.close();
    await endpoint.close();
    const gone = openStore({ couchdbUrl: endpoint.url, prefix: 'c-', dataDir, log: testLog });
    await expect(gone).rejects.toBeInstanceOf(StoreUnavailable);
  });
});

describe('as a program of its own', () => {
  let dataDir: string;
  const programs: Program[] = [];
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'store-program-'));
  });
  afterEach(async () => {
    await Promise.all(programs.splice(0).map((program) => program.kill()));
    await rm(dataDir, { recursive: true, force: true });
  });

  const run = (env: Readonly<Record<string, string>> = {}): Program => {
    const program = launch('sync-server/src/store/embedded/program.ts', { DATA_DIR: dataDir, ...env }, '');
    programs.push(program);
    return program;
  };
  const urlOf = (program: Program): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const url = /^http:\S+/m.exec(program.output())?.[0];
        if (url !== undefined) resolve(url);
      };
      program.child.stdout?.on('data', look);
      program.child.once('exit', () => reject(new Error(`It ended: ${program.output()}`)));
    });

  test('killed while it writes, it has lost nothing that it acknowledged', async () => {
    const acknowledged = new Set<string>();
    const first = run();
    const db = await openDatabase(await urlOf(first));
    const dead = new Promise((resolve) => first.child.once('exit', resolve));
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      for (let n = 0; ; n++) {
        const id = `w${writer}:${n}`;
        const result = await db.put({ _id: id, n }).catch(() => undefined);
        if (result === undefined) return;
        if (result.ok) acknowledged.add(id);
        if (acknowledged.size === 400) first.child.kill('SIGKILL');
      }
    });
    await Promise.all(writers);
    await dead;

    const second = run();
    const again = await openDatabase(await urlOf(second));
    const found = await again.getMany([...acknowledged]);
    expect([...acknowledged].filter((id) => !found.has(id))).toEqual([]);
    const { rows } = await again.feed.read({ bodies: false });
    expect(rows.length).toBeGreaterThanOrEqual(acknowledged.size);
    await second.stop();
    expect(second.child.exitCode).toBe(0);
  });

  test('a folder in use, a port that is none: one plain line, and exit code 1', async () => {
    await urlOf(run());
    const [second, third] = [run(), run({ STORE_PORT: 'http' })];
    await Promise.all(
      [second, third].map(({ child }) => new Promise((resolve) => child.once('exit', resolve))),
    );
    expect(second.output()).toMatch(/^The data folder .* is in use by another Communitrak process\..*\n$/);
    expect(third.output()).toMatch(/^STORE_PORT must be a port .*\n$/);
    expect([second.child.exitCode, third.child.exitCode]).toEqual([1, 1]);
  });

  test('with a port named, its URL is known beforehand', async () => {
    const port = String(await freePort());
    expect(await urlOf(run({ STORE_PORT: port, DATA_DIR: 'memory' }))).toBe(`http://127.0.0.1:${port}`);
    expect((await fetch(`http://127.0.0.1:${port}`)).ok).toBe(true);
  });
});
