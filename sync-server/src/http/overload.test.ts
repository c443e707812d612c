import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { pino } from 'pino';
import { afterEach, expect, it } from 'vitest';
import { BEGUN, shedLoad } from './overload.ts';
import { errorHandler } from './problem.ts';

const closing: (() => void)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

/** Answers `/slow` when told to, `/stream` goes on for ever, everything else at once. */
async function serve(limit: number) {
  const app = express();
  const held: (() => void)[] = [];
  app.use(shedLoad(limit));
  app.get('/slow', (_req, res) => void held.push(() => res.end('late')));
  app.get('/stream', (_req, res) => {
    res.flushHeaders();
    res.emit(BEGUN);
    res.write('x');
  });
  app.use(express.json(), (_req, res) => void res.end('here'));
  app.use(errorHandler(pino({ level: 'silent' })));
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, held };
}

it('refuses what is too much at once, with a time to come back, and takes it again afterwards', async () => {
  const { url, held } = await serve(2);
  const slow = [fetch(`${url}/slow`), fetch(`${url}/slow`)];
  await expect.poll(() => held.length).toBe(2);
  const refused = await fetch(`${url}/any`);
  expect([refused.status, await refused.json()]).toEqual([503, { problem: 'unavailable', detail: 'busy' }]);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(3);
  for (const answer of held) answer();
  for (const answer of await Promise.all(slow)) await answer.text();
  await expect.poll(async () => (await fetch(`${url}/any`)).status).toBe(200);
});

it('neither a stream that has begun nor a body that comes slowly keeps others out', async () => {
  const { url } = await serve(1);
  const stream = await fetch(`${url}/stream`);
  const sender = request(`${url}/any`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': 1000, expect: '100-continue' },
  });
  sender.on('error', () => undefined);
  sender.flushHeaders();
  await new Promise<void>((resolve) => sender.once('continue', () => resolve()));
  expect((await fetch(`${url}/any`)).status).toBe(200);
  sender.destroy();
  await stream.body?.cancel();
});
