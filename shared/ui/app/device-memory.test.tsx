/** What the browser's storage remembers for a member goes whenever the device forgets them, and only then. */
import { act, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { tellLeaving } from '@communitrak/replica/commands/leaving.ts';
import { Button } from '../kit/Button.tsx';
import { storedRecents } from '../kit/pickers/recents.ts';
import { storedTableMemory } from '../kit/table/table-memory.ts';
import { draw, quietPlatform } from '../testing.tsx';
import { PlatformContext, useSession } from './context.ts';
import { SessionProvider } from './SessionProvider.tsx';

const SESSION = { account: { id: 'a', name: 'Vera', email: 'v@example.com' }, associations: [], protocol: 1 };

function Leave(): ReactNode {
  const { state, signedOut } = useSession();
  return <Button onClick={signedOut}>{state === undefined ? 'Nobody' : 'Sign out'}</Button>;
}

const drawAnswered = async (status: number, body: unknown): Promise<HTMLElement> => {
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json(body, { status })));
  draw(
    <PlatformContext value={quietPlatform}>
      <SessionProvider>
        <Leave />
      </SessionProvider>
    </PlatformContext>,
  );
  return screen.findByRole('button');
};

const remembered = (): readonly unknown[] => [
  storedTableMemory(() => localStorage).read('inbox').density,
  ...storedRecents(() => localStorage, 'willow').read('person'),
  localStorage.getItem('communitrak.preferences'),
];
const KEPT = ['comfortable', 'm1', '{}'];
const GONE = ['compact', '{}'];

describe('the device’s memory of a member', () => {
  beforeEach(() => {
    storedTableMemory(() => localStorage).write('inbox', { density: 'comfortable' });
    storedRecents(() => localStorage, 'willow').chosen('person', 'm1');
    localStorage.setItem('communitrak.preferences', '{}');
  });
  afterEach(() => {
    localStorage.clear();
    vi.unstubAllGlobals();
  });

  it('stays while they are signed in, and goes when they sign out', async () => {
    const leave = await drawAnswered(200, SESSION);
    expect(remembered()).toEqual(KEPT);
    act(() => leave.click());
    expect(remembered()).toEqual(GONE);
  });

  it('goes when they sign out in another tab', async () => {
    await drawAnswered(200, SESSION);
    const { BroadcastChannel: Channel } = globalThis;
    const channel = new Channel('communitrak.leaving');
    channel.postMessage('another page');
    await vi.waitFor(() => expect(remembered()).toEqual(GONE));
    channel.close();
    // One's own leaving is told to the others, not to oneself.
    tellLeaving();
  });

  it('goes when the device is found erased: the server knows nobody, and nobody is remembered', async () => {
    const { forgetSession } = await import('@communitrak/replica/device.ts');
    await forgetSession();
    await drawAnswered(401, { problem: 'wipe-asked' });
    expect(remembered()).toEqual(GONE);
  });
});
