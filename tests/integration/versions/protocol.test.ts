/**
 * The version of the wire before today's: a client recorded when it was today's (tests/support/record-conversation.ts)
 * says again what it said, and is answered as it was. And the versions before that, and those to come.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { v7 } from 'uuid';
import { toWire } from '@communitrak/protocol/document.ts';
import { PROTOCOL_FLOOR, PROTOCOL_VERSION } from '@communitrak/protocol/version.ts';
import { databaseName } from '@communitrak/sync-server/ports/database-names.ts';
import { aRequest, smallAssociation } from '@communitrak/testkit/builders.ts';
import { readRecording, Replay, type Recording } from '../../support/replay-conversation.ts';
import {
  clientOf,
  openTestServer,
  PASSWORD,
  signInAt,
  type Client,
  type TestServer,
} from '../../support/test-server.ts';
import { createWith } from '../../support/sync-rig.ts';

let server: TestServer;

beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

const mine = (title: string) =>
  aRequest({ title }, { by: server.small.people.head.principal, household: 'h1', newId: v7 });

/** The association as it was recorded, with its people signed in. */
async function resurrect(
  { server: { sync, accounts }, url }: TestServer,
  { association, documents, members }: Recording,
): Promise<Readonly<Record<string, Client>>> {
  await createWith(sync, association, documents);
  const clients: Record<string, Client> = {};
  for (const [who, { member, name }] of Object.entries(members)) {
    const email = `${who}@recorded.example`;
    const { id } = await accounts.addAccount({ email, password: PASSWORD, name });
    await accounts.link(id, association, member);
    clients[who] = clientOf(url, association, await signInAt(url, email, PASSWORD));
  }
  return clients;
}

describe('the protocol before', () => {
  const recording = readRecording(`protocol-${String(PROTOCOL_FLOOR)}.json`);

  it('is one that was recorded', () => {
    expect(recording.protocol).toBe(PROTOCOL_VERSION - 1);
    const verdicts = JSON.stringify(recording.messages);
    for (const said of [
      '"verdict":"ok"',
      '"verdict":"refused"',
      '"verdict":"conflict"',
      '/verify',
      '/pull',
    ]) {
      expect(verdicts).toContain(said);
    }
  });

  it('is answered as it was when it was today’s', async () => {
    // What the server writes of its own accord today is no answer to what was said then.
    const server = await openTestServer({ reactions: [] }, smallAssociation({ local: 'another' }));
    try {
      const clients = await resurrect(server, recording);
      const replay = new Replay();
      for (const [index, { who, method, path, body, status, answer }] of recording.messages.entries()) {
        const got = await clients[who]?.inAssociation(method, `/sync${path}`, replay.ask(body));
        expect(got?.status, `message ${String(index)}`).toBe(status);
        replay.hear(answer, got?.body, `${String(index)} ${who} ${path}`);
        expect(replay.differences).toEqual([]);
      }
    } finally {
      await server.close();
    }
  });

  it('gets no word that it does not know: what needs a newer app is "too old" to it', async () => {
    const head = await server.as('head');
    const doc = mine('From the future');
    const push = (protocol: number, next: unknown, assumed: unknown = null) =>
      head.inAssociation('POST', '/sync/push', { protocol, collection: 'cases', rows: [{ assumed, next }] });
    const first = await push(PROTOCOL_VERSION, toWire(doc, false));
    expect(first.body).toMatchObject({ rows: [{ verdict: 'ok' }] });
    const database = await server.opened.store.open(databaseName(server.small.association), {
      create: false,
    });
    const stored = await database?.get(doc.id);
    if (database === undefined || stored === undefined) throw new Error('not stored');
    expect(await database.put({ ...stored, version: doc.version + 1 })).toMatchObject({ ok: true });
    const assumed = { ...toWire(doc, false), version: doc.version + 1 };
    const next = { ...toWire(doc, false), body: { ...doc.body, title: 'Edited on an older app' } };
    for (const [protocol, code] of [
      [PROTOCOL_VERSION, 'newer-version'],
      [PROTOCOL_FLOOR, 'app-too-old'],
    ] as const) {
      const { status, body } = await push(protocol, next, assumed);
      expect(status).toBe(200);
      expect(body).toMatchObject({ rows: [{ id: doc.id, verdict: 'refused', code }] });
    }
    expect(await database.get(doc.id)).toMatchObject({
      version: doc.version + 1,
      body: { title: 'From the future' },
    });
  });
});

describe('other versions', () => {
  it('below the floor and above today are 426, each with its reason, before their shape is looked at', async () => {
    const head = await server.as('head');
    for (const path of ['/sync/pull', '/sync/verify']) {
      for (const [protocol, problem] of [
        [PROTOCOL_FLOOR - 1, 'app-too-old'],
        [PROTOCOL_VERSION + 1, 'app-too-new'],
      ] as const) {
        const { status, body } = await head.inAssociation('POST', path, { protocol, shape: 'of its own' });
        expect({ status, body }).toEqual({ status: 426, body: { problem } });
      }
    }
  });

  it('below the floor, rows are taken: refused with the reason, nothing written', async () => {
    const head = await server.as('head');
    const doc = mine('From long ago');
    const rows = [{ assumed: null, next: toWire(doc, false) }];
    const asked = { protocol: PROTOCOL_FLOOR - 1, collection: 'cases', rows };
    const { status, body } = await head.inAssociation('POST', '/sync/push', asked);
    expect(status).toBe(200);
    expect(body).toMatchObject({ rows: [{ id: doc.id, verdict: 'refused', code: 'app-too-old' }] });
    const who = {
      association: server.small.association,
      member: server.small.people.head.member,
      device: '',
    };
    expect(await server.server.sync.read(who, doc.id)).toBeUndefined();
  });
});
