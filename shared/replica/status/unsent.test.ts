/** What is refused is told once, with its reason, at every moment between the answer and the last of its traces. */
import { afterEach, expect, it } from 'vitest';
import { accepted, aPrincipal, aRequest } from '@communitrak/testkit/builders.ts';
import { countingIds } from '@communitrak/testkit/clock-and-ids.ts';
import { waitFor } from '@communitrak/testkit/replica-rig.ts';
import { openSmallReplica, type SmallReplica } from '@communitrak/testkit/small-replica.ts';
import { editRequest } from '../commands/requests.ts';
import { unsent, type UnsentItem } from './unsent.ts';

const HEAD = aPrincipal('m-head', ['all', 'hh:h1'], 'Hanna Head');
const leak = aRequest({ title: 'Leak' }, { by: HEAD, newId: countingIds(0xac00) });

let rig: SmallReplica;
afterEach(() => rig.replica.close());

it('is never listed a second time without a reason', async () => {
  rig = await openSmallReplica('head', [accepted(leak, 'm-head')]);
  rig.server.judge = ({ next }) => ({
    id: next.id,
    verdict: 'refused',
    code: 'closed',
    server: rig.server.docs.get(next.id) ?? next,
  });
  const seen: (readonly UnsentItem[])[] = [];
  const items = unsent(rig.replica);
  const stop = items.subscribe(() => seen.push(items.getSnapshot() ?? []));
  const edit = { title: 'Leak in the hall', description: 'x', place: '' };
  expect(await editRequest(rig.replica, leak.id, edit)).toMatchObject({ ok: true });
  rig.replica.parts.sync.ask();
  await rig.replica.parts.sync.settled();
  const [last] = await waitFor(items, (all) => all.some(({ kind }) => kind === 'refused'));
  expect(last).toMatchObject({ kind: 'refused', code: 'closed', delivery: 'attention' });
  stop();
  const mute = seen.flat().filter(({ delivery, code }) => delivery === 'attention' && code === undefined);
  expect(mute).toEqual([]);
});
