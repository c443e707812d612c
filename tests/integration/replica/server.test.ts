/** Real replicas (each in its own realm, Dexie over fake-indexeddb) and the real server over HTTP. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { endHouseholdLink } from '@communitrak/domain/household-links/index.ts';
import { householdLinkEntity } from '@communitrak/domain/household-links/index.ts';
import { SYSTEM } from '@communitrak/domain/core/principal.ts';
import type { PreparedPhoto } from '@communitrak/replica/files/photos.ts';
import { startReplicaWorker, type RemoteReplica } from '@communitrak/testkit/replica-worker.ts';
import { openTestServer, type PersonName, type TestServer } from '../../support/test-server.ts';

let server: TestServer;
const workers: RemoteReplica[] = [];

beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
});

async function replicaOf(person: PersonName, live = false): Promise<RemoteReplica> {
  const { cookie } = await server.as(person);
  const { association } = server.small;
  const worker = startReplicaWorker({ url: server.url, cookie, association, storage: 'dexie', live });
  workers.push(worker);
  await worker.command('sync');
  return worker;
}

const leak = (title: string) => ({
  kind: 'maintenance' as const,
  title,
  description: 'It drips.',
  priority: 'normal' as const,
  place: 'Lift',
  household: 'h1',
});

const idOf = (result: { readonly ok: boolean; readonly id?: string }): string => {
  if (!result.ok || result.id === undefined) throw new Error(`refused: ${JSON.stringify(result)}`);
  return result.id;
};

describe('replicas and the server', () => {
  it('filed offline, reloaded, sent once; the office sees it live, assigns and answers; the resident sees that live', async () => {
    const head = await replicaOf('head', true);
    const office = await replicaOf('office', true);
    await head.online(false);
    const id = idOf(await head.command('postRequest', leak('Leak in the lift'), []));
    await head.waitFor('requestDetail', [id], (detail) => detail?.delivery === 'waiting');
    await head.reopen();
    await head.waitFor('requestDetail', [id], (detail) => detail?.delivery === 'waiting');
    await head.online(true);
    await head.command('sync');
    const mine = await head.waitFor('requestDetail', [id], (detail) => detail?.delivery === 'sent');
    expect(mine?.number).toMatch(/^R-\d{4}$/);
    const seen = await office.waitFor(
      'requestDetail',
      [id],
      (detail) => detail !== null && detail.number !== '',
    );
    expect(seen).toMatchObject({ title: 'Leak in the lift', number: mine?.number });
    const [someone] = await office.waitFor('staff', [], (all) => all.length > 0);
    idOf(
      await office.command(
        'changeRequest',
        id,
        { assignee: someone?.member ?? '', status: 'in-progress' },
        'On it',
      ),
    );
    idOf(await office.command('answerRequest', id, 'A plumber comes at nine.', []));
    idOf(await office.command('addInternalNote', id, 'third time this year'));
    const answered = await head.waitFor('requestDetail', [id], (detail) => detail?.timeline.length === 3);
    expect(answered?.timeline.map((entry) => entry.text)).toEqual([
      'It drips.',
      'On it',
      'A plumber comes at nine.',
    ]);
    expect(answered).toMatchObject({ status: 'in-progress', assigneeName: someone?.name });
    expect(await office.command('dump')).toContain('third time this year');
    expect(await head.command('dump')).not.toContain('third time this year');
    await head.waitFor('unsent', [], (items) => items.length === 0);
    await office.waitFor('unsent', [], (items) => items.length === 0);
  });

  it('photos go to whoever sees the document', async () => {
    const head = await replicaOf('head');
    const png = await import('pngjs').then(({ PNG }) => PNG.sync.write(new PNG({ width: 4, height: 3 })));
    const bytes = new Uint8Array(png);
    const digest = Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');
    const photo: PreparedPhoto = {
      blob: new Blob([bytes], { type: 'image/png' }),
      ref: { sha256: digest, bytes: bytes.length, type: 'image/png', width: 4, height: 3, name: 'leak.png' },
    };
    const id = idOf(await head.command('postRequest', leak('With a photo'), [photo]));
    await head.command('sync');
    await head.waitFor('unsent', [], (items) => items.length === 0);
    const office = await server.as('office');
    const answer = await office.inAssociation('GET', `/files/${digest}?doc=${id}`);
    expect(answer.status).toBe(200);
    const neighbour = await server.as('neighbour');
    expect((await neighbour.inAssociation('GET', `/files/${digest}?doc=${id}`)).status).toBe(404);
  });

  it('a change from a value that is no longer so is refused with its reason, and nothing is lost', async () => {
    const head = await replicaOf('head');
    const office = await replicaOf('office');
    const id = idOf(await head.command('postRequest', leak('Closed meanwhile'), []));
    await head.command('sync');
    await office.command('sync');
    await head.online(false);
    idOf(await head.command('changeRequest', id, { status: 'done' }, 'it stopped by itself'));
    idOf(await office.command('changeRequest', id, { status: 'waiting' }, 'for the spare part'));
    await office.command('sync');
    await head.online(true);
    await head.command('sync');
    const items = await head.waitFor(
      'unsent',
      [],
      (all) => all.length > 0 && all.every((one) => one.delivery === 'attention'),
    );
    expect(
      items.some(
        ({ lines, code }) =>
          lines.some(({ value }) => value.includes('it stopped by itself')) && code === 'changed-meanwhile',
      ),
    ).toBe(true);
    await head.waitFor('requestDetail', [id], (detail) => detail?.status === 'waiting');
  });

  it('moved out: nothing of the old household is left on the device, in documents or anywhere else', async () => {
    const head = await replicaOf('head');
    const id = idOf(await head.command('postRequest', leak('A secret of household one'), []));
    await head.command('sync');
    await head.waitFor('requestDetail', [id], (detail) => detail?.delivery === 'sent');
    expect(await head.command('dump')).toContain('A secret of household one');
    const { member } = server.small.people.head;
    const link = householdLinkEntity.read(
      await server.server.sync.read(
        { association: server.small.association, member: server.small.people.office.member, device: '' },
        `household-link:${member}.h1`,
      ),
    );
    if (link === undefined) throw new Error('no link');
    const doc = endHouseholdLink(link, '2026-03-01');
    await server.server.sync.write(server.small.association, [{ doc, by: SYSTEM, byName: 'Import' }]);
    await head.command('sync');
    await head.waitFor('requestDetail', [id], (detail) => detail === null);
    await head.command('sync');
    const left = await head.command('dump');
    expect(left).not.toContain('A secret of household one');
    expect(Object.keys(await head.command('documents'))).not.toContain('household:h1');
    expect(await head.command('check')).toMatchObject({ ok: true, missing: 0, outdated: 0, extra: 0 });
  });
});
