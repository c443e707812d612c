/**
 * Several server processes behind one port (WORKERS=n), as real processes on the embedded store that the one above them
 * runs; with COUCHDB_URL on that.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, get } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { toWire } from '@communitrak/protocol/document.ts';
import { PROTOCOL_VERSION } from '@communitrak/protocol/version.ts';
import { parseConfig } from '@communitrak/sync-server/config.ts';
import { startServer as startHere } from '@communitrak/sync-server/server.ts';
import { openCouchStore } from '@communitrak/sync-server/store/couch/couch-store.ts';
import { aRequest, smallAssociation } from '@communitrak/testkit/builders.ts';
import { v7 } from 'uuid';
import { eventually } from '../../support/eventually.ts';
import { launch, startServer, type Program } from '../../support/processes.ts';
import { addPerson, clientOf, fill, PASSWORD, signInAt, type Client } from '../../support/test-server.ts';
import { dropAll, testPrefix } from '../../support/test-store.ts';

const small = smallAssociation();
const PATIENT = { timeout: 90_000, interval: 100 };
const couch = process.env['COUCHDB_URL'] ?? '';
const prefix = testPrefix();
let folder: string;
let server: Program;
let client: Client;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'communitrak-workers-'));
  const env = {
    DATA_DIR: join(folder, 'data'),
    ...(couch === '' ? {} : { COUCHDB_URL: couch, COUCHDB_PREFIX: prefix }),
  };
  const parsed = parseConfig({ ...env, PORT: '0' });
  if (!parsed.ok) throw new Error(parsed.faults.join());
  const before = await startHere(parsed.config, { log: pino({ level: 'warn' }) });
  await fill(before, small);
  await addPerson(before, small, 'head');
  await before.close();
  server = await startServer({ ...env, WORKERS: '2', LOG_LEVEL: 'info' }, 170_000);
  client = clientOf(server.url, small.association, await signInAt(server.url, 'head@example.org', PASSWORD));
  await eventually('both are ready', () => ready() >= 2);
}, 360_000);
afterAll(async () => {
  await server.kill();
  await rm(folder, { recursive: true, force: true });
  if (couch === '') return;
  const store = await openCouchStore({ url: couch, prefix });
  await dropAll(store);
  await store.close();
});

const ready = (): number => server.output().split('"msg":"a server process is ready"').length - 1;
const pids = (): readonly number[] =>
  [...server.output().matchAll(/"pid":(\d+),"msg":"a server process begins"/g)].map(([, pid]) => Number(pid));
const lives = (pid: number): boolean => existsSync(`/proc/${pid}`);

interface Got {
  readonly status: number;
  readonly text: string;
}

/** On a connection of its own, so that the next one may reach another process. */
function apart(path: string): Promise<Got> {
  return new Promise((resolve, reject) => {
    const agent = new Agent({ keepAlive: false });
    const asked = get(server.url + path, { agent, timeout: 10_000 }, (answer) => {
      let text = '';
      answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
      answer.once('end', () => resolve({ status: answer.statusCode ?? 0, text }));
    });
    asked.once('timeout', () => asked.destroy(new Error('no answer')));
    asked.once('error', reject);
  });
}

const metric = (text: string, name: string): ReadonlyMap<string, number> =>
  new Map(
    [...text.matchAll(new RegExp(`^${name}\\{worker="([^"]+)"\\} (\\S+)$`, 'gm'))].map(
      ([, worker, value]) => [worker ?? '', Number(value)],
    ),
  );

const metrics = async (name: string): Promise<ReadonlyMap<string, number>> =>
  metric((await apart('/metrics')).text, name);

/** One that ended a moment ago may take a connection with it: who asks asks again. */
const stubborn = async (path: string): Promise<number> =>
  (await apart(path).catch(() => ({ status: 0 }))).status;

async function listen(): Promise<{ text(): string; readonly ended: Promise<void> }> {
  const path = `${server.url}/a/${small.association}/sync/events?device=${client.device}`;
  const answer = await new Promise<AsyncIterable<Buffer>>((resolve, reject) => {
    const options = { agent: new Agent({ keepAlive: false }), headers: { cookie: client.cookie } };
    get(path, options, resolve).once('error', reject);
  });
  let text = '';
  const ended = (async (): Promise<void> => {
    for await (const chunk of answer) text += chunk.toString();
  })().catch(() => undefined);
  return { text: () => text, ended };
}

