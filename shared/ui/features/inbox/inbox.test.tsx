/** The office's inbox over a real replica: keys, filters in the URL, selection, rights. */
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { aPrincipal, aRequest } from '@communitrak/testkit/builders.ts';
import { countingIds } from '@communitrak/testkit/clock-and-ids.ts';
import { openSmallReplica, type SmallReplica } from '@communitrak/testkit/small-replica.ts';
import { write } from '../../testing-input.ts';
import { drawScreens, type Drawn } from '../../testing-screens.tsx';
import { InboxScreen } from './InboxScreen.tsx';

const HEAD = aPrincipal('m-head', ['all', 'hh:h1'], 'Hanna Head');
const ids = countingIds(0xcc00);
let minute = 0;
const reported = (title: string, over: Parameters<typeof aRequest>[0] = {}) => {
  minute += 1;
  return aRequest({ title, ...over }, { by: HEAD, newId: ids, now: Date.UTC(2026, 0, 1, 8, minute) });
};
// Newest last here; the inbox shows the newest first: gate, fence, lamp, leak.
const leak = reported('Leak under the sink', { priority: 'urgent' });
const lamp = reported('Street lamp out', {
  status: 'in-progress',
  assignee: 'm-office',
  assigneeName: 'Olga Office',
});
const fence = reported('New fence', { kind: 'architectural' });
const gate = reported('Gate squeaks', { kind: 'general' });
const dog = reported('Dog bags missing', { kind: 'general', status: 'done' });
const documents = [leak, lamp, fence, gate, dog];
const pathOf = (doc: { readonly id: string }): string => `/inbox/${doc.id.slice('request:'.length)}`;
const ROUTES = {
  '/inbox': <InboxScreen />,
  '/inbox/:id': <InboxScreen />,
};

let rig: SmallReplica;
let drawn: Drawn;
const open = (path: string): void => {
  drawn = drawScreens(rig.replica, path, ROUTES);
};
beforeEach(() => {
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(64);
});
afterEach(async () => {
  cleanup();
  await rig.replica.close();
  vi.restoreAllMocks();
});

/** The rows' titles, in order: of the table, or of the list beside an open request. */
const shown = (): readonly string[] =>
  [...document.querySelectorAll('.tb-area .ib-title-words')].map(({ textContent }) => textContent ?? '');
const rows = async (): Promise<readonly string[]> => {
  await waitFor(() => expect(shown()).not.toEqual([]));
  return shown();
};
const showing = (...titles: readonly string[]): Promise<void> =>
  waitFor(() => expect(shown()).toEqual(titles));
/** The row that has the focus. */
const focused = (): string => {
  const row = document.activeElement?.closest('[data-index]');
  return row?.querySelector('.ib-title-words')?.textContent ?? '';
};
const heading = (name: string): Promise<HTMLElement> => screen.findByRole('heading', { level: 2, name });
const inTimeline = async (words: string): Promise<HTMLElement> =>
  within(await screen.findByRole('list', { name: 'What happened' })).findByText(words);

describe('the inbox’s list', () => {
  beforeEach(async () => {
    rig = await openSmallReplica('office', documents);
  });

  it('shows what is not closed, newest first, and says how many', async () => {
    open('/inbox');
    expect(await rows()).toEqual(['Gate squeaks', 'New fence', 'Street lamp out', 'Leak under the sink']);
    expect(await screen.findByLabelText(/Not closed 4/)).toHaveProperty('checked', true);
    expect(screen.getByLabelText(/^Closed 1/)).toBeTruthy();
  });

  it('keeps its filters in the URL, and opens with those of the URL', async () => {
    open('/inbox?f.assignee=me&sort=at');
    expect(await rows()).toEqual(['Street lamp out']);
    const assignee = screen.getByLabelText('Assigned to');
    expect(assignee).toHaveProperty('value', 'me');
    await userEvent.selectOptions(assignee, 'Nobody');
    await showing('Leak under the sink', 'New fence', 'Gate squeaks');
    await userEvent.click(screen.getByLabelText(/^Closed/));
    await userEvent.selectOptions(screen.getByLabelText('Kind'), 'general');
    await showing('Dog bags missing');
    await waitFor(() =>
      expect(Object.fromEntries(new URLSearchParams(drawn.where().split('?')[1]))).toEqual({
        'f.assignee': '-',
        'f.kind': 'general',
        'f.status': 'done,approved,rejected',
        sort: 'at',
      }),
    );
  });

  it('finds a named person’s, what is late, and sorts by a head', async () => {
    open('/inbox?f.status=');
    await rows();
    const assignee = screen.getByLabelText('Assigned to');
    await within(assignee).findByText('Boris Board');
    await userEvent.selectOptions(assignee, 'Boris Board');
    await screen.findByText('Nothing fits');
    await userEvent.selectOptions(assignee, 'Anyone');
    await userEvent.click(screen.getByRole('button', { name: 'Priority' }));
    await userEvent.click(screen.getByRole('button', { name: 'Priority' }));
    await waitFor(() => expect(shown()[0]).toBe('Leak under the sink'));
    await waitFor(() => expect(drawn.where()).toContain('sort=-priority'));
  });

  it('searches from `/`, and Escape leaves the field before it leaves the request', async () => {
    open(pathOf(leak));
    await heading('Leak under the sink');
    await userEvent.keyboard('/');
    const search = screen.getByLabelText('Search requests');
    expect(document.activeElement).toBe(search);
    await userEvent.keyboard('street lamp');
    expect(search).toHaveProperty('value', 'street lamp');
    await showing('Street lamp out');
    await userEvent.keyboard('{Escape}');
    expect(document.activeElement).not.toBe(search);
    await waitFor(() => expect(drawn.where()).toBe(`${pathOf(leak)}?q=street+lamp`));
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(drawn.where()).toBe('/inbox?q=street+lamp'));
  });

  it('moves with J and K, opens with Enter, and an open request follows', async () => {
    open('/inbox');
    await rows();
    await userEvent.keyboard('jj');
    expect(drawn.where()).toBe('/inbox');
    await userEvent.keyboard('{Enter}');
    await heading('New fence');
    expect(drawn.where()).toBe(pathOf(fence));
    await userEvent.keyboard('j');
    await heading('Street lamp out');
    await userEvent.keyboard('kk');
    await heading('Gate squeaks');
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(drawn.where()).toBe('/inbox'));
    await waitFor(() => expect(focused()).toBe('Gate squeaks'));
  });
});

