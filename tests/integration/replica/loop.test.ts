/** The replica's own loop against a scripted server: write, send, accept, receive, conflict, refuse. */
import { afterEach, describe, expect, it } from 'vitest';
import { accepted, aRequest, aHousehold } from '@communitrak/testkit/builders.ts';
import { aSessionAssociation, openTestReplica, read, waitFor } from '@communitrak/testkit/replica-rig.ts';
import { scriptedServer } from '@communitrak/testkit/scripted-server.ts';
import { postRequest } from '@communitrak/replica/commands/requests.ts';
import { requestDetail, requestList } from '@communitrak/replica/queries/requests.ts';
import { unsent } from '@communitrak/replica/status/unsent.ts';
import type { Replica } from '@communitrak/replica/replica.ts';

const open: Replica[] = [];
afterEach(async () => {
  for (const replica of open.splice(0)) await replica.wipe();
});

const leak = {
  kind: 'maintenance',
  title: 'Leak in the lift',
  description: 'It drips.',
  priority: 'normal',
  place: 'Lift',
  household: 'h1',
} as const;

describe('the loop', () => {
  it('pulls, posts, and shows what the server made of it', async () => {
    const server = scriptedServer();
    server.put(aHousehold('h1', { name: 'Smith Household' }));
    const replica = await openTestReplica({ session: aSessionAssociation(), fetch: server.fetch });
    open.push(replica);
    await replica.parts.sync.settled();
    const posted = await postRequest(replica, leak, []);
    expect(posted).toMatchObject({ ok: true });
    await replica.parts.sync.settled();
    const rows = await waitFor(requestList(replica, { scope: 'mine' }), (all) => all[0]?.delivery === 'sent');
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ number: 'R-0002', householdName: 'Smith Household', delivery: 'sent' });
    expect(await read(unsent(replica))).toEqual([]);
    expect(accepted(aRequest()).stamp.state).toBe('accepted');
    const id = posted.ok ? posted.id : '';
    expect(await read(requestDetail(replica, id))).toMatchObject({ title: leak.title });
  });
});
