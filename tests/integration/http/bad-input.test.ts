/** "Bad input" of the wire: each gets its verdict or problem code, changes nothing, and leaves the rest of a batch alive. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WireDoc } from '@communitrak/domain/core/envelope.ts';
import { toWire } from '@communitrak/protocol/document.ts';
import type { PushAnswer, PushVerdict } from '@communitrak/protocol/push.ts';
import { PROTOCOL_VERSION } from '@communitrak/protocol/version.ts';
import { aRequest } from '@communitrak/testkit/builders.ts';
import { v7 } from 'uuid';
import { openTestServer, type Asked, type Client, type TestServer } from '../../support/test-server.ts';

let test: TestServer;
let head: Client;
let office: Client;

beforeAll(async () => {
  test = await openTestServer();
  head = await test.as('head');
  office = await test.as('office');
});
afterAll(() => test.close());

const protocol = PROTOCOL_VERSION;

function requestOf(over: Parameters<typeof aRequest>[0] = {}): WireDoc {
  const { principal } = test.small.people.head;
  return toWire(aRequest(over, { by: principal, household: 'h1', newId: v7 }), false);
}

const push = (rows: readonly unknown[], client = head, over: object = {}): Promise<Asked> =>
  client.inAssociation('POST', '/sync/push', { protocol, collection: 'cases', rows, ...over });

const verdicts = ({ body }: Asked): readonly PushVerdict[] => (body as PushAnswer).rows;

async function stored(id: string): Promise<unknown> {
  const db = await test.opened.store.open(`association-${test.small.association}`, { create: false });
  return db?.get(id);
}

describe('rows', () => {
  it('of every bad kind get their verdict, change nothing, and leave the good ones alive', async () => {
    const good = requestOf();
    const foreign = requestOf({ household: 'h2' });
    const forged = requestOf({ reporter: 'm-office', reporterName: 'Olga Office' });
    const bad = {
      unknownType: { ...requestOf(), id: `spell:${v7()}`, type: 'spell' },
      wrongShape: requestOf({ title: '' }),
      noRow: 'nonsense',
      halfRow: { next: { id: 'request:x' } },
      foreign,
      forged,
      last: requestOf(),
    };
    const rows = [good, ...Object.values(bad)].map((next) =>
      typeof next === 'object' && 'body' in next ? { assumed: null, next } : next,
    );
    const asked = await push(rows);
    expect(asked.status).toBe(200);
    expect(verdicts(asked).map((row) => [row.verdict, 'code' in row ? row.code : ''])).toEqual([
      ['ok', ''],
      ['refused', 'unknown-type'],
      ['refused', 'invalid'],
      ['refused', 'invalid'],
      ['refused', 'invalid'],
      ['refused', 'not-allowed'],
      ['refused', 'not-allowed'],
      ['ok', ''],
    ]);
    for (const refused of [foreign, forged, bad.unknownType, bad.wrongShape]) {
      expect(await stored(refused.id)).toBeUndefined();
    }
  });

  it('cannot forge author, time, number or keys', async () => {
    const doc = requestOf();
    const stamp = {
      at: '2001-01-01T00:00:00.000Z',
      by: 'm-office',
      byName: 'Olga',
      number: 'R-9999',
      state: 'accepted',
    };
    const asked = await push([
      { assumed: null, next: { ...doc, stamp, keys: { all: [{ from: 0 }] }, hash: 'x' } },
    ]);
    expect(verdicts(asked).map(({ verdict }) => verdict)).toEqual(['ok']);
    const kept = (await stored(doc.id)) as { stamp: typeof stamp; keys: object };
    expect(kept.stamp).toMatchObject({ by: 'm-head', byName: 'Hanna Head', state: 'accepted' });
    expect(kept.stamp.at > '2020').toBe(true);
    expect(kept.stamp.number).not.toBe('R-9999');
    expect(Object.keys(kept.keys).sort((a, b) => (a < b ? -1 : 1))).toEqual(['hh:h1', 'office']);
  });

  it('of a collection that is not theirs are refused', async () => {
    const asked = await push([{ assumed: null, next: requestOf() }], head, { collection: 'people' });
    expect(verdicts(asked)).toMatchObject([{ verdict: 'refused', code: 'wrong-collection' }]);
  });
});

describe('messages', () => {
  const expectProblem = ({ status, body }: Asked, code: number, problem: string): void => {
    expect([status, body]).toMatchObject([code, { problem }]);
  };

  it('of 2 MB are too large, for every message', async () => {
    for (const path of ['/sync/push', '/sync/pull', '/sync/verify']) {
      const raw = `{"protocol":1,"rows":["${'x'.repeat(2 * 1024 * 1024)}"]}`;
      expectProblem(await head.inAssociation('POST', path, undefined, { raw }), 413, 'too-large');
    }
  });

  it('of broken JSON are bad JSON', async () => {
    expectProblem(
      await head.inAssociation('POST', '/sync/push', undefined, { raw: '{"protocol": 1,' }),
      400,
      'bad-json',
    );
    expectProblem(
      await head.inAssociation('POST', '/sync/push', undefined, { raw: '"text"' }),
      400,
      'bad-json',
    );
  });

  it('of 501 rows are too many, of 500 not', async () => {
    const rows = Array.from({ length: 501 }, () => ({}));
    expectProblem(await push(rows), 413, 'too-many-rows');
    const asked = await push(rows.slice(1));
    expect(asked.status).toBe(200);
    expect(verdicts(asked)).toHaveLength(500);
  });

  it('of the wrong shape say where', async () => {
    expectProblem(await push([], head, { collection: 'spells' }), 400, 'bad-request');
    const pull = await head.inAssociation('POST', '/sync/pull', {
      protocol,
      want: [{ collection: 'cases' }],
    });
    expect(pull.body).toMatchObject({
      problem: 'bad-request',
      detail: expect.stringContaining('want.0') as unknown,
    });
    expectProblem(await head.inAssociation('POST', '/sync/verify', { protocol }), 400, 'bad-request');
    expectProblem(await push([], head, { protocol: 'one' }), 400, 'bad-request');
  });

  it('of another type than JSON are not taken', async () => {
    const headers = { 'content-type': 'text/plain' };
    const asked = await head.inAssociation('POST', '/sync/push', undefined, { raw: '{}', headers });
    expectProblem(asked, 415, 'unsupported-media-type');
  });

  it('of a newer protocol are refused whole, of an older one too, except what was written', async () => {
    const want = [{ collection: 'cases', token: null, limit: 10, holds: false }];
    expectProblem(await head.inAssociation('POST', '/sync/pull', { protocol: 99, want }), 426, 'app-too-new');
    expectProblem(await head.inAssociation('POST', '/sync/pull', { protocol: 0, want }), 426, 'app-too-old');
    expectProblem(
      await push([{ assumed: null, next: requestOf() }], head, { protocol: 99 }),
      426,
      'app-too-new',
    );
    const doc = requestOf();
    const asked = await push([{ assumed: null, next: doc }], head, { protocol: 0 });
    expect(asked.status).toBe(200);
    expect(verdicts(asked)).toMatchObject([{ id: doc.id, verdict: 'refused', code: 'app-too-old' }]);
    expect(await stored(doc.id)).toBeUndefined();
  });

  it('without a device, or with a strange one, are refused', async () => {
    const want = [{ collection: 'cases', token: null, limit: 10, holds: false }];
    for (const device of ['', 'a b', '../../x', 'x'.repeat(65)]) {
      const headers = { 'x-communitrak-device': device };
      expectProblem(
        await head.inAssociation('POST', '/sync/pull', { protocol, want }, { headers }),
        400,
        'bad-request',
      );
    }
  });

  it('to an association that is not theirs are answered as to one that does not exist', async () => {
    for (const path of [
      '/a/no-such/sync/pull',
      '/a/other/sync/push',
      '/a/maple-row%2fx/sync/pull',
      '/a/_users/sync/pull',
    ]) {
      const asked = await head.ask('POST', path, { protocol });
      expect([path, asked.status, asked.body]).toEqual([path, 403, { problem: 'not-a-member' }]);
    }
  });

  it('of a stale session are signed out, and change nothing', async () => {
    const lost = await test.as('head');
    await lost.ask('POST', '/api/auth/sign-out', {}, { headers: { origin: test.url } });
    const doc = requestOf();
    expectProblem(await push([{ assumed: null, next: doc }], lost), 401, 'signed-out');
    expect(await stored(doc.id)).toBeUndefined();
  });
});

describe('answers', () => {
  it('are never kept on the way, and packed when they are long', async () => {
    const want = ['association', 'places', 'people', 'cases'].map((collection) => ({
      collection,
      token: null,
      limit: 500,
      holds: false,
    }));
    const { answer, body } = await office.inAssociation('POST', '/sync/pull', { protocol, want });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    expect(body).toMatchObject({ pages: expect.any(Array) as unknown, epoch: expect.any(Number) as unknown });
  });

  it('say who somebody is, where they belong and what they are there', async () => {
    const { body } = await head.ask('GET', '/api/session');
    expect(body).toMatchObject({
      account: { email: 'head@example.org' },
      associations: [
        {
          id: test.small.association,
          name: 'Maple Row Homeowners Association',
          member: 'm-head',
          memberName: 'Hanna Head',
          state: 'active',
          keys: ['all', 'head:h1', 'hh:h1', 'u:m-head'],
        },
      ],
    });
  });
});
