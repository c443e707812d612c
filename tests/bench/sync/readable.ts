/**
 * From a write on one device to the moment another can read it, with 1,000 streams open and ten in the audience: push, poke,
 * pull. The peer is the least that a store can do: PUT, a longpoll that wakes, GET, with as many longpolls open on the bare
 * store. An all-hands post is told apart, because it is spread on purpose.
 */
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import type { CollectionName } from '@communitrak/domain/core/entity.ts';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import { toWire } from '@communitrak/protocol/document.ts';
import { PROTOCOL_VERSION } from '@communitrak/protocol/version.ts';
import { aRequest } from '@communitrak/testkit/builders.ts';
import { v7 } from 'uuid';
import { clientOf, type Client } from '../../support/test-server.ts';
import { round, type Report } from '../report.ts';
import type { SyncCase } from './case.ts';
import {
  fromEnv,
  needFiles,
  openStreams,
  percentile,
  seedCrowd,
  type OpenStream,
  type Streams,
} from './crowd.ts';
import { aHome, inFolder, startStore } from './bench-rig.ts';
import { ASSOCIATION, startBenchServer, wiredDevice, type WiredDevice } from './wired.ts';

const AUDIENCE = 10;
const BETWEEN_MS = 100;
const ALL_HANDS = 3;
const PATIENCE_MS = 60_000;
const BENCH = 'sync-readable';

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function within<T>(work: Promise<T>, what: string): Promise<T> {
  const late = sleep(PATIENCE_MS).then(() => Promise.reject(new Error(`${what}: nothing within a minute`)));
  return Promise.race([work, late]);
}

const push = async (client: Client, collection: CollectionName, doc: Envelope): Promise<void> => {
  const rows = [{ assumed: null, next: toWire(doc, false) }];
  const message = { protocol: PROTOCOL_VERSION, collection, rows };
  const { body } = await client.inAssociation('POST', '/sync/push', message);
  if (!JSON.stringify(body).includes('"verdict":"ok"')) throw new Error(JSON.stringify(body));
};

interface Reader {
  readonly stream: OpenStream;
  readonly device: WiredDevice;
}

/** Each reader pulls when it is poked for the collection. @returns ms until it had the row, of each */
function readAfterPoke(readers: readonly Reader[], collection: CollectionName, since: number) {
  return Promise.all(
    readers.map(
      ({ stream, device }) =>
        new Promise<number>((resolve, reject) => {
          stream.onPoke = (named) => {
            if (!named.includes(collection)) return;
            device.pull([collection], 1000).then((rows) => {
              if (rows > 0) resolve(performance.now() - since);
            }, reject);
          };
        }),
    ),
  );
}

async function readersOf(streams: readonly OpenStream[], collection: CollectionName): Promise<Reader[]> {
  const readers = streams.map((stream) => ({ stream, device: wiredDevice(stream.client) }));
  for (const { device } of readers) await device.sync([collection]);
  return readers;
}

async function withTen(streams: Streams, writes: number): Promise<readonly number[]> {
  const times: number[] = [];
  const [{ neighbour } = { neighbour: undefined }] = streams.all;
  if (neighbour === undefined) return times;
  const mine = streams.all.filter((stream) => stream.neighbour === neighbour);
  const readers = await readersOf(mine, 'cases');
  const { by } = neighbour;
  const [writer] = readers;
  for (let n = 0; n < writes; n += 1) {
    await sleep(BETWEEN_MS);
    const doc = aRequest({}, { by, household: neighbour.household, newId: v7, now: Date.now() });
    const read = readAfterPoke(readers, 'cases', performance.now());
    await (writer === undefined ? Promise.resolve() : push(writer.stream.client, 'cases', doc));
    times.push(...(await within(read, 'a write for ten')));
  }
  return times;
}

async function allHands(streams: Streams, office: Client): Promise<readonly number[]> {
  const readers = await readersOf(streams.all, 'places');
  const times: number[] = [];
  for (let n = 0; n < ALL_HANDS; n += 1) {
    const read = readAfterPoke(readers, 'places', performance.now());
    await push(office, 'places', aHome(900_000 + n));
    times.push(...(await within(read, 'a write for all')));
  }
  return times;
}

