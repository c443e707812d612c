/** Ends of the program, orderly and not, on a store that is a process of its own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { request } from 'node:http';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toWire } from '@communitrak/protocol/document.ts';
import { PROTOCOL_VERSION } from '@communitrak/protocol/version.ts';
import { parseConfig } from '@communitrak/sync-server/config.ts';
import type { Database } from '@communitrak/sync-server/ports/doc-store.ts';
import { startServer as startHere } from '@communitrak/sync-server/server.ts';
import { openCouchStore } from '@communitrak/sync-server/store/couch/couch-store.ts';
import { aRequest, smallAssociation } from '@communitrak/testkit/builders.ts';
import { v7 } from 'uuid';
import { startCuttingProxy } from '../../support/cutting-proxy.ts';
import { launch, startServer, type Program } from '../../support/processes.ts';
import { TEST_SECRET } from '../../support/test-accounts.ts';
import { addPerson, clientOf, fill, PASSWORD, signInAt, type Client } from '../../support/test-server.ts';

const small = smallAssociation();
let folder: string;
let store: Program;
let storeUrl: string;
const running: Program[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'communitrak-end-'));
  store = launch('sync-server/src/store/embedded/program.ts', { DATA_DIR: 'memory', LOG_LEVEL: 'warn' }, '');
  await new Promise<void>((resolve) => store.child.stdout?.once('data', () => resolve()));
  storeUrl = store.output().trim();
  const parsed = parseConfig({ ...env(), PORT: '0' });
  if (!parsed.ok) throw new Error(parsed.faults.join());
  const server = await startHere(parsed.config, { log: pino({ level: 'warn' }) });
  await fill(server, small);
  await addPerson(server, small, 'head');
  await server.close();
});
afterAll(async () => {
  await Promise.all(running.map((program) => program.kill()));
  await store.stop();
  await rm(folder, { recursive: true, force: true });
});

const env = (url = storeUrl) => ({
  COUCHDB_URL: url,
  COUCHDB_PREFIX: 'end-',
  DATA_DIR: join(folder, 'data'),
  SESSION_SECRET: TEST_SECRET,
});

async function start(url?: string): Promise<Program> {
  const program = await startServer(env(url));
  running.push(program);
  return program;
}

const clientAt = async (url: string): Promise<Client> =>
  clientOf(url, small.association, await signInAt(url, 'head@example.org', PASSWORD));

const requestRow = () => {
  const doc = aRequest({}, { by: small.people.head.principal, household: 'h1', newId: v7 });
  return { assumed: null, next: toWire(doc, false) };
};

const push = (client: Client, rows: readonly unknown[]) =>
  client.inAssociation('POST', '/sync/push', { protocol: PROTOCOL_VERSION, collection: 'cases', rows });

async function database(): Promise<Database> {
  const opened = await openCouchStore({ url: storeUrl, prefix: 'end-' });
  const db = await opened.open(`association-${small.association}`, { create: false });
  if (db === undefined) throw new Error('no association');
  return db;
}

const idsOf = async (prefix: string): Promise<readonly string[]> =>
  (await (await database()).range({ startId: prefix, endId: `${prefix}\ufff0` })).map((doc) => doc._id);

interface Upload {
  /** Sends the rest. @returns the answer's body */
  finish(): Promise<unknown>;
}

/** An upload that the server is in the middle of: it has asked for the bytes and has half of them. */
async function beginUpload(url: string, cookie: string): Promise<Upload> {
  const path = `${url}/a/${small.association}/files/${'0'.repeat(64)}`;
  const headers = { cookie, 'content-type': 'text/plain', 'content-length': 20, expect: '100-continue' };
  const sending = request(path, { method: 'PUT', headers });
  const answered = new Promise<unknown>((resolve, reject) => {
    sending.once('error', reject);
    sending.once('response', (answer) => {
      answer
        .reduce<string>((text, chunk) => text + String(chunk), '')
        .then((text) => resolve(JSON.parse(text) as unknown), reject);
    });
  });
  sending.flushHeaders();
  await new Promise<void>((resolve) => sending.once('continue', () => resolve()));
  sending.write('0123456789');
  return {
    finish: () => {
      sending.end('0123456789');
      return answered;
    },
  };
}

describe('SIGTERM', () => {
  it('finishes what is being answered, ends open streams and closes, within ten seconds', async () => {
    const server = await start();
    const client = await clientAt(server.url);
    const path = `${server.url}/a/${small.association}/sync/events?device=${client.device}`;
    const stream = await fetch(path, { headers: { cookie: client.cookie } });
    const reader = stream.body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toMatch(/retry|poke/);
    const upload = await beginUpload(server.url, client.cookie);

    const since = performance.now();
    server.child.kill('SIGTERM');
    let ended = false;
    while (!ended) ended = (await reader?.read())?.done ?? true;
    expect(await upload.finish()).toEqual({ problem: 'hash-mismatch' });
    const code = await new Promise((resolve) => server.child.once('exit', resolve));
    expect(code).toBe(0);
    expect(performance.now() - since).toBeLessThan(10_000);
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
  });
});

describe('SIGKILL', () => {
  it('between writing and answering a push loses nothing and doubles nothing', async () => {
    const proxy = await startCuttingProxy(storeUrl);
    const server = await start(proxy.url);
    const client = await clientAt(server.url);
    const row = requestRow();
    const [requests, numbers] = [await idsOf('request:'), await idsOf('no:request.')];

    const written = proxy.holdAnswerTo(new RegExp(`"_id":"${row.next.id}"`));
    const lost = push(client, [row]).then(
      () => 'answered',
      () => 'lost',
    );
    await written;
    await server.kill();
    expect(await lost).toBe('lost');
    expect(await idsOf('request:')).toEqual([...requests, row.next.id]);

    const again = await start();
    const resent = await push(clientOf(again.url, small.association, client.cookie), [row]);
    expect(resent.body).toMatchObject({ rows: [{ id: row.next.id, verdict: 'ok' }] });
    expect(await idsOf('request:')).toEqual([...requests, row.next.id]);
    expect(await idsOf('no:request.')).toHaveLength(numbers.length + 1);
    const kept = await (await database()).get(row.next.id);
    expect(kept?.['stamp']).toMatchObject({ by: 'm-head', state: 'accepted' });
    expect(kept?._rev.startsWith('1-')).toBe(true);
    await again.stop();
    await proxy.close();
  });
});
