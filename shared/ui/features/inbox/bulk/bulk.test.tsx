/** Several requests at once, over a real replica: asked first, each by its own rule, with a way back. */
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { requestEntity } from '@communitrak/domain/requests/index.ts';
import { aPrincipal, aRequest } from '@communitrak/testkit/builders.ts';
import { countingIds } from '@communitrak/testkit/clock-and-ids.ts';
import { openSmallReplica, type SmallReplica } from '@communitrak/testkit/small-replica.ts';
import { drawScreens } from '../../../testing-screens.tsx';
import { InboxScreen } from '../InboxScreen.tsx';

const HEAD = aPrincipal('m-head', ['all', 'hh:h1'], 'Hanna Head');
const ids = countingIds(0xee00);
const reported = (title: string, over: Parameters<typeof aRequest>[0] = {}) =>
  aRequest({ title, ...over }, { by: HEAD, newId: ids });
const leak = reported('Leak');
const lamp = reported('Lamp', { status: 'in-progress', assignee: 'm-board', assigneeName: 'Boris Board' });
const fence = reported('Fence', { kind: 'architectural' });
const ALL = [leak, lamp, fence];

let rig: SmallReplica;
beforeEach(() => {
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(64);
});
afterEach(async () => {
  cleanup();
  await rig.replica.close();
  vi.restoreAllMocks();
});

async function select(who: 'office' | 'board', documents = ALL): Promise<void> {
  rig = await openSmallReplica(who, documents);
  drawScreens(rig.replica, '/inbox', { '/inbox': <InboxScreen />, '/inbox/:id': <InboxScreen /> });
  await userEvent.click(await screen.findByLabelText(/^Select all/));
}
const statuses = async (field: 'status' | 'assignee'): Promise<readonly string[]> =>
  Promise.all(
    ALL.map(async ({ id }) => {
      const doc = await rig.replica.parts.documents.get(id);
      return requestEntity.read(doc)?.body[field] ?? '';
    }),
  );

describe('several requests at once', () => {
  it('are moved along, but for those whose rule says no, which are named with the reason; and back again', async () => {
    await select('office');
    await userEvent.click(screen.getByText('Change status…'));
    const sheet = await screen.findByRole('dialog');
    const act = within(sheet).getByText('Change', { selector: 'button *' });
    await userEvent.click(act);
    expect(await statuses('status')).toEqual(['open', 'in-progress', 'open']);
    await userEvent.selectOptions(within(sheet).getByLabelText('New status'), 'Done');
    await within(sheet).findByText(/^2 requests will change/);
    expect(within(sheet).getByText('1 cannot be changed')).toBeTruthy();
    expect(within(sheet).getByText(/Fence/).closest('li')?.textContent).toContain('approved or rejected');
    await userEvent.click(within(sheet).getByText('Change 2 requests'));
    expect(await screen.findByText('2 requests: Done')).toBeTruthy();
    expect(await statuses('status')).toEqual(['done', 'done', 'open']);
    await waitFor(() => expect(screen.queryByText(/selected$/)).toBeNull());
    await userEvent.click(screen.getByText('Reopen'));
    await screen.findByText('2 requests taken back.');
    expect(await statuses('status')).toEqual(['open', 'open', 'open']);
  });

  it('are assigned by A to a person, and what was theirs before comes back by undo', async () => {
    await select('office');
    await userEvent.keyboard('a');
    const sheet = await screen.findByRole('dialog');
    await userEvent.selectOptions(await within(sheet).findByLabelText('Assign to'), 'Boris Board');
    await within(sheet).findByText(/^2 requests will change/);
    expect(within(sheet).getByText('1 is so already and stays as it is.')).toBeTruthy();
    await userEvent.click(within(sheet).getByText('Change 2 requests'));
    await screen.findByText('2 requests assigned to Boris Board');
    expect(await statuses('assignee')).toEqual(['m-board', 'm-board', 'm-board']);
    await userEvent.click(screen.getByText('Undo'));
    await screen.findByText('2 requests taken back.');
    expect(await statuses('assignee')).toEqual(['', 'm-board', '']);
  });

  it('are not offered to be assigned to whoever may not assign', async () => {
    await select('board');
    await screen.findByText('Change status…');
    expect(screen.queryByText('Assign…')).toBeNull();
  });
});
