/** An app below the floor, a real replica, and the real server: it asks no more, loses nothing, and says what to do. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { postRequest } from '@communitrak/replica/commands/requests.ts';
import { requestList } from '@communitrak/replica/queries/requests.ts';
import type { Fetch } from '@communitrak/replica/http.ts';
import type { Replica } from '@communitrak/replica/replica.ts';
import { syncStatus } from '@communitrak/replica/status/sync-status.ts';
import { sendAgain, unsent } from '@communitrak/replica/status/unsent.ts';
import { PROTOCOL_FLOOR, PROTOCOL_VERSION } from '@communitrak/protocol/version.ts';
import { aSessionAssociation, openTestReplica, waitFor } from '@communitrak/testkit/replica-rig.ts';
import { openTestServer, type TestServer } from '../../support/test-server.ts';

let server: TestServer;
let replica: Replica | undefined;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());
afterEach(async () => {
  await replica?.wipe();
  replica = undefined;
});

const leak = {
  kind: 'maintenance',
  title: 'Leak in the lift',
  description: 'It drips.',
  priority: 'normal',
  place: 'Lift',
  household: 'h1',
} as const;

interface App {
  /** The protocol that it says it speaks. */
  protocol: number;
  readonly asked: string[];
}

async function appOf(app: App): Promise<Replica> {
  const { cookie } = await server.as('head');
  const { member, name, principal } = server.small.people.head;
  const speak: Fetch = (path, init) => {
    const headers = new Headers(init?.headers);
    headers.set('cookie', cookie);
    const { body } = init ?? {};
    const said = `"protocol":${String(PROTOCOL_VERSION)}`;
    const spoken = typeof body === 'string' ? body.replace(said, `"protocol":${String(app.protocol)}`) : body;
    app.asked.push(path.split('/').at(-1) ?? '');
    return fetch(server.url + path, { ...init, headers, ...(spoken === undefined ? {} : { body: spoken }) });
  };
  replica = await openTestReplica({
    session: aSessionAssociation({
      id: server.small.association,
      member,
      memberName: name,
      keys: [...principal.keys],
    }),
    fetch: speak,
  });
  return replica;
}

it('what it holds stays readable, what it wrote is refused with the reason and kept; updated, it is sent', async () => {
  const app: App = { protocol: PROTOCOL_VERSION, asked: [] };
  const device = await appOf(app);
  await device.parts.sync.settled();
  const before = await postRequest(device, { ...leak, title: 'From before' }, []);
  await device.parts.sync.settled();
  const list = requestList(device, { scope: 'mine' });
  await waitFor(list, ([row]) => row?.title === 'From before' && row.delivery === 'sent', 30_000);

  // the floor has risen above this app while it was away
  app.protocol = PROTOCOL_FLOOR - 1;
  device.parts.sync.ask();
  const status = syncStatus(device);
  await waitFor(status, ({ connection }) => connection === 'app-too-old', 30_000);
  const pulls = app.asked.filter((path) => path === 'pull').length;
  const posted = await postRequest(device, leak, []);
  expect([before.ok, posted.ok]).toEqual([true, true]);
  const items = await waitFor(unsent(device), (all) => all.some((one) => one.code === 'app-too-old'), 30_000);
  const item = items.find((one) => one.code === 'app-too-old');
  expect(item).toMatchObject({ kind: 'refused', delivery: 'attention', code: 'app-too-old' });
  expect(JSON.stringify(await device.parts.unaccepted.all())).toContain(leak.title);
  // it is still too old, has asked for nothing more, and shows what it holds
  expect(status.getSnapshot()).toMatchObject({ connection: 'app-too-old' });
  expect(app.asked.filter((path) => path === 'pull')).toHaveLength(pulls);
  expect(list.getSnapshot()?.map(({ title }) => title)).toContain('From before');

  // updated: nothing was lost
  app.protocol = PROTOCOL_VERSION;
  device.parts.sync.ask();
  await waitFor(status, ({ connection }) => connection === 'online', 30_000);
  for (const { key } of items.filter((one) => one.kind === 'refused')) await sendAgain(device, key);
  await device.parts.sync.settled();
  const rows = await waitFor(
    list,
    (all) => all.length === 2 && all.every((row) => row.delivery === 'sent'),
    30_000,
  );
  expect(rows.map(({ title }) => title).toSorted()).toEqual(['From before', 'Leak in the lift']);
  expect(await waitFor(unsent(device), (all) => all.length === 0, 30_000)).toEqual([]);
});
