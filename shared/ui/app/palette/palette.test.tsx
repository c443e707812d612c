/** The search as a member uses it, over a real replica. */
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createComment, createInternalNote } from '@communitrak/domain/requests/index.ts';
import { answerRequest } from '@communitrak/replica/commands/requests.ts';
import { aPrincipal, aRequest } from '@communitrak/testkit/builders.ts';
import { countingIds, START } from '@communitrak/testkit/clock-and-ids.ts';
import { openSmallReplica, type SmallReplica } from '@communitrak/testkit/small-replica.ts';
import { RequestScreen } from '../../features/requests/RequestScreen.tsx';
import { write } from '../../testing-input.ts';
import { drawScreens, type Drawn } from '../../testing-screens.tsx';
import { PreferenceContext, SessionContext } from '../context.ts';
import { Layout } from '../Layout.tsx';
import { createPreferences } from '../preferences.ts';

const HEAD = aPrincipal('m-head', ['all', 'hh:h1'], 'Hanna Head');
const OFFICE = aPrincipal('m-office', ['all', 'office'], 'Olga Office');
const ids = countingIds(0xca00);
const leak = aRequest({ title: 'Leak under the sink' }, { by: HEAD, newId: ids });
const lamp = aRequest({ title: 'Street lamp out' }, { by: HEAD, newId: ids });
const said = createComment(
  { request: lamp, by: OFFICE, text: 'The electrician comes on Tuesday.', files: [] },
  START,
  ids,
);
const note = createInternalNote(
  { request: leak, by: OFFICE, text: 'Third leak; ask the insurer.' },
  START,
  ids,
);
const pathOf = (doc: { readonly id: string }): string => doc.id.slice('request:'.length);

const SESSION = {
  state: undefined,
  unreachable: false,
  left: false,
  signedIn: () => undefined,
  signedOut: () => undefined,
};

let rig: SmallReplica;
let drawn: Drawn;
const draw = (path = ''): void => {
  const page = (screen_: ReactNode) => (
    <SessionContext value={SESSION}>
      <PreferenceContext value={createPreferences(() => localStorage)}>
        <Layout places={[]}>{screen_}</Layout>
      </PreferenceContext>
    </SessionContext>
  );
  drawn = drawScreens(rig.replica, path, {
    '': page(null),
    '/requests/:id': page(<RequestScreen />),
    '/*': page(null),
  });
};
afterEach(async () => {
  cleanup();
  vi.restoreAllMocks();
  await rig.replica.close();
});

const field = (): Promise<HTMLElement> => screen.findByRole('combobox', { name: 'Search' });
const options = (): readonly string[] =>
  within(screen.getByRole('listbox', { name: 'What was found' }))
    .queryAllByRole('option')
    .map((option) => option.querySelector('.ct-palette-title')?.textContent ?? '');
const found = (titles: readonly string[]): Promise<void> =>
  waitFor(() => expect(options()).toEqual(titles), { timeout: 5000 });
const open = async (): Promise<HTMLElement> => {
  await userEvent.keyboard('{Control>}k{/Control}');
  return field();
};

