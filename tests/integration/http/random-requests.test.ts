/**
 * Random requests as everybody over every route: no answer tells of anything that is not its reader's, none is a fault of
 * ours, none says how we are built, and what is not theirs is answered to the letter as what is not there.
 * REQUESTS: how many as each; SEED: another or the same run.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROBLEM_CODES } from '@communitrak/protocol/problem.ts';
import { PROTOCOL_VERSION } from '@communitrak/protocol/version.ts';
import { collectionsInUse, entities } from '@communitrak/domain/registry.ts';
import { anAssociation, aMember, aRole } from '@communitrak/testkit/builders.ts';
import { appRoutes } from '../../support/app-routes.ts';
import { dice } from '../../support/dice.ts';
import { entitiesAsked } from '../../support/entity-cases.ts';
import { counter, makeCells, PLANTED, SUBJECT } from '../../support/matrix-cells.ts';
import { actors, type Actor } from '@communitrak/testkit/matrix-people.ts';
import { openMatrix, wire, type MatrixStage } from '../../support/matrix-stage.ts';
import { GENERATORS, randomRequest, type Asked, type Loot } from '../../support/random-requests.ts';
import { rawClient, type RawAnswer, type RawClient } from '../../support/raw-http.ts';
import { PASSWORD, signInAt } from '../../support/test-server.ts';
import { createWith } from '../../support/sync-rig.ts';

const REQUESTS = Number(process.env['REQUESTS'] ?? 300);
const SEED = Number(process.env['SEED'] ?? 1);
const AT_ONCE = 8;
const FOREIGN = 'birch-hill';
const ELSEWHERE = 'of another association';
/** Marks of what the stranger of birch-hill was let write there, under whatever id: theirs to read again. */
const ownElsewhere = new Set<string>();
const FILE = '5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03';

/** Who asks; a stranger is nobody in maple-row and may be told of nothing there. */
interface Asker {
  readonly name: string;
  readonly who: Actor;
  readonly headers: Readonly<Record<string, string>>;
  readonly stranger: boolean;
}

let appDir: string;
let stage: MatrixStage;
let client: RawClient;
let loot: Loot;
const askers = new Map<string, Asker>();
const names = [...actors.map(({ role }) => role as string), 'signed out', 'revoked', ELSEWHERE];

async function foreignAssociation(): Promise<string> {
  const { server, url } = stage.test;
  const docs = [anAssociation({ local: FOREIGN }), aMember('m-far', 'Farah Far'), aRole('m-far', 'lead')];
  await createWith(server.sync, FOREIGN, docs);
  const { id } = await server.accounts.addAccount({
    email: 'far@example.org',
    password: PASSWORD,
    name: 'Far',
  });
  await server.accounts.link(id, FOREIGN, 'm-far');
  return signInAt(url, 'far@example.org', PASSWORD);
}

function headersOf({ member }: Actor): Readonly<Record<string, string>> {
  const { cookie = '', device = '' } = stage.clients.get(member) ?? {};
  return { cookie, 'x-communitrak-device': device };
}

async function openAskers(): Promise<void> {
  const { url } = stage.test;
  for (const who of actors) {
    askers.set(who.role, { name: who.role, who, headers: headersOf(who), stranger: false });
  }
  const nobody: Actor = { role: 'neighbour', member: 'nobody', name: 'Nobody' };
  const device = { 'x-communitrak-device': 'device-of-nobody' };
  const stranger = (name: string, cookie: string): void =>
    void askers.set(name, {
      name,
      who: nobody,
      headers: { ...device, ...(cookie === '' ? {} : { cookie }) },
      stranger: true,
    });
  stranger('signed out', '');
  stranger(ELSEWHERE, await foreignAssociation());
  const revoked = await signInAt(url, 'm-head@matrix.example.org', PASSWORD);
  await fetch(`${url}/api/auth/sign-out`, { method: 'POST', headers: { cookie: revoked } });
  stranger('revoked', revoked);
}

