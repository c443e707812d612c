/** The first screen: what needs the member, and what each role finds there. */
import { cleanup, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createComment, type Request } from '@communitrak/domain/requests/index.ts';
import { answerRequest } from '@communitrak/replica/commands/requests.ts';
import { saveDraft } from '@communitrak/replica/commands/drafts.ts';
import { aPrincipal, aRequest } from '@communitrak/testkit/builders.ts';
import { countingIds, START } from '@communitrak/testkit/clock-and-ids.ts';
import { openSmallReplica, type SmallReplica } from '@communitrak/testkit/small-replica.ts';
import type { Feature } from '../../app/feature.ts';
import { FeaturesContext } from '../../app/features-context.ts';
import { drawScreens } from '../../testing-screens.tsx';
import { features } from '../index.ts';
import { HomeScreen } from './HomeScreen.tsx';
import { homeFeature } from './feature.tsx';

const HEAD = aPrincipal('m-head', ['all', 'hh:h1'], 'Hanna Head');
const OFFICE = aPrincipal('m-office', ['all', 'office'], 'Olga Office');
const ids = countingIds(0xdd00);
const mine = (over: Parameters<typeof aRequest>[0]) => aRequest(over, { by: HEAD, newId: ids });
const leak = mine({ title: 'Leak under the sink' });
const key = mine({ title: 'Pool key', status: 'waiting' });
const fence = mine({ title: 'New fence', kind: 'architectural', status: 'approved' });
const porch = mine({ title: 'Blue porch', kind: 'architectural' });
const late = mine({ title: 'Gate is stuck', status: 'in-progress', assignee: 'm-office', due: '2020-01-01' });
const asks = (request: Request, by = OFFICE) =>
  createComment({ request, by, text: 'Which key?', files: [] }, START + 1000, ids);

let rig: SmallReplica;
afterEach(async () => {
  cleanup();
  await rig.replica.close();
});

const home = (screens: ReactNode = <HomeScreen />) => drawScreens(rig.replica, '', { '': screens });

describe('what needs the member', () => {
  it('is what the office asked, until it is answered; then the office finds it among its own', async () => {
    rig = await openSmallReplica('head', [leak, key, asks(key)]);
    home();
    const needs = await screen.findByRole('list', { name: 'Needs you' });
    expect(within(needs).getAllByRole('link')).toHaveLength(1);
    expect(within(needs).getByRole('link', { name: /Pool key/ })).toBeTruthy();
    await answerRequest(rig.replica, key.id, 'The one of the gate.', []);
    await vi.waitFor(() => expect(screen.queryByRole('list', { name: 'Needs you' })).toBeNull());
    cleanup();
    await rig.replica.close();
    rig = await openSmallReplica('office', [key, asks(key), asks(key, HEAD)]);
    home();
    const todo = await screen.findByRole('list', { name: 'For the office to do' });
    expect(within(todo).getByRole('link', { name: /Pool key/ })).toBeTruthy();
  });

  it('comes most pressing first, of all features, and none keeps the others waiting', async () => {
    rig = await openSmallReplica('head');
    const told = <T,>(value: T) => ({ subscribe: () => () => undefined, getSnapshot: () => value });
    const one = (urgency: number, title: string): Feature => {
      const needs = told([{ key: title, title, path: '', urgency }]);
      return { ...homeFeature, needs: () => needs };
    };
    const silent: Feature = { ...homeFeature, needs: () => told(undefined) };
    home(
      <FeaturesContext value={{ all: [one(1, 'Later'), silent, one(9, 'Now')], off: [] }}>
        <HomeScreen />
      </FeaturesContext>,
    );
    const rows = within(await screen.findByRole('list', { name: 'Needs you' })).getAllByRole('link');
    expect(rows.map((row) => row.textContent)).toEqual(['Now', 'Later']);
  });
});

describe('the resident’s home', () => {
  it('names the place, the home and the open requests, and has the one main act', async () => {
    rig = await openSmallReplica('head', [leak, key, fence]);
    home();
    const list = await screen.findByRole('list', { name: 'Open requests' });
    expect(within(list).getAllByRole('link')).toHaveLength(2);
    expect(screen.getByRole('heading', { level: 1, name: 'Home' })).toBeTruthy();
    expect(screen.getByText(/^Head Household, /)).toBeTruthy();
    expect(await screen.findByRole('link', { name: 'All 3' })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Report a problem' }).getAttribute('href')).toMatch(
      /\/requests\/new$/,
    );
    expect(screen.queryByRole('list', { name: 'At a glance' })).toBeNull();
  });

  it('teaches where nothing has been reported, and leads back to an unfinished report', async () => {
    rig = await openSmallReplica('head');
    await saveDraft(rig.replica, 'new-request', { title: 'Leak in the lift' });
    home();
    expect(await screen.findByRole('heading', { name: 'Nothing open' })).toBeTruthy();
    const draft = await screen.findByRole('link', { name: /Unfinished: Leak in the lift/ });
    expect(draft.getAttribute('href')).toMatch(/\/requests\/new$/);
  });
});

describe('the office’s home', () => {
  it('counts what the links show, and lists what waits for the office', async () => {
    rig = await openSmallReplica('office', [leak, key, asks(key), late]);
    home();
    const glance = await screen.findByRole('list', { name: 'At a glance' });
    const texts = () =>
      within(glance)
        .getAllByRole('link')
        .map((link) => link.textContent);
    await vi.waitFor(() =>
      expect(texts()).toEqual(['1New', '2Unassigned', '1Overdue', '1Assigned to me', '0Unsent']),
    );
    const todo = await screen.findByRole('list', { name: 'For the office to do' });
    expect(within(todo).queryByRole('link', { name: /Pool key/ })).toBeNull();
    expect(within(todo).getAllByRole('link')).toHaveLength(2);
    expect(
      within(glance)
        .getByRole('link', { name: /Overdue/ })
        .getAttribute('href'),
    ).toMatch(/\/inbox\?f\.overdue=yes$/);
    expect(screen.queryByText(/not linked to a home/)).toBeNull();
    expect(screen.queryByRole('heading', { name: 'Open requests' })).toBeNull();
  });
});

describe('the board’s home', () => {
  it('lists the decisions that wait for it', async () => {
    rig = await openSmallReplica('board', [leak, fence, porch]);
    home();
    const waiting = await screen.findByRole('list', { name: 'Decisions waiting' });
    expect(within(waiting).getAllByRole('link')).toHaveLength(1);
    expect(within(waiting).getByRole('link', { name: /Blue porch/ })).toBeTruthy();
  });
});

describe('a card that breaks', () => {
  it('takes only itself, and can be tried again', async () => {
    rig = await openSmallReplica('head', [leak]);
    vi.spyOn(console, 'error').mockReturnValue(undefined);
    let broken = true;
    const Frail = (): ReactNode => {
      if (broken) throw new Error('no such thing');
      return <p>Mended</p>;
    };
    const frail: Feature = {
      ...homeFeature,
      cards: [{ id: 'frail', order: 0, load: () => Promise.resolve(Frail) }],
    };
    home(
      <FeaturesContext value={{ all: [...features, frail], off: [] }}>
        <HomeScreen />
      </FeaturesContext>,
    );
    expect(await screen.findByText('This part could not be shown.')).toBeTruthy();
    expect(await screen.findByRole('list', { name: 'Open requests' })).toBeTruthy();
    broken = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Mended')).toBeTruthy();
  });
});
