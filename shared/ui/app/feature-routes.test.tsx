/** Which screen an address below the association shows, and to whom; and the commands' letters. */
import { cleanup, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Suspense, type ReactNode } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { openSmallReplica, type SmallReplica } from '@communitrak/testkit/small-replica.ts';
import { features } from '../features/index.ts';
import { drawScreens } from '../testing-screens.tsx';
import { AskedPath } from './AskedPath.tsx';
import { CommandKeys } from './CommandKeys.tsx';
import { PreferenceContext } from './context.ts';
import { FeatureRoutes, fetchScreens, screensOf } from './FeatureRoutes.tsx';
import { Navigation } from './Navigation.tsx';
import { createPreferences } from './preferences.ts';

const SCREENS = screensOf(features);

function Below(): ReactNode {
  return (
    <PreferenceContext value={createPreferences(() => localStorage)}>
      <AskedPath>
        <Navigation />
        <CommandKeys />
        <Suspense fallback={null}>
          <FeatureRoutes screens={SCREENS} />
        </Suspense>
      </AskedPath>
    </PreferenceContext>
  );
}

let rig: SmallReplica;
const open = (path: string) => drawScreens(rig.replica, path, { '/*': <Below /> });
const title = (name: string): Promise<HTMLElement> => screen.findByRole('heading', { level: 1, name });

afterEach(async () => {
  cleanup();
  await rig.replica.close();
});

describe('the routes of the features', () => {
  it('can all be fetched', async () => {
    rig = await openSmallReplica('head');
    expect(await fetchScreens(features)).toBe(0);
  });

  it('show the screen to whom it is for, and tell the others so', async () => {
    rig = await openSmallReplica('head');
    open('/inbox');
    expect(await title('This page is not open to you')).toBeTruthy();
    expect(screen.queryByRole('link', { name: 'Inbox' })).toBeNull();
    await rig.replica.close();
    rig = await openSmallReplica('office');
    open('/inbox');
    expect(await title('Inbox')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Inbox' })).toBeTruthy();
  });

  it('tell an address that is none from a page that is not open', async () => {
    rig = await openSmallReplica('head');
    open('/nowhere');
    expect(await title('There is nothing at this address')).toBeTruthy();
  });
});

describe('what comes from outside', () => {
  it('is shown where a feature lets it in, and leads to the start otherwise', async () => {
    rig = await openSmallReplica('head');
    const shown = open('?open=requests%2Fnew');
    await title('Report a problem');
    expect(shown.where()).toBe('/requests/new');
    const refused = open('?open=settings');
    await title('Home');
    expect(refused.where()).toBe('');
  });
});

describe('a command’s letter', () => {
  it('does the same on every screen', async () => {
    rig = await openSmallReplica('head');
    const drawn = open('/requests');
    await title('My requests');
    await userEvent.keyboard('c');
    await title('Report a problem');
    expect(drawn.where()).toBe('/requests/new');
  });
});