const json = (method: string, url: string, agent: Agent, body?: object): Promise<Record<string, unknown>> =>
  new Promise((resolve, reject) => {
    const asked = request(
      url,
      { method, agent, headers: { 'content-type': 'application/json' } },
      (answer) => {
        let text = '';
        answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
        answer.once('end', () => resolve(JSON.parse(text) as Record<string, unknown>));
        answer.once('error', reject);
      },
    );
    asked.once('error', reject);
    asked.end(body === undefined ? undefined : JSON.stringify(body));
  });

/** As many longpolls as streams, ten on each database; after a PUT its ten wake and GET. */
async function bareStore(url: string, streams: number, writes: number): Promise<readonly number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
  const waiting = new Agent({ keepAlive: false, maxSockets: Infinity });
  const names = Array.from({ length: Math.ceil(streams / AUDIENCE) }, (_, n) => `peer-${n}`);
  for (const name of names) await json('PUT', `${url}/${name}`, agent);
  const wait = (name: string, since: unknown) =>
    json('GET', `${url}/${name}/_changes?feed=longpoll&timeout=55000&since=${String(since)}`, waiting);
  const others = names.slice(1).flatMap((name) => Array.from({ length: AUDIENCE }, () => wait(name, 0)));
  const held = Promise.allSettled(others);
  const times: number[] = [];
  const name = names[0] ?? '';
  const first = await json('GET', `${url}/${name}/_changes`, agent);
  let since: unknown = first['last_seq'];
  for (let n = 0; n < writes; n += 1) {
    const polls = Array.from({ length: AUDIENCE }, () => wait(name, since));
    await sleep(BETWEEN_MS);
    const begun = performance.now();
    const woken = polls.map(async (poll) => {
      const answer = await poll;
      await json('GET', `${url}/${name}/doc-${n}`, agent);
      times.push(performance.now() - begun);
      return answer['last_seq'];
    });
    await json('PUT', `${url}/${name}/doc-${n}`, agent, { text: 'x'.repeat(400) });
    [since] = await within(Promise.all(woken), 'a longpoll');
  }
  waiting.destroy();
  await held;
  agent.destroy();
  return times;
}

async function measure(folder: string, report: Report): Promise<void> {
  const [count, writes] = [fromEnv('BENCH_STREAMS', 1000), fromEnv('BENCH_WRITES', 100)];
  needFiles(count);
  const bare = await startStore('memory');
  const peer = await bareStore(bare.url, count, writes);
  await bare.stop();
  const store = await startStore('memory');
  const crowd = await seedCrowd(store.url, Math.ceil(count / AUDIENCE));
  const server = await startBenchServer(store.url, { DATA_DIR: join(folder, 'server') });
  const streams = await openStreams(server.url, crowd, AUDIENCE);
  const ours = await withTen(streams, writes);
  const post = await allHands(streams, clientOf(server.url, ASSOCIATION, crowd.office));
  const dropped = streams.dropped();
  streams.close();
  await server.stop();
  await store.stop();
  const beside = { peer: 'PUT, longpoll, GET on the bare store' };
  for (const [what, part] of [
    ['p50', 0.5],
    ['p95', 0.95],
  ] as const) {
    const [value, peerValue] = [percentile(ours, part), percentile(peer, part)];
    report({
      bench: BENCH,
      case: `${streams.all.length} streams, ten in the audience: written to readable, ${what}`,
      value: round(value, 1),
      unit: 'ms',
      ...beside,
      peerValue: round(peerValue, 1),
      ratio: round(peerValue / value),
      ...(what === 'p95' ? { want: '<= peer + 100 ms' } : {}),
    });
    report({
      bench: BENCH,
      case: `for all of them, ${what}`,
      value: round(percentile(post, part), 1),
      unit: 'ms',
    });
  }
  report({ bench: BENCH, case: 'streams dropped', value: dropped, unit: 'streams', want: '0' });
}

export const readable: SyncCase = {
  name: 'readable',
  run: (report) => inFolder((folder) => measure(folder, report)),
};
