/** The resident's request screens over a real replica whose server may be out of reach. */
import { Blob as NodeBlob } from 'node:buffer';
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { saveDraft } from '@communitrak/replica/commands/drafts.ts';
import { keepDraftPhoto } from '@communitrak/replica/files/draft-photos.ts';
import { requestList } from '@communitrak/replica/queries/requests.ts';
import { aPrincipal, aRequest } from '@communitrak/testkit/builders.ts';
import { countingIds } from '@communitrak/testkit/clock-and-ids.ts';
import { fakePlatform } from '@communitrak/testkit/fake-platform.ts';
import { read } from '@communitrak/testkit/replica-rig.ts';
import { openSmallReplica, type SmallReplica } from '@communitrak/testkit/small-replica.ts';
import { write } from '../../testing-input.ts';
import { drawScreens, type Drawn } from '../../testing-screens.tsx';
import { NEW_REQUEST_DRAFT } from './draft-keys.ts';
import { NewRequestScreen } from './NewRequestScreen.tsx';
import { EMPTY_FORM } from './request-form.ts';
import { RequestScreen } from './RequestScreen.tsx';
import { RequestsScreen } from './RequestsScreen.tsx';

const HEAD = aPrincipal('m-head', ['all', 'hh:h1'], 'Hanna Head');
const ids = countingIds(0xbb00);
const mine = (over: Parameters<typeof aRequest>[0]) => aRequest(over, { by: HEAD, newId: ids });
const documents = [
  mine({ title: 'Leak under the sink' }),
  mine({ title: 'Pool key', kind: 'general', status: 'waiting' }),
  mine({ title: 'Fence along the south side', kind: 'architectural', status: 'rejected' }),
];
const local = (id: string): string => id.slice(id.indexOf(':') + 1);
const ROUTES = {
  '/requests': <RequestsScreen />,
  '/requests/new': <NewRequestScreen />,
  '/requests/:id': <RequestScreen />,
};

