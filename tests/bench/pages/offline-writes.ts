/** Writes made without a connection, sent when it is back, over a connection on which every answer takes its time. */
import { PROTOCOL_VERSION } from '@communitrak/protocol/version.ts';
import { toWire } from '@communitrak/protocol/document.ts';
import { createRequest } from '@communitrak/domain/requests/index.ts';
import { postRequest, type NewRequest } from '@communitrak/replica/commands/requests.ts';
import { v7 } from 'uuid';
import { waitUntil } from './wait-until.ts';
import { enter, openOwn } from './bench-platform.ts';

const input = (at: number, household: string): NewRequest => ({
  kind: 'general',
  title: `Written offline ${at}`,
  description: 'x'.repeat(200),
  priority: 'normal',
  place: 'Gate',
  household,
});

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** @returns milliseconds from the connection's return until the server has acknowledged every one */
async function ours(
  count: number,
  roundTripMs: number,
  household: string,
): Promise<{ ms: number; requests: number }> {
  const line = { open: true, requests: 0 };
  const replica = await openOwn({
    fetch: async (address, init) => {
      if (!line.open) throw new TypeError('no connection');
      if (address.includes('/sync/push')) line.requests += 1;
      await pause(roundTripMs);
      return fetch(address, init);
    },
  });
  await replica.parts.sync.settled();
  line.open = false;
  for (let at = 0; at < count; at += 1) {
    const done = await postRequest(replica, input(at, household), []);
    if (!done.ok) throw new Error(`${done.code} ${done.detail ?? ''}`);
  }
  if ((await replica.parts.pendingChanges.all()).length !== count) throw new Error('they do not wait');
  line.open = true;
  const started = performance.now();
  replica.parts.sync.ask();
  await waitUntil(async () => (await replica.parts.pendingChanges.all()).length === 0, 5);
  const ms = performance.now() - started;
  await replica.wipe();
  return { ms, requests: line.requests };
}

/** The same number of the same documents, one request each, one after the other. */
async function peer(count: number, roundTripMs: number, household: string): Promise<number> {
  const replica = await openOwn({ live: false });
  const { principal: by } = replica;
  const started = performance.now();
  for (let at = 0; at < count; at += 1) {
    const next = toWire(createRequest({ ...input(at, household), by, files: [] }, Date.now(), v7), false);
    const body = { protocol: PROTOCOL_VERSION, collection: 'cases', rows: [{ assumed: null, next }] };
    await pause(roundTripMs);
    const answer = await replica.parts.http.post('/a/maple-row/sync/push', body);
    const [row] = (answer as { rows: { verdict: string }[] }).rows;
    if (row?.verdict !== 'ok') throw new Error(JSON.stringify(row));
  }
  const ms = performance.now() - started;
  await replica.wipe();
  return ms;
}

Object.assign(globalThis, { bench: { enter, ours, peer } });