async function sessionsOf(who: Actor): Promise<readonly string[]> {
  const { text } = await client.send({ method: 'GET', path: '/api/sessions', headers: headersOf(who) });
  return (JSON.parse(text) as { id: string }[]).map(({ id }) => id);
}

async function gather(): Promise<Loot> {
  const tokens: string[] = [];
  const sessions: string[] = [];
  for (const who of actors) {
    const want = collectionsInUse().map((collection) => ({
      collection,
      token: null,
      limit: 5,
      holds: false,
    }));
    const { text } = await stage.ask(who, 'POST', '/sync/pull', { protocol: PROTOCOL_VERSION, want });
    tokens.push(...(JSON.parse(text) as { pages: { token: string }[] }).pages.map(({ token }) => token));
    // One's own is left out by whoever asks: ending it would end the run.
    sessions.push(...(await sessionsOf(who)));
  }
  return {
    association: 'maple-row',
    foreignAssociation: FOREIGN,
    documents: stage.rule.living.map(wire),
    hashes: [FILE],
    tokens,
    devices: [...stage.clients.values()].map(({ device }) => device),
    sessions,
  };
}

beforeAll(async () => {
  appDir = await mkdtemp(join(tmpdir(), 'communitrak-random-'));
  await writeFile(join(appDir, 'index.html'), '<!doctype html><title>app</title>');
  stage = await openMatrix({ appDir, limits: { perSession: 1e9, perClient: 1e9, atOnce: 1e9 } });
  await stage.prepare(makeCells(['edit'], counter()));
  await openAskers();
  client = rawClient(stage.test.url, AT_ONCE);
  loot = await gather();
}, 300_000);
afterAll(async () => {
  client?.close();
  await stage?.close();
  await rm(appDir, { recursive: true, force: true });
});

