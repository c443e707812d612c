/**
 * A crowd for the stream benches: an association of one-member households, everybody signed in, and many open event
 * streams held by this process, which is not the server's. Refuses to know what is measured.
 */
import { readFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { Principal } from '@communitrak/domain/core/principal.ts';
import { OLIVIA, PASSWORD } from '../../support/stage.ts';
import { openCouchStore } from '@communitrak/sync-server/store/couch/couch-store.ts';
import { aHousehold, aLink, aMember, aPrincipal } from '@communitrak/testkit/builders.ts';
import { writeAll } from '../../support/sync-rig.ts';
import { cookieOf, openTestAccounts } from '../../support/test-accounts.ts';
import { clientOf, type Client } from '../../support/test-server.ts';
import { BENCH_PREFIX, BENCH_SECRET } from './bench-rig.ts';
import { ASSOCIATION, seed } from './wired.ts';

/** As many descriptors as 5,000 streams and their surroundings need (shared/docs/measured.md). */
const FILES_NEEDED = 12_000;
const AT_ONCE = 40;

/** @throws Error when this machine does not let a process hold so many connections */
export function needFiles(streams: number): void {
  const limit = /Max open files\s+(\d+)/.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1] ?? '0';
  const needed = streams > 1500 ? FILES_NEEDED : 4096;
  if (Number(limit) < needed)
    throw new Error(`${streams} streams need "ulimit -n ${needed}"; here it is ${limit}`);
}

export interface Neighbour {
  readonly member: string;
  readonly household: string;
  /** As the member writes. */
  readonly by: Principal;
  readonly cookie: string;
}

export interface Crowd {
  readonly neighbours: readonly Neighbour[];
  readonly office: string;
}

async function inParts<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let from = 0; from < items.length; from += AT_ONCE)
    results.push(...(await Promise.all(items.slice(from, from + AT_ONCE).map(work))));
  return results;
}

/** Everybody in the store and signed in, each from an address of their own. */
export async function seedCrowd(storeUrl: string, size: number): Promise<Crowd> {
  const numbers = Array.from({ length: size }, (_, n) => n);
  const idOf = (n: number): string => `crowd-${n}`;
  await seed(storeUrl, async ({ server }) => {
    const docs = numbers.flatMap((n) => [
      aHousehold(idOf(n), { property: 'p1' }),
      aMember(idOf(n), `Nia Number${n}`),
      aLink(idOf(n), idOf(n), 'head', ASSOCIATION),
    ]);
    await writeAll(server.sync, ASSOCIATION, docs);
  });
  const store = await openCouchStore({ url: storeUrl, prefix: BENCH_PREFIX });
  const entrance = await openTestAccounts(store, { secret: BENCH_SECRET });
  const { accounts } = entrance;
  const enter = async (email: string, n: number): Promise<string> => {
    const answer = await entrance.signIn(email, PASSWORD, { ip: `10.1.${n >> 8}.${n & 255}` });
    if (!answer.ok) throw new Error(`sign-in of ${email}: ${answer.status}`);
    return cookieOf(answer);
  };
  const neighbours = await inParts(numbers, async (n) => {
    const email = `crowd${n}@example.org`;
    const { id } = await accounts.addAccount({ email, password: PASSWORD, name: `Nia Number${n}` });
    await accounts.link(id, ASSOCIATION, idOf(n));
    const by = aPrincipal(idOf(n), ['all', `hh:${idOf(n)}`], `Nia Number${n}`);
    return { member: idOf(n), household: idOf(n), by, cookie: await enter(email, n) };
  });
  const office = await enter(OLIVIA.email, size);
  await accounts.close();
  await store.close();
  return { neighbours, office };
}

export interface OpenStream {
  readonly client: Client;
  readonly neighbour: Neighbour;
  /** Called for each poke with the collections it names; [] is all. */
  onPoke: (collections: readonly string[]) => void;
  pokes: number;
}

export interface Streams {
  readonly all: readonly OpenStream[];
  /** Of those that were opened, how many have ended. */
  dropped(): number;
  /** What the first of those had been sent last. */
  lastWords(): string;
  close(): void;
}

function begin(url: string, cookie: string, device: string, agent: Agent): Promise<IncomingMessage> {
  const path = `${url}/a/${ASSOCIATION}/sync/events?device=${device}`;
  return new Promise((resolve, reject) => {
    get(path, { agent, headers: { cookie } }, (answer) => {
      if (answer.statusCode === 200) resolve(answer);
      else reject(new Error(`a stream was answered ${answer.statusCode}`));
    }).once('error', reject);
  });
}

/** @param each streams for each neighbour */
export async function openStreams(url: string, crowd: Crowd, each: number): Promise<Streams> {
  const agent = new Agent({ keepAlive: false, maxSockets: Infinity });
  const state = { dropped: 0, closing: false, lastWords: '' };
  const places = crowd.neighbours.flatMap((neighbour) => Array.from({ length: each }, () => neighbour));
  const all = await inParts(places, async (neighbour): Promise<OpenStream> => {
    const client = clientOf(url, ASSOCIATION, neighbour.cookie);
    const answer = await begin(url, neighbour.cookie, client.device, agent);
    const stream: OpenStream = { client, neighbour, onPoke: () => undefined, pokes: 0 };
    let last = '';
    answer.on('data', (chunk: Buffer) => {
      last = chunk.toString();
      for (const [, list = ''] of last.matchAll(/"collections":\[([^\]]*)\]/g)) {
        stream.pokes += 1;
        stream.onPoke(list === '' ? [] : list.replaceAll('"', '').split(','));
      }
    });
    answer.once('close', () => {
      if (state.closing) return;
      state.dropped += 1;
      state.lastWords ||= JSON.stringify(last);
    });
    answer.on('error', (error) => {
      if (!state.closing) state.lastWords ||= String(error);
    });
    return stream;
  });
  return {
    all,
    dropped: () => state.dropped,
    lastWords: () => state.lastWords,
    close: () => {
      state.closing = true;
      agent.destroy();
    },
  };
}

export const percentile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ??
  Number.NaN;

/** A number from the environment, for a shorter run. */
export function fromEnv(name: string, usual: number): number {
  const given = Number(process.env[name] ?? '');
  return Number.isFinite(given) && given > 0 ? given : usual;
}
