/** The navigation at a desk and on a phone, and the page with everything. */
import { cleanup, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { IconHome } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { setModule } from '@communitrak/replica/commands/modules.ts';
import { accepted, anAssociation } from '@communitrak/testkit/builders.ts';
import { openSmallReplica, type SmallReplica } from '@communitrak/testkit/small-replica.ts';
import { drawScreens } from '../testing-screens.tsx';
import { AccountMenu } from './AccountMenu.tsx';
import { PreferenceContext, SessionContext } from './context.ts';
import type { NavigationEntry } from './feature.ts';
import { MoreScreen } from './MoreScreen.tsx';
import { Navigation } from './Navigation.tsx';
import { barOf, groupsOf } from './navigation-groups.ts';
import { createPreferences } from './preferences.ts';

let rig: SmallReplica;
afterEach(async () => {
  cleanup();
  vi.restoreAllMocks();
  await rig?.replica.close();
});

const SESSION = {
  state: undefined,
  unreachable: false,
  left: false,
  signedIn: () => undefined,
  signedOut: () => undefined,
};

function drawn(element: ReactNode): void {
  drawScreens(rig.replica, '', {
    '': (
      <SessionContext value={SESSION}>
        <PreferenceContext value={createPreferences(() => localStorage)}>{element}</PreferenceContext>
      </SessionContext>
    ),
  });
}
const onPhone = (): void => {
  vi.spyOn(window, 'matchMedia').mockImplementation((media) =>
    Object.assign(new EventTarget(), {
      matches: false,
      media,
      onchange: null,
      addListener: () => undefined,
      removeListener: () => undefined,
    }),
  );
};
const links = (): readonly (string | null)[] =>
  within(screen.getByRole('navigation', { name: 'Main' }))
    .queryAllByRole('link')
    .map((link) => link.getAttribute('title'));
/** Of the places that these tests are about: a new feature's changes nothing here. */
const KNOWN = ['Home', 'My requests', 'Inbox'];
const known = (): readonly (string | null)[] => links().filter((name) => KNOWN.includes(name ?? ''));

describe('places', () => {
  const entry = (over: Partial<NavigationEntry>): NavigationEntry => ({
    group: 'community',
    order: 0,
    path: 'p',
    label: 'app.nav.more',
    icon: IconHome,
    ...over,
  });
  it('stand in their groups, both in their own order, whoever names them first', () => {
    const groups = groupsOf([
      entry({ group: 'board', path: 'a' }),
      entry({ path: 'b', order: 2 }),
      entry({ path: 'c', order: 1 }),
    ]);
    expect(groups.map(({ group, entries }) => [group, entries.map(({ path }) => path)])).toEqual([
      ['community', ['c', 'b']],
      ['board', ['a']],
    ]);
  });
  it('are four on a phone beside More, by rank, however many want to be there', () => {
    const many = [5, 1, 4, 2, 3].map((phone) => entry({ path: `p${phone}`, phone }));
    expect(barOf([entry({}), ...many]).map(({ path }) => path)).toEqual(['p1', 'p2', 'p3', 'p4']);
  });
});

describe('at a desk', () => {
  it('shows each group to whom it is for, and a folded one stays folded', async () => {
    rig = await openSmallReplica('office');
    drawn(<Navigation />);
    expect(known()).toEqual(['Home', 'My requests', 'Inbox']);
    await userEvent.click(screen.getByRole('button', { name: 'Office', expanded: true }));
    expect(known()).toEqual(['Home', 'My requests']);
    drawn(<Navigation />);
    expect(known()).toEqual(['Home', 'My requests']);
    await userEvent.click(screen.getByRole('button', { name: 'Office', expanded: false }));
    expect(known()).toEqual(['Home', 'My requests', 'Inbox']);
  });

  it('leaves out what the association does not use', async () => {
    rig = await openSmallReplica('office');
    drawn(<Navigation />);
    rig.server.put(accepted(anAssociation({ local: rig.replica.session.id })));
    rig.replica.parts.sync.ask();
    await rig.replica.parts.sync.settled();
    expect(await setModule(rig.replica, 'requests', false)).toMatchObject({ ok: true });
    await vi.waitFor(() => expect(known()).toEqual(['Home']));
  });
});

describe('on a phone', () => {
  it('has a bar of a few places, the last of which is More', async () => {
    onPhone();
    rig = await openSmallReplica('office');
    drawn(<Navigation />);
    expect(known()).toEqual(['Home', 'Inbox', 'My requests']);
    expect(links()).toHaveLength(5);
    expect(links().at(-1)).toBe('More');
  });
});

describe('More', () => {
  it('has everything, and what is the member’s own', async () => {
    rig = await openSmallReplica('head');
    drawn(<MoreScreen />);
    const group = screen.getByRole('list', { name: 'My home' });
    for (const name of ['Home', 'My requests'])
      expect(within(group).getByRole('link', { name: new RegExp(name) })).toBeTruthy();
    expect(screen.getByText('Hanna Head')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Settings' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Sign out and erase this device' })).toBeTruthy();
  });

  it('finds pages by their name or their group, and things to do', async () => {
    rig = await openSmallReplica('office');
    drawn(<MoreScreen />);
    const field = screen.getByRole('searchbox');
    await userEvent.type(field, 'office');
    expect(screen.getByRole('link', { name: /Inbox/ })).toBeTruthy();
    expect(screen.queryByRole('link', { name: /My requests/ })).toBeNull();
    await userEvent.clear(field);
    await userEvent.type(field, 'new req');
    expect(screen.getByRole('button', { name: 'New request' })).toBeTruthy();
    await userEvent.clear(field);
    await userEvent.type(field, 'zebra');
    expect(screen.getByText('Nothing matches. Try another word.')).toBeTruthy();
  });
});

describe('the member’s own corner', () => {
  const open = async (): Promise<HTMLElement> => {
    await userEvent.click(screen.getByRole('button', { name: 'Account of Olga Office' }));
    return await screen.findByRole('dialog', { name: 'Account of Olga Office' });
  };
  it('says who one is here, changes the language, and lists the keys', async () => {
    rig = await openSmallReplica('office');
    drawn(<AccountMenu status={undefined} />);
    const menu = await open();
    expect(within(menu).getByText(/^Office · /)).toBeTruthy();
    await userEvent.click(within(menu).getByRole('radio', { name: 'Español' }));
    expect(localStorage.getItem('communitrak.preferences')).toContain('"language":"es"');
    await userEvent.click(within(menu).getByRole('button', { name: 'Keyboard shortcuts' }));
    expect(await screen.findByRole('dialog', { name: 'Keys that work here' })).toBeTruthy();
    expect(screen.queryByRole('dialog', { name: 'Account of Olga Office' })).toBeNull();
  });

  it('is closed by Escape, and asks before it lets anybody out', async () => {
    rig = await openSmallReplica('office');
    drawn(<AccountMenu status={undefined} />);
    await open();
    await userEvent.keyboard('{Escape}');
    await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    const menu = await open();
    await userEvent.click(within(menu).getByRole('button', { name: 'Sign out and erase this device' }));
    const sheet = await screen.findByRole('dialog', { name: /^Sign out and remove/ });
    await userEvent.click(within(sheet).getByRole('button', { name: 'Stay signed in' }));
    await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });
});
