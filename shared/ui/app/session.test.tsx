/** The session gate: who is sent to sign in, and from where. */
import { screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { Route, Routes, useLocation } from 'react-router';
import { describe, expect, it } from 'vitest';
import { draw, quietPlatform } from '../testing.tsx';
import { Community } from './Community.tsx';
import {
  PlatformContext,
  PreferenceContext,
  SessionContext,
  type SessionControl,
  type SessionState,
} from './context.ts';
import { createPreferences } from './preferences.ts';
import { StartPage } from './StartPage.tsx';

const place = (id: string) =>
  ({ id, name: id, member: 'm', memberName: 'Vera', state: 'active', keys: ['all'], epoch: 1 }) as const;

const stateOf = (...ids: string[]): SessionState => ({
  session: {
    account: { id: 'a', name: 'Vera', email: 'vera@example.com' },
    associations: ids.map(place),
    protocol: 1,
  },
  fresh: true,
});

function Where(): ReactNode {
  const { pathname, search } = useLocation();
  return <p data-testid="where">{pathname + search}</p>;
}

/** @param gated addresses behind the gate; others are drawn empty, so that no replica is opened */
function drawAt(
  path: string,
  part: Partial<SessionControl>,
  { last = '', gated = ['/:association/*'] }: { last?: string; gated?: readonly string[] } = {},
): void {
  const preferences = createPreferences(() => localStorage);
  preferences.set({ association: last });
  const control: SessionControl = {
    state: undefined,
    unreachable: false,
    left: false,
    signedIn: () => undefined,
    signedOut: () => undefined,
    ...part,
  };
  draw(
    <PlatformContext value={quietPlatform}>
      <PreferenceContext value={preferences}>
        <SessionContext value={control}>
          <Routes>
            <Route index element={<StartPage />} />
            <Route path="/sign-in" element={null} />
            {gated.map((address) => (
              <Route key={address} path={address} element={<Community />} />
            ))}
            <Route path="*" element={null} />
          </Routes>
          <Where />
        </SessionContext>
      </PreferenceContext>
    </PlatformContext>,
    { path },
  );
}

const where = (): string | null => screen.getByTestId('where').textContent;

describe('the gate', () => {
  it('sends whoever is not signed in to sign in, and remembers where they wanted to go', () => {
    drawAt('/willow-creek/requests?status=open', {});
    expect(where()).toBe('/sign-in?back=%2Fwillow-creek%2Frequests%3Fstatus%3Dopen');
  });

  it('forgets where the last member was once they have signed out here', () => {
    drawAt('/willow-creek/settings', { left: true });
    expect(where()).toBe('/sign-in');
  });

  it('tells a community that is not theirs from one that is, and never says whether it exists', () => {
    drawAt('/elsewhere', { state: stateOf('willow-creek') }, { gated: ['/:association'] });
    expect(screen.getByRole('heading', { level: 1, name: 'This community is not open to you' })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Go to the start page' }).getAttribute('href')).toBe('/');
  });
});

describe('the start page', () => {
  it.each([
    ['/', ['a', 'b'], 'b', '/b'],
    ['/', ['a', 'b'], 'gone', '/a'],
    ['/?open=requests/new', ['a'], '', '/a?open=requests%2Fnew'],
  ])('%s with places %j and %s last leads to %s', (path, ids, last, to) => {
    drawAt(path, { state: stateOf(...ids) }, { last, gated: [] });
    expect(where()).toBe(to);
  });

  it('keeps a shortcut’s wish through sign-in', () => {
    drawAt('/?open=requests/new', {});
    expect(where()).toBe('/sign-in?back=%2F%3Fopen%3Drequests%252Fnew');
  });

  it('says plainly when the account has no community', () => {
    drawAt('/', { state: stateOf() }, { gated: [] });
    expect(screen.getAllByText('Your account belongs to no community yet').length).toBeGreaterThan(0);
  });
});