describe('opening from the keyboard', () => {
  beforeEach(async () => {
    rig = await openSmallReplica('office', documents);
  });

  it('puts the focus on the request’s heading, names the document, and Escape leads back to the row', async () => {
    open('/inbox');
    await rows();
    await userEvent.keyboard('jj{Enter}');
    const opened = await heading('New fence');
    await waitFor(() => expect(document.activeElement).toBe(opened));
    expect(document.title).toContain('New fence');
    await userEvent.keyboard('j');
    await heading('Street lamp out');
    // Whoever goes on in the list stays there; Enter goes into the request.
    await waitFor(() => expect(focused()).toBe('Street lamp out'));
    await userEvent.keyboard('{Enter}');
    const next = await heading('Street lamp out');
    await waitFor(() => expect(document.activeElement).toBe(next));
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(focused()).toBe('Street lamp out'));
    expect(document.title).toContain('Inbox');
  });

  it('moves no focus when one comes by a link', async () => {
    open(pathOf(fence));
    await heading('New fence');
    expect(document.activeElement).toBe(document.body);
  });

  it('goes from the search to what was found: Enter opens the first, arrow down goes to its row', async () => {
    open('/inbox');
    await rows();
    await userEvent.keyboard('/fence');
    await showing('New fence');
    await userEvent.keyboard('{ArrowDown}');
    await waitFor(() => expect(focused()).toBe('New fence'));
    await userEvent.keyboard('/{Enter}');
    const opened = await heading('New fence');
    await waitFor(() => expect(document.activeElement).toBe(opened));
  });
});

