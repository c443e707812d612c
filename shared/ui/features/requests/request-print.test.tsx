/** One request on paper: all of it that may be handed on, drawn when it is printed. */
import { act, cleanup, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { addInternalNote, answerRequest, changeRequest } from '@communitrak/replica/commands/requests.ts';
import { aPrincipal, aRequest } from '@communitrak/testkit/builders.ts';
import { countingIds } from '@communitrak/testkit/clock-and-ids.ts';
import { fakePlatform } from '@communitrak/testkit/fake-platform.ts';
import { openSmallReplica, type SmallReplica } from '@communitrak/testkit/small-replica.ts';
import { drawScreens } from '../../testing-screens.tsx';
import { RequestScreen } from './RequestScreen.tsx';

const HEAD = aPrincipal('m-head', ['all', 'hh:h1'], 'Hanna Head');
const leak = aRequest({ title: 'Leak under the sink' }, { by: HEAD, newId: countingIds(0xdd00) });

let rig: SmallReplica;
afterEach(async () => {
  cleanup();
  await rig.replica.close();
});

it('holds facts, words and timeline, says what is left out, and stands there when the browser reads the page', async () => {
  const platform = fakePlatform();
  rig = await openSmallReplica('office', [leak], platform);
  const print = vi.spyOn(platform, 'print');
  await changeRequest(rig.replica, leak.id, { status: 'in-progress', assignee: 'm-board' });
  await answerRequest(rig.replica, leak.id, 'The plumber comes\nat two.', []);
  await addInternalNote(rig.replica, leak.id, 'Third leak in this row.');
  drawScreens(rig.replica, `/requests/${leak.id.slice('request:'.length)}`, {
    '/requests/:id': <RequestScreen />,
  });
  await screen.findByText('Third leak in this row.');
  await userEvent.click(screen.getByRole('button', { name: 'Print this request' }));
  expect(print).toHaveBeenCalledTimes(1);
  expect(document.querySelector('.pr-sheet')).toBeNull();
  act(() => void dispatchEvent(new Event('beforeprint')));
  const words = document.querySelector('.pr-sheet')?.textContent ?? '';
  for (const part of [
    'Leak under the sink',
    'StatusIn progress',
    'Assigned toBoris Board',
    'HouseholdHead Household',
    'Hanna Head, ',
    leak.body.description,
    'Status: Open → In progress',
    'The plumber comes\nat two.',
    '1 internal note is left out.',
  ]) {
    expect(words).toContain(part);
  }
  expect(words).not.toContain('Third leak');
  act(() => void dispatchEvent(new Event('afterprint')));
});