describe('search, for the office', () => {
  beforeEach(async () => {
    rig = await openSmallReplica('office', [leak, lamp, said, note]);
    draw();
  });

  it('opens with Ctrl+K, has the focus at once, and gives it back', async () => {
    const button = screen.getByRole('button', { name: 'Search' });
    button.focus();
    const input = await open();
    await waitFor(() => expect(document.activeElement).toBe(input));
    expect(input.getAttribute('aria-activedescendant')).toBeNull();
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(document.activeElement).toBe(button));
  });

  it('loses no letter to whoever types on after the shortcut', async () => {
    const member = userEvent.setup({ delay: null });
    await member.keyboard('{Control>}k{/Control}electrician');
    expect(await field()).toHaveProperty('value', 'electrician');
    await found(['Street lamp out']);
  });

  it('finds a request by what was said on it, shows where, and opens it in the inbox', async () => {
    await write(await open(), 'electrican');
    await found(['Street lamp out']);
    const option = screen.getByRole('option', { name: /Street lamp out/ });
    expect(option.textContent).toContain('The electrician comes on Tuesday.');
    expect([...option.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual(['electrician']);
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(drawn.where()).toBe(`/inbox/${pathOf(lamp)}`));
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('finds internal notes, people with their homes, homes, and pages', async () => {
    const input = await open();
    await write(input, 'insurer');
    await found(['Leak under the sink']);
    await userEvent.clear(input);
    await write(input, 'hanna');
    await waitFor(() => expect(options()).toContain('Hanna Head'));
    const people = screen.getByRole('group', { name: 'People' });
    expect(people.textContent).toContain('Head Household');
    await userEvent.clear(input);
    await write(input, '104 maple');
    await waitFor(() => expect(options()).toContain('Lot 1, 104 Maple Row'));
    await userEvent.clear(input);
    await userEvent.type(input, 'inb');
    await found(['Inbox']);
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(drawn.where()).toBe('/inbox'));
  });

  it('leads from a person to the requests that name them', async () => {
    await write(await open(), 'hanna head');
    await waitFor(() => expect(options()).toContain('Hanna Head'));
    await userEvent.click(screen.getByRole('option', { name: /^Hanna Head/ }));
    await waitFor(() => expect(drawn.where()).toBe('/inbox?q=Hanna+Head&f.status='));
  });

  it('walks with the arrows, says which, and starts again with each letter', async () => {
    const input = await open();
    await userEvent.type(input, 'le');
    await waitFor(() => expect(options()).toContain('Leak under the sink'));
    const chosen = (): string | undefined =>
      screen.getAllByRole('option').find((option) => option.getAttribute('aria-selected') === 'true')?.id;
    expect(input.getAttribute('aria-activedescendant')).toBe(chosen());
    const first = chosen();
    await userEvent.keyboard('{ArrowUp}');
    expect(chosen()).toBe(screen.getAllByRole('option').at(-1)?.id);
    await userEvent.keyboard('{ArrowDown}');
    expect(chosen()).toBe(first);
    expect(document.activeElement).toBe(input);
    await waitFor(() => expect(screen.getByText(/^\d+ results?$/)).toBeTruthy());
  });

  it('follows what is written while it is there, and says when nothing fits', async () => {
    const input = await open();
    await write(input, 'zebra');
    expect(await screen.findByText('Nothing matches. Try another word.')).toBeTruthy();
    await answerRequest(rig.replica, leak.id, 'A zebra crossing is planned.', []);
    await found(['Leak under the sink']);
  });

  it('lists what was opened lately, without choosing for whoever has typed nothing', async () => {
    await write(await open(), 'electrician');
    await found(['Street lamp out']);
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(drawn.where()).toContain('/inbox/'));
    const input = await open();
    const lately = await screen.findByRole('group', { name: 'Opened lately' });
    expect(within(lately).getByRole('option', { name: /Street lamp out/ })).toBeTruthy();
    const before = drawn.where();
    await userEvent.type(input, '{Enter}');
    expect(drawn.where()).toBe(before);
    await userEvent.keyboard('{ArrowDown}{Enter}');
    expect(drawn.where()).toBe(`/inbox/${pathOf(lamp)}`);
  });

  it('offers what the member may do with the request that is open', async () => {
    draw(`/requests/${pathOf(leak)}`);
    await screen.findByRole('heading', { level: 1, name: 'Leak under the sink' });
    const input = await open();
    const here = await screen.findByRole('group', { name: 'For “Leak under the sink”' });
    expect(within(here).getByRole('option', { name: 'Set a due date' })).toBeTruthy();
    expect(within(here).queryByRole('option', { name: /Assign to Boris/ })).toBeNull();
    await write(input, 'boris assign');
    await waitFor(() => expect(options()[0]).toBe('Assign to Boris Board'));
    await userEvent.keyboard('{Enter}');
    expect(await screen.findByText('Assigned to Boris Board')).toBeTruthy();
    await userEvent.type(await open(), 'due date{Enter}');
    expect(await screen.findByRole('dialog', { name: 'Due date' })).toBeTruthy();
  });
});

describe('search, for a resident', () => {
  it('finds their own requests on their own page, nobody’s notes, and no acts that are not theirs', async () => {
    rig = await openSmallReplica('head', [leak, lamp, said]);
    draw(`/requests/${pathOf(leak)}`);
    await screen.findByRole('heading', { level: 1, name: 'Leak under the sink' });
    const input = await open();
    await screen.findByRole('group', { name: 'For “Leak under the sink”' });
    await write(input, 'assign');
    expect(await screen.findByText('Nothing matches. Try another word.')).toBeTruthy();
    await userEvent.clear(input);
    await write(input, 'electrician');
    await found(['Street lamp out']);
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(drawn.where()).toBe(`/requests/${pathOf(lamp)}`));
  });

  it('ends with the replica it was made from', async () => {
    rig = await openSmallReplica('head', [leak]);
    draw();
    await write(await open(), 'leak');
    await found(['Leak under the sink']);
    const { queries } = rig.replica.parts;
    expect(queries.has('request-texts')).toBe(true);
    await userEvent.keyboard('{Escape}');
    vi.useFakeTimers();
    cleanup();
    vi.advanceTimersByTime(10_000);
    vi.useRealTimers();
    expect(queries.has('request-texts')).toBe(false);
  });
});