// jsdom draws no lists of known size: the rows are there when the list believes it has room.
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(800);
  vi.stubGlobal('innerHeight', 800);
  // jsdom's own cannot be read.
  vi.stubGlobal('Blob', NodeBlob);
  URL.createObjectURL = () => 'blob:photo';
  URL.revokeObjectURL = () => undefined;
});
let rig: SmallReplica;
let drawn: Drawn;
const open = (path: string): void => {
  drawn = drawScreens(rig.replica, path, ROUTES);
};
afterEach(async () => {
  cleanup();
  await rig.replica.close();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const rows = async (label: string): Promise<readonly string[]> => {
  const list = await screen.findByRole('list', { name: label });
  const links = await within(list).findAllByRole('link');
  return links.map((link) => link.querySelector('.rq-row-name')?.textContent ?? '');
};

const inTimeline = async (words: string): Promise<HTMLElement> =>
  within(await screen.findByRole('list', { name: 'What happened' })).findByText(words);

describe('my requests', () => {
  beforeEach(async () => {
    rig = await openSmallReplica('head', documents);
  });
  it('shows what is open, counts both views, and puts the choice into the URL', async () => {
    open('/requests');
    expect((await rows('My requests')).toSorted()).toEqual(['Leak under the sink', 'Pool key']);
    const closed = screen.getByRole('radio', { name: /Closed 1/ });
    await userEvent.click(closed);
    await waitFor(() => expect(drawn.where()).toBe('/requests?show=closed'));
    expect(await rows('My requests')).toEqual(['Fence along the south side']);
  });
  it('opens as the URL says, and searches by any scrap without losing a letter', async () => {
    open('/requests?show=closed');
    expect(await rows('My requests')).toEqual(['Fence along the south side']);
    const search = screen.getByRole('searchbox', { name: 'Search my requests' });
    await userEvent.type(search, 'pool key');
    expect(search).toHaveProperty('value', 'pool key');
    await waitFor(() => expect(drawn.where()).toBe('/requests?show=closed&q=pool+key'));
    await screen.findByRole('heading', { name: 'Nothing found for “pool key”' });
    await userEvent.click(screen.getByRole('button', { name: 'Clear the search' }));
    expect(await rows('My requests')).toEqual(['Fence along the south side']);
    expect(search).toHaveProperty('value', '');
  });
});

describe('a request that a newer app wrote', () => {
  it('is kept, and says that the app must be updated; one that is not here says that', async () => {
    const newer = { ...mine({ title: 'Solar roof' }), version: 99 };
    rig = await openSmallReplica('head', [...documents, newer]);
    open('/requests');
    expect(await rows('My requests')).not.toContain('Solar roof');
    open(`/requests/${local(newer.id)}`);
    await screen.findAllByText('This request needs a newer app');
    open('/requests/none');
    await screen.findAllByText('This request is not on this device');
  });
});

describe('a new request', () => {
  const platform = fakePlatform();
  beforeEach(async () => {
    rig = await openSmallReplica('head', [], platform);
  });
  const posted = () => read(requestList(rig.replica, { scope: 'mine' }));

  it('names what is missing, in a summary that leads to the fields, and posts nothing', async () => {
    open('/requests/new');
    await userEvent.click(await screen.findByRole('button', { name: 'Send to the office' }));
    const summary = screen.getByRole('alert');
    expect(document.activeElement).toBe(summary);
    await userEvent.click(within(summary).getByRole('link', { name: 'Say in a few words what it is.' }));
    const title = screen.getByRole('textbox', { name: 'In a few words' });
    expect(document.activeElement).toBe(title);
    expect(title.getAttribute('aria-invalid')).toBe('true');
    expect(await posted()).toEqual([]);
  });
  it('checks a field when it is left, not while it is typed', async () => {
    open('/requests/new');
    const title = await screen.findByRole('textbox', { name: 'In a few words' });
    await userEvent.click(title);
    expect(screen.queryByText('Say in a few words what it is.')).toBeNull();
    await userEvent.tab();
    expect(screen.getByText('Say in a few words what it is.')).toBeTruthy();
  });
  it('keeps what is written through a new start, and posts it offline, once', async () => {
    rig.setOffline(true);
    open('/requests/new');
    await userEvent.click(await screen.findByRole('radio', { name: /^Maintenance/ }));
    await write(screen.getByRole('textbox', { name: 'In a few words' }), 'Leak in the lift');
    await write(screen.getByRole('textbox', { name: /Where in your home/ }), 'lift');
    expect(screen.queryByText('Your draft is back as you left it.')).toBeNull();
    open('/requests/new');
    const title = await screen.findByRole('textbox', { name: 'In a few words' });
    expect(title).toHaveProperty('value', 'Leak in the lift');
    expect(screen.getByRole('radio', { name: /^Maintenance/ })).toHaveProperty('checked', true);
    expect(screen.getByText('Your draft is back as you left it.')).toBeTruthy();
    const form = title.closest('form') ?? document.body;
    // Enter and a press in the same moment.
    act(() => {
      fireEvent.submit(form);
      fireEvent.submit(form);
    });
    await screen.findByRole('heading', { level: 1, name: 'Leak in the lift' });
    expect(screen.getByText('Number follows')).toBeTruthy();
    const [only, ...others] = await posted();
    expect(others).toEqual([]);
    expect(only).toMatchObject({ title: 'Leak in the lift', household: 'h1', kind: 'maintenance' });
    expect(only?.place).toMatch(/, lift$/);
    open('/requests/new');
    expect(await screen.findByRole('textbox', { name: 'In a few words' })).toHaveProperty('value', '');
  });
  it('brings the draft’s photos back, lets one go, and says in words which file is none', async () => {
    await saveDraft(rig.replica, NEW_REQUEST_DRAFT, { ...EMPTY_FORM, title: 'Leak' });
    for (const [name, digit] of [
      ['one.jpg', '1'],
      ['two.jpg', '2'],
    ] as const) {
      const ref = { sha256: digit.repeat(64), bytes: 4, type: 'image/jpeg', width: 1, height: 1, name };
      await keepDraftPhoto(rig.replica, NEW_REQUEST_DRAFT, {
        ref,
        blob: new Blob(['jpeg'], { type: 'image/jpeg' }),
      });
    }
    open('/requests/new');
    await userEvent.click(await screen.findByRole('button', { name: 'Remove one.jpg' }));
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Remove one.jpg' })).toBeNull());
    expect(screen.getByRole('button', { name: 'Remove two.jpg' })).toBeTruthy();
    platform.picks = [{ name: 'notes.txt', content: new Blob(['hello']) }];
    await userEvent.click(screen.getByRole('button', { name: 'Choose photos' }));
    expect(await screen.findByText(/notes\.txt was not added: it is not a photo/)).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Close this message about notes.txt' }));
    expect(screen.queryByText(/notes\.txt was not added/)).toBeNull();
  });
  it('discards a draft only after saying what that means', async () => {
    await saveDraft(rig.replica, NEW_REQUEST_DRAFT, { ...EMPTY_FORM, title: 'Leak' });
    open('/requests/new');
    await userEvent.click(await screen.findByRole('button', { name: 'Discard draft' }));
    const sheet = await screen.findByRole('dialog', { name: 'Discard this draft?' });
    await userEvent.click(within(sheet).getByRole('button', { name: 'Discard draft' }));
    await waitFor(() => expect(drawn.where()).toBe('/requests'));
    open('/requests/new');
    expect(await screen.findByRole('textbox', { name: 'In a few words' })).toHaveProperty('value', '');
  });
});

describe('a request', () => {
  beforeEach(async () => {
    rig = await openSmallReplica('head', documents);
  });
  const path = (title: string): string => {
    const doc = documents.find(({ body }) => body.title === title);
    return `/requests/${local(doc?.id ?? '')}`;
  };
  it('is answered in place, keeps an unsent answer through a new start, and shows the sent one once', async () => {
    rig.setOffline(true);
    open(path('Pool key'));
    await write(await screen.findByRole('textbox', { name: 'Your answer' }), 'Tuesday suits me.');
    open(path('Pool key'));
    const field = await screen.findByRole('textbox', { name: 'Your answer' });
    expect(field).toHaveProperty('value', 'Tuesday suits me.');
    await userEvent.click(screen.getByRole('button', { name: 'Send answer' }));
    const timeline = screen.getByRole('list', { name: 'What happened' });
    expect(await within(timeline).findByText('Tuesday suits me.')).toBeTruthy();
    await waitFor(() => expect(field).toHaveProperty('value', ''));
    expect(within(timeline).getAllByText(/Waiting to send|Saved on this device/)).toHaveLength(1);
  });
  it('says what is missing instead of sending an empty answer', async () => {
    open(path('Pool key'));
    await userEvent.click(await screen.findByRole('button', { name: 'Send answer' }));
    expect(screen.getByText('Write an answer or add a photo first.')).toBeTruthy();
  });
  it('offers its reporter to call it solved, and nothing that is the office’s', async () => {
    open(path('Leak under the sink'));
    await userEvent.click(await screen.findByRole('button', { name: 'It is solved' }));
    expect(await inTimeline('Status: Open → Done')).toBeTruthy();
    expect(screen.queryByRole('radio', { name: 'Internal note' })).toBeNull();
    expect(screen.queryByRole('button', { name: /Change who is assigned/ })).toBeNull();
  });
  it('lets its reporter put the words right while it is open, and leaves the rest alone', async () => {
    open(path('Leak under the sink'));
    await userEvent.click(await screen.findByRole('button', { name: 'Correct it' }));
    const sheet = await screen.findByRole('dialog', { name: 'Correct this request' });
    const title = within(sheet).getByRole('textbox', { name: 'In a few words' });
    await userEvent.clear(title);
    await userEvent.click(within(sheet).getByRole('button', { name: 'Save correction' }));
    expect(within(sheet).getByText('Say in a few words what it is.')).toBeTruthy();
    await write(title, 'Leak under the bath');
    await userEvent.click(within(sheet).getByRole('button', { name: 'Save correction' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Leak under the bath' })).toBeTruthy();
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(screen.getByText('It drips all night.')).toBeTruthy();
    open(path('Pool key'));
    await screen.findByRole('heading', { level: 1, name: 'Pool key' });
    expect(screen.queryByRole('button', { name: 'Correct it' })).toBeNull();
  });
  it('asks why it should be open again', async () => {
    open(path('Leak under the sink'));
    await userEvent.click(await screen.findByRole('button', { name: 'It is solved' }));
    await inTimeline('Status: Open → Done');
    await userEvent.click(screen.getAllByRole('button', { name: 'Reopen' })[0] ?? document.body);
    const sheet = await screen.findByRole('dialog', { name: 'Reopen this request?' });
    await userEvent.click(within(sheet).getByRole('button', { name: 'Reopen request' }));
    expect(within(sheet).getByText('Say why it should be open again.')).toBeTruthy();
    await write(within(sheet).getByRole('textbox', { name: 'Why' }), 'It drips again.');
    await userEvent.click(within(sheet).getByRole('button', { name: 'Reopen request' }));
    expect(await inTimeline('Reopened; it was Done')).toBeTruthy();
    expect(await inTimeline('It drips again.')).toBeTruthy();
  });
  it('says so in words when it is not here', async () => {
    open('/requests/nothing');
    expect(await screen.findByText(/It may not have arrived yet, or it is not yours to see/)).toBeTruthy();
  });
});
