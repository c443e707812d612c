/** What is new, as a member meets it: in the bell, in rows, in the window's title, on the icon; and read by looking. */
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createComment } from '@communitrak/domain/requests/index.ts';
import { beginReading } from '@communitrak/replica/commands/read-marks.ts';
import { accepted, aPrincipal, aRequest } from '@communitrak/testkit/builders.ts';
import { countingIds, START } from '@communitrak/testkit/clock-and-ids.ts';
import { fakePlatform } from '@communitrak/testkit/fake-platform.ts';
import { openSmallReplica, type SmallReplica } from '@communitrak/testkit/small-replica.ts';
import { HomeScreen } from '../../features/home/HomeScreen.tsx';
import { RequestScreen } from '../../features/requests/RequestScreen.tsx';
import { drawScreens } from '../../testing-screens.tsx';
import { Bell } from './Bell.tsx';
import { UnreadService } from './UnreadService.tsx';

const HEAD = aPrincipal('m-head', ['all', 'hh:h1'], 'Hanna Head');
const OFFICE = aPrincipal('m-office', ['all', 'office'], 'Olga Office');
const ids = countingIds(0xfa00);
const leak = aRequest({ title: 'Leak under the sink' }, { by: HEAD, newId: ids });
const answer = createComment({ request: leak, by: OFFICE, text: 'On Monday.', files: [] }, START, ids);

let rig: SmallReplica;
afterEach(async () => {
  cleanup();
  await rig.replica.close();
});

async function answered(): Promise<ReturnType<typeof fakePlatform>> {
  const platform = fakePlatform();
  rig = await openSmallReplica('head', [leak], platform);
  await beginReading(rig.replica);
  rig.server.put(accepted(answer, 'm-office'));
  rig.replica.parts.sync.ask();
  await rig.replica.parts.sync.settled();
  return platform;
}

const draw = (path: string) =>
  drawScreens(rig.replica, path, {
    '': (
      <UnreadService>
        <Bell />
        <HomeScreen />
      </UnreadService>
    ),
    '/requests/:id': (
      <UnreadService>
        <Bell />
        <RequestScreen />
      </UnreadService>
    ),
  });

describe('what is new', () => {
  it('is counted in the bell, the title and on the icon, and stands out in its row', async () => {
    const platform = await answered();
    const setBadge = vi.spyOn(platform, 'setBadge');
    draw('');
    const bell = await screen.findByRole('button', { name: '1 new for you' });
    await waitFor(() => expect(document.title).toBe('(1) Home · Communitrak'));
    expect(setBadge).toHaveBeenLastCalledWith(1);
    const row = await screen.findByRole('link', { name: /Leak under the sink/ });
    expect(within(row).getByText('New for you')).toBeTruthy();
    await userEvent.click(bell);
    const news = await screen.findByRole('list', { name: 'New for you' });
    await userEvent.click(within(news).getByRole('link', { name: /Leak under the sink/ }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Leak under the sink' })).toBeTruthy();
    expect(screen.queryByRole('list', { name: 'New for you' })).toBeNull();
  });

  it('is read once its page has been in sight for a moment', async () => {
    const platform = await answered();
    const setBadge = vi.spyOn(platform, 'setBadge');
    draw(`/requests/${leak.id.slice('request:'.length)}`);
    expect(await screen.findByRole('button', { name: '1 new for you' })).toBeTruthy();
    expect(await screen.findByRole('button', { name: 'Nothing new' }, { timeout: 5000 })).toBeTruthy();
    expect(document.title).toBe('Leak under the sink · Communitrak');
    expect(setBadge).toHaveBeenLastCalledWith(0);
  });

  it('is all read at one press', async () => {
    await answered();
    draw('');
    await userEvent.click(await screen.findByRole('button', { name: '1 new for you' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Mark all as read' }));
    expect(await screen.findByRole('button', { name: 'Nothing new' })).toBeTruthy();
  });
});
