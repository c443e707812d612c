/** The first screen: what needs the member, and where the office lands. */
import { cleanup, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Link, Navigate } from 'react-router';
import { afterEach, describe, expect, it } from 'vitest';
import { saveDraft } from '@communitrak/replica/commands/drafts.ts';
import type { RequestRow } from '@communitrak/replica/queries/request-rows.ts';
import { aPrincipal, aRequest } from '@communitrak/testkit/builders.ts';
import { countingIds } from '@communitrak/testkit/clock-and-ids.ts';
import { openSmallReplica, type SmallReplica } from '@communitrak/testkit/small-replica.ts';
import { drawScreens } from '../../testing-screens.tsx';
import { HomeScreen } from './HomeScreen.tsx';
import { needsYou } from './needs.ts';

const HEAD = aPrincipal('m-head', ['all', 'hh:h1'], 'Hanna Head');
const ids = countingIds(0xdd00);
const mine = (over: Parameters<typeof aRequest>[0]) => aRequest(over, { by: HEAD, newId: ids });
const leak = mine({ title: 'Leak under the sink' });
const key = mine({ title: 'Pool key', status: 'waiting' });
const fence = mine({ title: 'New fence', kind: 'architectural', status: 'approved' });

let rig: SmallReplica;
afterEach(async () => {
  cleanup();
  await rig.replica.close();
});

describe('what needs the member', () => {
  const row = (id: string, status: RequestRow['status']) => ({ id, status }) as RequestRow;
  it('is first what was not accepted, then what waits for an answer, then the draft', async () => {
    rig = await openSmallReplica('head');
    const open = [row('a', 'open'), row('b', 'waiting')];
    const needs = needsYou({ attention: 2, draftTitle: '', open });
    expect(needs.map((need) => need.kind)).toEqual(['attention', 'answer', 'draft']);
    expect(needsYou({ attention: 0, draftTitle: undefined, open: [row('a', 'open')] })).toEqual([]);
  });
});

describe('the resident’s home', () => {
  it('names the member, the home and the open requests, and has the one main act', async () => {
    rig = await openSmallReplica('head', [leak, key, fence]);
    drawScreens(rig.replica, '', { '': <HomeScreen /> });
    const list = await screen.findByRole('list', { name: 'Open requests' });
    expect(within(list).getAllByRole('link')).toHaveLength(2);
    expect(screen.getByRole('heading', { level: 1, name: 'Hanna Head' })).toBeTruthy();
    expect(screen.getByText(/^Head Household, /)).toBeTruthy();
    const needs = screen.getByRole('list', { name: 'Needs you' });
    expect(within(needs).getByRole('link', { name: /Pool key/ })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'All 3' })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Report a problem' }).getAttribute('href')).toMatch(
      /\/requests\/new$/,
    );
  });
  it('teaches where nothing has been reported, and leads back to an unfinished report', async () => {
    rig = await openSmallReplica('head');
    await saveDraft(rig.replica, 'new-request', { title: 'Leak in the lift' });
    drawScreens(rig.replica, '', { '': <HomeScreen /> });
    expect(await screen.findByRole('heading', { name: 'Nothing open' })).toBeTruthy();
    const draft = await screen.findByRole('link', { name: /Unfinished: Leak in the lift/ });
    expect(draft.getAttribute('href')).toMatch(/\/requests\/new$/);
  });
});

describe('the office', () => {
  const routes = {
    '': <HomeScreen />,
    '/start': <Navigate to=".." relative="path" replace />,
    '/inbox': (
      <Link to=".." relative="path">
        Home
      </Link>
    ),
  };
  it('lands in the inbox, at the first load and after signing in', async () => {
    rig = await openSmallReplica('office');
    const first = drawScreens(rig.replica, '', routes);
    await screen.findByRole('link', { name: 'Home' });
    expect(first.where()).toBe('/inbox');
    const signedIn = drawScreens(rig.replica, '/start', routes);
    await screen.findByRole('link', { name: 'Home' });
    expect(signedIn.where()).toBe('/inbox');
  });
  it('still finds its own home when it asks for it', async () => {
    rig = await openSmallReplica('office');
    const drawn = drawScreens(rig.replica, '/inbox', routes);
    await userEvent.click(screen.getByRole('link', { name: 'Home' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Olga Office' })).toBeTruthy();
    expect(drawn.where()).toBe('');
  });
});