const HOW_WE_ARE_BUILT =
  /node_modules|\bat [\w.<> ]+\(|\.ts:\d+|(Range|Type|Syntax|Reference)Error|ECONN|pouchdb|\b_rev\b/;

function withoutOwn({ path, body }: Asked, text: string): string {
  if (path.includes(`/${FOREIGN}/sync/push`) && text.startsWith('{"rows"')) {
    const { rows } = JSON.parse(text) as { readonly rows: readonly { readonly verdict: string }[] };
    const accepted = JSON.stringify(rows.filter(({ verdict }) => verdict === 'ok'));
    for (const [mark] of [...accepted.matchAll(SUBJECT), ...accepted.matchAll(PLANTED)])
      if (String(body).includes(mark)) ownElsewhere.add(mark);
  }
  return [...ownElsewhere].reduce((rest, mark) => rest.replaceAll(mark, ''), text);
}

function judge({ name, who, stranger }: Asker, asked: Asked, { status, headers, text }: RawAnswer): void {
  const label = `${name}: ${asked.method} ${asked.path} ${String(asked.body ?? '').slice(0, 300)} → ${status} ${text.slice(0, 200)}`;
  expect(status, label).toBeLessThan(500);
  expect(text, label).not.toMatch(HOW_WE_ARE_BUILT);
  const sent = `${decodeURIComponent(encodeURIComponent(asked.path))}${String(asked.body ?? '')}`;
  const told = name === ELSEWHERE ? withoutOwn(asked, text) : text;
  stage.hold(who, `${JSON.stringify(headers)}${told}`, sent, label);
  if (stranger) expect(told.match(PLANTED), label).toBeNull();
  if (status < 400 || text === '' || !/^\/(api|a)\//.test(asked.path)) return;
  const { problem } = JSON.parse(text) as { problem?: string };
  expect(PROBLEM_CODES as readonly string[], label).toContain(problem);
}

/** Headers that tell the time, the request or the count of requests. */
const PASSING = new Set([
  'date',
  'x-request-id',
  'ratelimit',
  'ratelimit-policy',
  'keep-alive',
  'connection',
]);

function comparable({ status, headers, text }: RawAnswer, about: string, absent: string): string {
  const kept = Object.entries(headers).filter(([name]) => !PASSING.has(name));
  const encoded = [about, encodeURIComponent(about), absent, encodeURIComponent(absent)];
  return encoded.reduce((all, id) => all.replaceAll(id, 'ID'), JSON.stringify([status, kept, text]));
}

const LETTERS = '0123456789abcdefghijklmnopqrstuvwxyz'.split('');

/** Where one of two ids bounds what is asked for, the other bounds the same. */
function noneBetween(one: string, other: string): boolean {
  const [least, greatest] = one < other ? [one, other] : [other, one];
  return !loot.documents.some(({ id }) => id > least && id < greatest);
}

/** An id of the same type, length and place in the order that nobody has; undefined when there is none. */
const absentLike = (id: string): string | undefined =>
  LETTERS.map((letter) => `${id.slice(0, -1)}${letter}`).find(
    (other) => other !== id && stage.rule.get(other) === undefined && noneBetween(id, other),
  );

const lacks = (asker: Asker, id: string): boolean =>
  asker.stranger || !stage.rule.everSaw(asker.who.member, id);

/** The same request about an id that is not there, when the one it is about is not theirs. */
async function besideAbsent(asker: Asker, asked: Asked, answer: RawAnswer): Promise<boolean> {
  const { about } = asked;
  if (about === undefined || !lacks(asker, about)) return false;
  const absent = absentLike(about);
  if (absent === undefined) return false;
  const swap = (text: string): string =>
    text.replaceAll(encodeURIComponent(about), encodeURIComponent(absent)).replaceAll(about, absent);
  const { body } = asked;
  const twin = await client.send({
    ...asked,
    headers: { ...asker.headers, ...asked.headers },
    path: swap(asked.path),
    ...(typeof body === 'string' ? { body: swap(body) } : {}),
  });
  const label = `${asker.name}: ${asked.method} ${asked.path} ${String(body ?? '').slice(0, 300)}`;
  expect(comparable(answer, about, absent), label).toBe(comparable(twin, about, absent));
  return true;
}

it('knows every route of the app', () => {
  const routes = appRoutes();
  expect(routes.length).toBeGreaterThan(20);
  expect([...routes].sort()).toEqual(Object.keys(GENERATORS).sort());
});

describe.each(names.map((name, at) => [name, at] as const))('as %s', (name, at) => {
  it('nothing is told, nothing breaks, absent and not theirs are one', async () => {
    const asker = askers.get(name);
    if (asker === undefined) throw new Error(`no ${name}`);
    const roll = dice(SEED * 1000 + at);
    const mine = new Set(await ownSessions(asker));
    const statuses = new Map<number, number>();
    const count = { sent: 0, paired: 0 };
    const worker = async (): Promise<void> => {
      while (count.sent < REQUESTS) {
        count.sent += 1;
        const asked = randomRequest(roll, loot);
        if ([...mine].some((id) => asked.path.includes(id))) continue;
        const answer = await client.send({ ...asked, headers: { ...asker.headers, ...asked.headers } });
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        judge(asker, asked, answer);
        if (await besideAbsent(asker, asked, answer)) count.paired += 1;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    expect(stage.leaks).toEqual([]);
    // A run that is only turned away would prove nothing.
    if (!asker.stranger) expect(statuses.get(200) ?? 0).toBeGreaterThan(REQUESTS / 10);
    // Of one entity alone there may be too little that is not theirs.
    const all = entitiesAsked().length === entities.length;
    if (all && name !== 'office' && name !== 'lead') expect(count.paired).toBeGreaterThan(REQUESTS / 100);
  }, 3_600_000);
});

async function ownSessions(asker: Asker): Promise<readonly string[]> {
  if (asker.stranger) return [];
  return sessionsOf(asker.who);
}
