/** An account with more open than one looks at: the first of it at once, the rest on demand. */
import { cleanup, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { onLine, putAsWritten, someBooks } from '@communitrak/testkit/money.ts';
import { openSmallReplica, type SmallReplica } from '@communitrak/testkit/small-replica.ts';
import { drawScreens } from '../../testing-screens.tsx';
import { AccountScreen } from './AccountScreen.tsx';

let rig: SmallReplica;
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(64);
});
afterEach(async () => {
  cleanup();
  await rig.replica.close();
  vi.restoreAllMocks();
});

it('shows what is due first, and all of it when asked', async () => {
  rig = await openSmallReplica('office');
  const charges = Array.from({ length: 20 }, (_, at) => {
    const day = `2026-01-${String(at + 1).padStart(2, '0')}`;
    return onLine({ cents: 100 + at, posted: day, due: day, text: `Assessment ${at + 1}` });
  });
  await putAsWritten(rig, [someBooks(), ...charges.toReversed()]);
  drawScreens(rig.replica, '/accounts/h1', { '/accounts/:household': <AccountScreen /> });
  const open = within(await screen.findByRole('list', { name: 'Open charges' }));
  const titles = () =>
    open.getAllByRole('listitem').map((item) => /Assessment \d+/.exec(item.textContent ?? '')?.[0]);
  expect(titles()).toEqual(Array.from({ length: 12 }, (_, at) => `Assessment ${at + 1}`));
  await userEvent.click(screen.getByRole('button', { name: 'Show 8 more' }));
  expect(titles()).toHaveLength(20);
  expect(screen.queryByRole('button', { name: /^Show/ })).toBeNull();
});
