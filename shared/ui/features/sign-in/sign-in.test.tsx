/** Signing in through the real command, with the server played by `fetch`. */
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { useLocation } from 'react-router';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  PlatformContext,
  PreferenceContext,
  SessionContext,
  type SessionControl,
} from '../../app/context.ts';
import { createPreferences } from '../../app/preferences.ts';
import { draw, quietPlatform } from '../../testing.tsx';
import { SignInScreen } from './SignInScreen.tsx';

const session = {
  account: { id: 'a', name: 'Vera', email: 'vera@example.com' },
  associations: [],
  protocol: 1,
};

const json = (status: number, body: unknown): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

type Answer = (path: string, body: unknown) => Response | 'offline';
const server = vi.fn<Answer>();

beforeEach(() => {
  server.mockReset();
  vi.stubGlobal('fetch', (input: RequestInfo | URL, init?: RequestInit) => {
    const url = new URL(input instanceof Request ? input.url : String(input), 'http://server.test');
    const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
    const answer = server(url.pathname, body);
    return answer === 'offline' ? Promise.reject(new TypeError('Failed to fetch')) : Promise.resolve(answer);
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

function Where(): ReactNode {
  return <p data-testid="where">{useLocation().pathname}</p>;
}

function drawScreen(path: string, control: Partial<SessionControl> = {}): SessionControl {
  const session: SessionControl = {
    state: undefined,
    unreachable: false,
    left: false,
    signedIn: vi.fn(),
    signedOut: vi.fn(),
    ...control,
  };
  draw(
    <PlatformContext value={quietPlatform}>
      <SessionContext value={session}>
        <PreferenceContext value={createPreferences(() => localStorage)}>
          <SignInScreen />
          <Where />
        </PreferenceContext>
      </SessionContext>
    </PlatformContext>,
    { path },
  );
  return session;
}

async function fillAndSend(email: string, password: string): Promise<void> {
  const member = userEvent.setup();
  if (email !== '') await member.type(screen.getByLabelText('E-mail address'), email);
  if (password !== '') await member.type(screen.getByLabelText('Password'), password);
  await member.click(screen.getByRole('button', { name: 'Sign in' }));
}

describe('signing in', () => {
  it('sends what was typed and leads back to where one was', async () => {
    server.mockImplementation((path) => json(200, path === '/api/session' ? session : {}));
    const control = drawScreen('/sign-in?back=%2Fwillow-creek%2Frequests%2F7');
    await fillAndSend('  vera@example.com ', 'willow');
    await waitFor(() => expect(control.signedIn).toHaveBeenCalledWith(session));
    expect(server).toHaveBeenCalledWith('/api/auth/sign-in/email', {
      email: 'vera@example.com',
      password: 'willow',
    });
    await waitFor(() => expect(screen.getByTestId('where').textContent).toBe('/willow-creek/requests/7'));
  });

  it('asks the server nothing while something is missing', async () => {
    drawScreen('/sign-in');
    await fillAndSend('vera', '');
    expect(screen.getByRole('alert').textContent).toContain('2 things need a correction');
    expect(screen.getAllByText('Enter an e-mail address like name@example.com')).toHaveLength(2);
    expect(screen.getAllByText('Enter your password')).toHaveLength(2);
    expect(server).not.toHaveBeenCalled();
  });

  it.each<[string, Response | 'offline', string]>([
    [
      'wrong',
      json(401, { problem: 'wrong-credentials' }),
      'That e-mail address and password do not belong together',
    ],
    ['offline', 'offline', 'No connection to Communitrak'],
    ['too many', json(429, { problem: 'too-many-requests' }), 'Too many tries in a short time'],
    ['broken', json(503, { problem: 'unavailable' }), 'Communitrak cannot be reached right now'],
  ])('says what stands in the way, and keeps what was typed: %s', async (_name, answer, words) => {
    server.mockReturnValue(answer);
    const control = drawScreen('/sign-in');
    await fillAndSend('vera@example.com', 'willow');
    expect((await screen.findByRole('alert')).textContent).toContain(words);
    expect(screen.getByLabelText<HTMLInputElement>('Password').value).toBe('willow');
    expect(control.signedIn).not.toHaveBeenCalled();
  });

  it('says that cookies are needed when the browser kept none', async () => {
    server.mockImplementation((path) =>
      path === '/api/session' ? json(401, { problem: 'cookies-needed' }) : json(200, {}),
    );
    drawScreen('/sign-in');
    await fillAndSend('vera@example.com', 'willow');
    expect((await screen.findByRole('alert')).textContent).toContain(
      'Communitrak needs cookies to sign you in',
    );
  });

  it('says so before anything is typed where the browser refuses cookies', () => {
    vi.spyOn(navigator, 'cookieEnabled', 'get').mockReturnValue(false);
    drawScreen('/sign-in');
    expect(screen.getByRole('alert').textContent).toContain('Communitrak needs cookies to sign you in');
  });

  it('says that the server cannot be reached on a device that remembers nobody', () => {
    drawScreen('/sign-in', { unreachable: true });
    expect(screen.getByRole('alert').textContent).toContain('No connection to Communitrak');
  });

  it('is left at once by whoever is signed in, and never for another site', () => {
    drawScreen('/sign-in?back=%2F%2Fevil.example', { state: { session, fresh: true } });
    expect(screen.getByTestId('where').textContent).toBe('/');
  });

  it('is shown again to whoever’s session has ended: address there, password to type, words on what is kept', () => {
    drawScreen('/sign-in?back=%2Fx&again=1', { state: { session, fresh: false } });
    expect(screen.getByText(/What you wrote is kept on this device/)).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>('E-mail address').value).toBe('vera@example.com');
    expect(document.activeElement).toBe(screen.getByLabelText('Password'));
  });

  it('begins in the first empty field, and speaks the other language when asked', async () => {
    drawScreen('/sign-in');
    expect(document.activeElement).toBe(screen.getByLabelText('E-mail address'));
    await userEvent.click(screen.getByRole('radio', { name: 'Español' }));
    expect(localStorage.getItem('communitrak.preferences')).toContain('"language":"es"');
  });
});
