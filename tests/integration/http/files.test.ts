import { createHash, randomBytes } from 'node:crypto';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FileRef } from '@communitrak/domain/core/files.ts';
import { toWire } from '@communitrak/protocol/document.ts';
import { PROTOCOL_VERSION } from '@communitrak/protocol/version.ts';
import { aRequest } from '@communitrak/testkit/builders.ts';
import { v7 } from 'uuid';
import { openTestServer, type Client, type TestServer } from '../../support/test-server.ts';

let test: TestServer;
let head: Client;
let office: Client;
let neighbour: Client;

beforeAll(async () => {
  test = await openTestServer();
  [head, office, neighbour] = await Promise.all([test.as('head'), test.as('office'), test.as('neighbour')]);
});
afterAll(() => test.close());

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Noise, so that no two are the same. */
function picture(width = 40, height = 30): Buffer {
  const png = new PNG({ width, height });
  randomBytes(width * height * 4).copy(png.data);
  return PNG.sync.write(png);
}

const put = (client: Client, bytes: Uint8Array, options: { type?: string; sha256?: string } = {}) =>
  client.inAssociation('PUT', `/files/${options.sha256 ?? hashOf(bytes)}`, undefined, {
    raw: bytes,
    headers: { 'content-type': options.type ?? 'image/png' },
  });

async function requestWith(...files: FileRef[]): Promise<string> {
  const by = test.small.people.head.principal;
  const next = toWire(aRequest({}, { by, household: 'h1', newId: v7, files }), false);
  const asked = await head.inAssociation('POST', '/sync/push', {
    protocol: PROTOCOL_VERSION,
    collection: 'cases',
    rows: [{ assumed: null, next }],
  });
  expect(asked.body).toMatchObject({ rows: [{ verdict: 'ok' }] });
  return next.id;
}

const refOf = (bytes: Uint8Array, over: Partial<FileRef> = {}): FileRef => ({
  sha256: hashOf(bytes),
  bytes: bytes.length,
  type: 'image/png',
  width: 40,
  height: 30,
  name: 'Küche "1".png',
  ...over,
});

const get = (client: Client, sha256: string, doc: string) =>
  client.inAssociation('GET', `/files/${sha256}?doc=${encodeURIComponent(doc)}`);

describe('a photo', () => {
  it('is given to whoever may see a document that lists it, and to nobody else', async () => {
    const bytes = picture();
    const doc = await requestWith(refOf(bytes));
    const missing = await get(office, hashOf(bytes), doc);
    expect((await put(head, bytes)).status).toBe(204);
    expect((await put(head, bytes)).status).toBe(204);

    const url = `${test.url}/a/${test.small.association}/files/${hashOf(bytes)}?doc=${encodeURIComponent(doc)}`;
    const given = await fetch(url, { headers: { cookie: office.cookie } });
    expect(given.status).toBe(200);
    expect(Buffer.from(await given.arrayBuffer()).equals(bytes)).toBe(true);
    expect(given.headers.get('content-type')).toBe('image/png');
    expect(given.headers.get('content-disposition')).toBe(
      "inline; filename*=UTF-8''K%C3%BCche%20%221%22.png",
    );
    expect(given.headers.get('cache-control')).toBe('private, no-store');
    expect(given.headers.get('x-content-type-options')).toBe('nosniff');
    expect(given.headers.get('content-security-policy')).toContain('sandbox');

    const other = await requestWith();
    const answers = await Promise.all([
      get(neighbour, hashOf(bytes), doc),
      get(head, hashOf(bytes), other),
      get(head, hashOf(bytes), ''),
      get(head, hashOf(bytes), 'request:none'),
      get(head, '0'.repeat(64), doc),
      get(head, 'no-hash', doc),
    ]);
    for (const { status, body } of [missing, ...answers]) {
      expect([status, body]).toEqual([404, { problem: 'not-found' }]);
    }
  });

  it.each([
    ['is no image', () => Buffer.from('I am a photo, believe me')],
    ['is of 30,000 × 30,000 pixels', () => claiming(30_000, 30_000)],
    [
      'is an image with scripts',
      () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
    ],
  ])('that %s is refused, and nothing of it is kept', async (_what, make) => {
    const bytes = make();
    const asked = await put(head, bytes);
    expect([asked.status, asked.body]).toEqual([415, { problem: 'unsupported-image' }]);
    expect(await test.server.files.has(test.small.association, hashOf(bytes))).toBe(false);
  });

  function claiming(width: number, height: number): Buffer {
    const bytes = Buffer.from(picture());
    bytes.writeUInt32BE(width, 16);
    bytes.writeUInt32BE(height, 20);
    return bytes;
  }
});

describe('a file', () => {
  it('must have the hash of its address, and does not disturb the one that has it', async () => {
    const [kept, other] = [picture(), picture()];
    await put(head, kept);
    const asked = await put(neighbour, other, { sha256: hashOf(kept) });
    expect([asked.status, asked.body]).toEqual([400, { problem: 'hash-mismatch' }]);
    expect((await test.server.files.get(test.small.association, hashOf(kept)))?.bytes).toBe(kept.length);
  });

  it('of another kind is a download without a type of its own', async () => {
    const bytes = Buffer.from('<html><script>alert(1)</script></html>');
    const doc = await requestWith(
      refOf(bytes, { type: 'text/html', width: 0, height: 0, name: 'rules.html' }),
    );
    expect((await put(head, bytes, { type: 'text/html' })).status).toBe(204);
    const { answer } = await get(head, hashOf(bytes), doc);
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
    expect(answer.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''rules.html");
  });

  it('of more than 25 MB is too large, announced or not, and nothing of it is kept', async () => {
    const big = Buffer.concat([picture(), Buffer.alloc(25 * 1024 * 1024)]);
    const announced = await put(head, big);
    expect([announced.status, announced.body]).toEqual([413, { problem: 'too-large' }]);
    const stream = new ReadableStream({
      start(controller) {
        controller.enqueue(big);
        controller.close();
      },
    });
    const url = `${test.url}/a/${test.small.association}/files/${hashOf(big)}`;
    const init = { method: 'PUT', body: stream, duplex: 'half', headers: { cookie: head.cookie } };
    const unannounced = await fetch(url, init as RequestInit);
    expect([unannounced.status, await unannounced.json()]).toEqual([413, { problem: 'too-large' }]);
    expect(await test.server.files.has(test.small.association, hashOf(big))).toBe(false);
  });

  it('is not taken empty, nor under what is no hash', async () => {
    expect((await put(head, Buffer.alloc(0))).body).toEqual({ problem: 'bad-request', detail: 'empty' });
    expect((await put(head, picture(), { sha256: 'ABC' })).body).toEqual({
      problem: 'bad-request',
      detail: 'sha256',
    });
  });

  it('is answered the same whether somebody else has it or not', async () => {
    const bytes = picture();
    const first = await put(head, bytes);
    const second = await put(neighbour, bytes);
    expect([second.status, second.body]).toEqual([first.status, first.body]);
  });
});
