/** A resident is told of a new line on their account, by whoever else entered it, and not of one's own home's past. */
import { afterEach, expect, it } from 'vitest';
import { beginReading, markRead } from '@communitrak/replica/commands/read-marks.ts';
import { START } from '@communitrak/testkit/clock-and-ids.ts';
import { onLine, putAsWritten, someBooks, stamped } from '@communitrak/testkit/money.ts';
import { anEntry } from '@communitrak/testkit/ledger.ts';
import { waitFor } from '@communitrak/testkit/replica-rig.ts';
import { openSmallReplica, type SmallReplica } from '@communitrak/testkit/small-replica.ts';
import { accountThread, unreadAccounts } from './unread.ts';

const old = onLine({ cents: 5000, posted: '2026-01-01', text: 'Assessment, January' });
const later = (minutes: number): string => new Date(START + minutes * 60_000).toISOString();
const fresh = stamped(
  anEntry({ cents: 2500, kind: 'late-fee', posted: '2026-03-03', text: 'Late fee' }),
  later(5),
);
const neighbours = stamped(anEntry({ household: 'h2', cents: 700, posted: '2026-03-03' }), later(6));

let rig: SmallReplica;
afterEach(() => rig.replica.close());

it('stands in the bell until it has been read', async () => {
  rig = await openSmallReplica('head');
  await putAsWritten(rig, [someBooks(), old]);
  await beginReading(rig.replica);
  const items = unreadAccounts(rig.replica);
  await putAsWritten(rig, [fresh, neighbours]);
  const [first, ...more] = await waitFor(items, (all) => all.length > 0);
  expect(first).toMatchObject({ thread: accountThread('h1'), path: 'my-account', at: later(5) });
  expect(more).toEqual([]);
  await markRead(rig.replica, accountThread('h1'));
  await waitFor(items, (all) => all.length === 0);
});