const push = async () => {
  const doc = aRequest({}, { by: small.people.head.principal, household: 'h1', newId: v7 });
  const rows = [{ assumed: null, next: toWire(doc, false) }];
  const message = { protocol: PROTOCOL_VERSION, collection: 'cases', rows };
  return client.inAssociation('POST', '/sync/push', message);
};

it('all of them answer, each under its label, and every one takes the session and the secret of the others', async () => {
  expect(server.output()).toMatch(
    /2 server processes answer at this port; they share the session secret kept/,
  );
  for (let n = 0; n < 8; n += 1) expect((await apart('/readyz')).status).toBe(200);
  expect((await apart('/healthz')).status).toBe(200);
  await expect
    .poll(async () => [...(await metrics('communitrak_worker_up')).values()], PATIENT)
    .toEqual([1, 1]);
  const { text } = await apart('/metrics');
  expect([...metric(text, 'process_resident_memory_bytes').keys()].sort()).toEqual(['1', '2', 'above']);
  const statuses = new Set<number>();
  for (let n = 0; n < 6; n += 1) {
    const answer = await fetch(`${server.url}/api/session`, {
      headers: { cookie: client.cookie, connection: 'close' },
    });
    statuses.add(answer.status);
    await answer.text();
  }
  expect([...statuses]).toEqual([200]);
});

it('what one writes, the streams of all are poked for', async () => {
  const streams = [await listen(), await listen()];
  // By turns: one stream each.
  await expect
    .poll(async () => [...(await metrics('communitrak_streams')).values()], PATIENT)
    .toEqual([1, 1]);
  expect((await push()).body).toMatchObject({ rows: [{ verdict: 'ok' }] });
  for (const stream of streams) await expect.poll(() => stream.text(), PATIENT).toContain('"cases"');
});

it('guesses at a password are counted by all together', async () => {
  const statuses: number[] = [];
  for (let n = 0; n < 12; n += 1) {
    const answer = await fetch(`${server.url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', connection: 'close' },
      body: JSON.stringify({ email: 'nobody@example.org', password: `guess number ${n}` }),
    });
    statuses.push(answer.status);
    await answer.text();
  }
  expect(statuses.filter((status) => status === 401)).toHaveLength(10);
  expect(statuses.slice(10)).toEqual([429, 429]);
}, 120_000);

it('one that is killed is replaced, the others answer meanwhile, and the log says so', async () => {
  const [first = 0] = pids();
  const before = ready();
  process.kill(first, 'SIGKILL');
  await expect.poll(() => stubborn('/readyz'), PATIENT).toBe(200);
  expect((await push()).body).toMatchObject({ rows: [{ verdict: 'ok' }] });
  await expect.poll(() => server.output(), PATIENT).toMatch(/killed by SIGKILL","againInMs":500/);
  await expect.poll(ready, PATIENT).toBe(before + 1);
  const up = async () => [...(await metrics('communitrak_worker_up')).keys()].sort();
  await expect.poll(up, PATIENT).toEqual(['2', '3']);
  expect([...(await metrics('communitrak_workers_replaced_total')).values()]).toEqual([1]);
}, 300_000);

it('SIGTERM: streams are told when to come back, all processes end, within ten seconds', async () => {
  const streams = [await listen(), await listen(), await listen(), await listen()];
  for (const stream of streams) await expect.poll(() => stream.text(), PATIENT).toContain('poke');
  const since = performance.now();
  server.child.kill('SIGTERM');
  const code = await new Promise((resolve) => server.child.once('exit', resolve));
  expect(performance.now() - since).toBeLessThan(10_500);
  expect(code).toBe(0);
  await Promise.all(streams.map(({ ended }) => ended));
  const told = streams.map((stream) => Number(/retry: (\d+)\n\n$/.exec(stream.text())?.[1]));
  for (const ms of told) expect(ms).toBeGreaterThanOrEqual(1000);
  // Not all at the same moment.
  expect(new Set(told).size).toBeGreaterThan(1);
  expect(pids().filter(lives)).toEqual([]);
}, 120_000);

it('a fault of the first one’s start ends them all, and is said once', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const env = { WORKERS: '3', PORT: String(port), DATA_DIR: join(folder, 'other') };
  const program = launch('sync-server/src/main.ts', env, '');
  const code = await new Promise((resolve) => program.child.once('close', resolve));
  other.close();
  expect(code).toBe(1);
  expect(program.output().match(/Communitrak did not start\./g)).toHaveLength(1);
  expect(program.output()).toMatch(/listening on 127\.0\.0\.1:\d+ already/);
}, 300_000);
