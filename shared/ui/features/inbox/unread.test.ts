/** The office's bell: a request that the server has told of stands there once, whether it is here already or not. */
import { afterEach, expect, it } from 'vitest';
import { createNotice } from '@communitrak/domain/notices/index.ts';
import { beginReading } from '@communitrak/replica/commands/read-marks.ts';
import { accepted, aPrincipal, aRequest } from '@communitrak/testkit/builders.ts';
import { countingIds, START } from '@communitrak/testkit/clock-and-ids.ts';
import { waitFor } from '@communitrak/testkit/replica-rig.ts';
import { openSmallReplica, type SmallReplica } from '@communitrak/testkit/small-replica.ts';
import { unreadInInbox } from './unread.ts';

const HEAD = aPrincipal('m-head', ['all', 'hh:h1'], 'Hanna Head');
const leak = aRequest({ title: 'Leak' }, { by: HEAD, newId: countingIds(0xab00), now: START });
const told = createNotice({
  kind: 'new-request',
  about: leak.id,
  title: 'Leak',
  by: 'm-head',
  from: 'Hanna Head',
  at: new Date(START + 1000).toISOString(),
});

let rig: SmallReplica;
afterEach(() => rig.replica.close());

it('stands there by its notice, and by itself once it has come', async () => {
  rig = await openSmallReplica('office');
  await beginReading(rig.replica);
  const arrive = (doc: Parameters<SmallReplica['server']['put']>[0]): void => {
    rig.server.put(doc);
    rig.replica.parts.sync.ask();
  };
  const path = `inbox/${leak.id.slice('request:'.length)}`;
  arrive(accepted(told, 'system'));
  const items = unreadInInbox(rig.replica);
  const [first, ...more] = await waitFor(items, (all) => all.length > 0);
  expect(first).toMatchObject({ thread: leak.id, title: 'Leak', path });
  expect(first?.detail).toEqual({ id: 'inbox.unread.reported', values: { name: 'Hanna Head' } });
  expect(more).toEqual([]);
  arrive(accepted(leak, 'm-head'));
  const then = await waitFor(items, (all) => typeof all[0]?.detail === 'string');
  expect(then.map(({ thread }) => thread)).toEqual([leak.id]);
});