describe('a request in the inbox', () => {
  beforeEach(async () => {
    rig = await openSmallReplica('office', documents);
  });

  it('never takes letters from someone who writes', async () => {
    open(pathOf(leak));
    await userEvent.type(await screen.findByRole('textbox', { name: 'Your answer' }), 'jars and nuts');
    expect(drawn.where()).toBe(pathOf(leak));
    expect(screen.getByRole('textbox', { name: 'Your answer' })).toHaveProperty('value', 'jars and nuts');
    expect(screen.queryByRole('menu')).toBeNull();
  });

  it('assigns with A, offers the way back, and says who in the timeline', async () => {
    open(pathOf(leak));
    await heading('Leak under the sink');
    await userEvent.keyboard('a');
    const menu = await screen.findByRole('menu');
    expect(within(menu).getAllByRole('menuitemradio')[0]?.textContent).toBe('Nobody');
    await userEvent.click(within(menu).getByRole('menuitemradio', { name: /Boris Board/ }));
    expect(await inTimeline('Assigned to Boris Board')).toBeTruthy();
    await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(await inTimeline('No longer assigned to Boris Board')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Change who is assigned, now Nobody yet' })).toBeTruthy();
  });

  it('changes the status with S; the letters of the menu do not move the list', async () => {
    open(pathOf(leak));
    await heading('Leak under the sink');
    await userEvent.keyboard('s');
    const menu = await screen.findByRole('menu');
    await userEvent.keyboard('k');
    expect(drawn.where()).toBe(pathOf(leak));
    await userEvent.click(within(menu).getByRole('menuitemradio', { name: 'In progress' }));
    expect(await inTimeline('Status: Open → In progress')).toBeTruthy();
  });

  it('keeps a closed request open beside the list, and J goes on from its place', async () => {
    open(pathOf(lamp));
    await heading('Street lamp out');
    await rows();
    await userEvent.click(screen.getByRole('button', { name: 'Mark as done' }));
    await waitFor(() => expect(shown()).not.toContain('Street lamp out'));
    expect(await heading('Street lamp out')).toBeTruthy();
    await userEvent.keyboard('j');
    expect(await heading('Leak under the sink')).toBeTruthy();
  });

  it('answers with R and notes with N, each with a draft of its own', async () => {
    open(pathOf(leak));
    await heading('Leak under the sink');
    await userEvent.keyboard('r');
    await waitFor(() => expect(document.activeElement?.tagName).toBe('TEXTAREA'));
    await userEvent.keyboard('The plumber comes at two.');
    await userEvent.keyboard('{Escape}');
    await userEvent.keyboard('n');
    const note = await screen.findByRole('textbox', { name: 'Internal note' });
    await waitFor(() => expect(document.activeElement).toBe(note));
    expect(screen.getByText('Only the office sees this. Residents never do.')).toBeTruthy();
    await userEvent.keyboard('Third leak in this row.');
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    const entry = (await inTimeline('Third leak in this row.')).closest('li');
    expect(entry?.textContent).toContain('Office only');
    await userEvent.click(screen.getByRole('radio', { name: 'Answer' }));
    expect(await screen.findByRole('textbox', { name: 'Your answer' })).toHaveProperty(
      'value',
      'The plumber comes at two.',
    );
  });

  it('rejects only with a reason, and says to whom', async () => {
    open(pathOf(fence));
    await userEvent.click(await screen.findByRole('button', { name: 'Reject…' }));
    const sheet = await screen.findByRole('dialog', { name: 'Reject this request?' });
    expect(sheet.textContent).toContain('Hanna Head and everyone in Head Household will see “Rejected”');
    await userEvent.click(within(sheet).getByRole('button', { name: 'Reject request' }));
    expect(within(sheet).getByText('Give the reason: the household will ask for it.')).toBeTruthy();
    await write(within(sheet).getByRole('textbox', { name: 'Reason' }), 'Higher than six feet.');
    await userEvent.click(within(sheet).getByRole('button', { name: 'Reject request' }));
    expect(await inTimeline('Status: Open → Rejected')).toBeTruthy();
    expect(await inTimeline('Higher than six feet.')).toBeTruthy();
  });

  it('keeps the request and the typed reason when Escape leaves its sheet', async () => {
    open(pathOf(fence));
    await userEvent.click(await screen.findByRole('button', { name: 'Reject…' }));
    const sheet = await screen.findByRole('dialog', { name: 'Reject this request?' });
    await write(within(sheet).getByRole('textbox', { name: 'Reason' }), 'Higher than six feet.');
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(drawn.where()).toBe(pathOf(fence));
    expect(await heading('New fence')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Reject…' }));
    const again = await screen.findByRole('dialog', { name: 'Reject this request?' });
    const reason = within(again).getByRole('textbox', { name: 'Reason' });
    expect(reason).toHaveProperty('value', 'Higher than six feet.');
    // The words of one decision are not offered to the next.
    await userEvent.keyboard('{Escape}');
    await userEvent.click(screen.getByRole('button', { name: 'Approve…' }));
    const approving = await screen.findByRole('dialog', { name: 'Approve this request?' });
    expect(within(approving).getByRole('textbox')).toHaveProperty('value', '');
  });

  it('keeps a correction when its sheet is closed, and corrects only what was changed', async () => {
    open(pathOf(leak));
    const correct = await screen.findByRole('button', { name: 'Correct it' });
    await userEvent.click(correct);
    const title = (): HTMLElement => screen.getByLabelText('In a few words');
    await screen.findByRole('dialog');
    await write(title(), ' and in the hall');
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(screen.getByText('Not sent. Your words are kept on this device.')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Correct it' }));
    await screen.findByRole('dialog');
    expect(title()).toHaveProperty('value', 'Leak under the sink and in the hall');
    await userEvent.click(screen.getByRole('button', { name: 'Save correction' }));
    expect(await heading('Leak under the sink and in the hall')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Correct it' }));
    await screen.findByRole('dialog');
    expect(screen.queryByText('Your draft is back as you left it.')).toBeNull();
  });
});

describe('an inbox without rows', () => {
  beforeEach(async () => {
    rig = await openSmallReplica('office', documents);
  });

  it('teaches what to do where nothing fits', async () => {
    open('/inbox?q=zebra');
    await screen.findByRole('heading', { name: 'Nothing fits' });
    await userEvent.click(screen.getByRole('button', { name: 'Clear search and filters' }));
    await waitFor(() => expect(shown()).toHaveLength(4));
    await waitFor(() => expect(drawn.where()).toBe('/inbox'));
  });

  it('says that nothing waits where all are closed', async () => {
    await rig.replica.close();
    rig = await openSmallReplica('office', [dog]);
    open('/inbox');
    await screen.findByRole('heading', { name: 'Nothing waits' });
  });
});
