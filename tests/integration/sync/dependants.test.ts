/**
 * Audiences of what belongs to a document whose audience changed: rewritten page by page, on every level, and wherever the
 * process that began it dies, another one brings it to the end and takes the record away.
 */
import { expect, test } from 'vitest';
import { currentAudience } from '@communitrak/sync-server/access/key-intervals.ts';
import type { Database, DocStore, NewDoc } from '@communitrak/sync-server/ports/doc-store.ts';
import { createSyncService } from '@communitrak/sync-server/sync/create-sync-service.ts';
import { readStored } from '@communitrak/sync-server/access/stored-envelope.ts';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import type { RunningSyncService } from '@communitrak/sync-server/sync/sync-service.ts';
import { countingIds } from '../../../shared/testkit/clock-and-ids.ts';
import { LateCopies } from '../../support/late-copies-store.ts';
import { memorySnapshots } from '../../support/memory-snapshots.ts';
import { echo, grant, note, reply, toyRegistry } from '../../support/toy-entities.ts';

const CHILDREN = 250;
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const local = (n: number): string => `r${String(n).padStart(3, '0')}`;
const trusted = (docs: readonly Envelope[]) => docs.map((doc) => ({ doc, by: 'system', byName: '' }));

function place() {
  const copies = new LateCopies();
  const newId = countingIds();
  const snapshots = memorySnapshots();
  const start = (store: DocStore): RunningSyncService =>
    createSyncService({
      store,
      newId,
      snapshots,
      clock: Date.now,
      registry: toyRegistry,
      secret: 's',
      log: silent,
    });
  const ids = (): readonly string[] => copies.ids().filter((id) => /^(reply|echo):/.test(id));
  const audiences = (): readonly string[] => {
    const told = ids().map((id) => {
      const doc = copies.get(id);
      return doc === undefined ? 'none' : currentAudience(readStored(doc).keys).join(' ');
    });
    return [...new Set(told)];
  };
  const records = (): number =>
    copies.ids().filter((id) => id.startsWith('meta:rewrite.') && copies.get(id)?._deleted !== true).length;
  return { copies, start, ids, audiences, records };
}

/** Dies once so many dependants have been written; counts the largest number written in one go. */
function dyingAfter(store: DocStore, writes: number) {
  let left = writes;
  const told = { mostAtOnce: 0, dead: false };
  const isDependant = ({ _id }: NewDoc): boolean => /^(reply|echo):/.test(_id);
  const wrap = (inner: Database): Database => ({
    ...inner,
    put: (doc) => (told.dead ? Promise.reject(new Error('killed')) : inner.put(doc)),
    putMany: async (docs) => {
      const results = [];
      told.mostAtOnce = Math.max(told.mostAtOnce, docs.filter(isDependant).length);
      for (const doc of docs) {
        if (isDependant(doc)) {
          told.dead ||= left === 0;
          left -= 1;
        }
        if (told.dead) throw new Error('killed');
        results.push(await inner.put(doc));
      }
      return results;
    },
  });
  const open: DocStore['open'] = async (name, options) => {
    const inner = await store.open(name, options);
    return inner && wrap(inner);
  };
  return { store: { ...store, open, topology: store.topology }, told };
}

test('documents that name each other as parents are each done once', async () => {
  const { copies, start, audiences, records } = place();
  const service = start(copies.handle(0, 'single'));
  const below = (audience: string): Envelope => ({ ...note('n', 'v', [audience]), parent: 'reply:n.one' });
  await service.createAssociation('a');
  await service.write('a', trusted([grant('m', ['all']), below('all'), reply('n', 'one', 'r')]));
  const want = [{ collection: 'board' as const, token: null, limit: 1, holds: false }];
  await service.pull({ association: 'a', member: 'm', device: 'd' }, { protocol: 1, want });
  await service.write('a', trusted([below('office')]));
  await service.settled();
  expect([...audiences(), records()]).toEqual(['office', 0]);
  await service.close();
});

const replies = Array.from({ length: CHILDREN }, (_, n) => reply('n', local(n), 'r'));
const echoes = Array.from({ length: CHILDREN }, (_, n) => echo('n', local(n), 'e'));

test.each([0, 1, 99, 130, 249, 250, 251, 333, 499])(
  'killed after %i of 500 writes: the next process does the rest',
  async (writes) => {
    const { copies, start, ids, audiences, records } = place();
    const first = start(copies.handle(0, 'single'));
    await first.createAssociation('a');
    await first.write('a', trusted([grant('m', ['all']), note('n', 'v', ['all'])]));
    await first.write('a', trusted([...replies, ...echoes]));
    await first.settled();
    await first.close();
    expect([ids().length, ...audiences()]).toEqual([2 * CHILDREN, 'all']);

    const { store, told } = dyingAfter(copies.handle(0, 'single'), writes);
    const dying = start(store);
    await dying.write('a', trusted([note('n', 'v', ['office'])]));
    await dying.settled();
    await dying.close();
    expect(told.dead).toBe(true);
    expect(told.mostAtOnce).toBeLessThanOrEqual(100);
    expect(audiences()).toContain('all');
    expect(records()).toBe(1);

    const next = start(copies.handle(0, 'single'));
    const want = [{ collection: 'board' as const, token: null, limit: 1, holds: false }];
    await next.pull({ association: 'a', member: 'm', device: 'd' }, { protocol: 1, want });
    await expect.poll(() => audiences(), { timeout: 15_000 }).toEqual(['office']);
    await expect.poll(records, { timeout: 15_000 }).toBe(0);
    await next.close();
  },
);
