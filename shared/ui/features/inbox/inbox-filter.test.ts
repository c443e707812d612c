/** The inbox's filters, counts, order and pointer, without a screen. */
import { describe, expect, it } from 'vitest';
import type { RequestRow } from '@communitrak/replica/queries/request-rows.ts';
import {
  DEFAULT_FILTER,
  filterFromUrl,
  filterToUrl,
  inboxView,
  isNarrowed,
  isOverdue,
} from './inbox-filter.ts';
import { movePointer } from './pointer.ts';

const viewer = { member: 'me', today: '2026-11-23' };

function row(id: string, part: Partial<RequestRow> = {}): RequestRow {
  return {
    id,
    number: '',
    title: id,
    kind: 'general',
    priority: 'normal',
    status: 'open',
    household: 'h1',
    householdName: 'Lot 1',
    place: '',
    reporter: 'm1',
    reporterName: 'Ana',
    assignee: '',
    assigneeName: '',
    at: '2026-11-01T00:00:00.000Z',
    due: '',
    photoCount: 0,
    delivery: 'sent',
    lastActivity: '2026-11-01T00:00:00.000Z',
    turn: 'office',
    ...part,
  };
}

const idsOf = (rows: readonly RequestRow[]): readonly string[] => rows.map(({ id }) => id);

describe('filters and the URL', () => {
  it.each([
    '',
    'status=closed',
    'status=in-progress&kind=architectural&assignee=me&overdue=1&q=pool+key&sort=due',
    'assignee=none',
  ])('survive the way there and back: %s', (text) => {
    const filter = filterFromUrl(new URLSearchParams(text));
    expect(filterToUrl(filter, new URLSearchParams()).toString()).toBe(text);
  });
  it('take nonsense for the default', () => {
    const wrong = 'status=asleep&kind=x&assignee=everybody&overdue=yes&sort=random';
    expect(filterFromUrl(new URLSearchParams(wrong))).toEqual(DEFAULT_FILTER);
  });
  it('leave parameters alone that are not theirs, and drop what is the default again', () => {
    const now = new URLSearchParams('status=closed&tab=2');
    expect(filterToUrl(DEFAULT_FILTER, now).toString()).toBe('tab=2');
  });
  it('know when the list is narrowed', () => {
    expect(isNarrowed({ ...DEFAULT_FILTER, status: 'closed', sort: 'due' })).toBe(false);
    expect(isNarrowed({ ...DEFAULT_FILTER, q: 'x' })).toBe(true);
  });
});

describe('what the inbox shows', () => {
  const rows = [
    row('a', { status: 'open', kind: 'maintenance', assignee: 'me', due: '2026-11-20' }),
    row('b', { status: 'in-progress', at: '2026-11-05T00:00:00.000Z', due: '2026-11-30' }),
    row('c', { status: 'waiting', priority: 'urgent', at: '2026-11-03T00:00:00.000Z' }),
    row('d', { status: 'done', due: '2026-11-01', assignee: 'me' }),
    row('e', { status: 'rejected', kind: 'architectural' }),
  ];
  const view = (part: Partial<typeof DEFAULT_FILTER>) =>
    inboxView(rows, { ...DEFAULT_FILTER, ...part }, viewer);

  it('is what is not closed, newest first, with a count for each status', () => {
    const { rows: shown, counts } = view({});
    expect(idsOf(shown)).toEqual(['b', 'c', 'a']);
    expect(counts).toEqual({ active: 3, open: 1, 'in-progress': 1, waiting: 1, closed: 2, all: 5 });
  });
  it('counts within the other filters', () => {
    expect(view({ assignee: 'me' }).counts).toMatchObject({ active: 1, closed: 1, all: 2 });
    expect(view({ kind: 'architectural' }).counts).toMatchObject({ active: 0, closed: 1 });
  });
  it('finds mine, nobody’s and what is late', () => {
    expect(idsOf(view({ assignee: 'me', status: 'all' }).rows).toSorted()).toEqual(['a', 'd']);
    expect(idsOf(view({ assignee: 'none', status: 'all' }).rows).toSorted()).toEqual(['b', 'c', 'e']);
    expect(idsOf(view({ overdue: true, status: 'all' }).rows)).toEqual(['a']);
  });
  it('is late only after the day, and never once closed', () => {
    expect(isOverdue(row('x', { due: '2026-11-23' }), viewer.today)).toBe(false);
    expect(isOverdue(row('x', { due: '2026-11-22' }), viewer.today)).toBe(true);
    expect(isOverdue(row('x', { due: '2026-11-22', status: 'done' }), viewer.today)).toBe(false);
  });
  it.each([
    ['oldest', ['a', 'c', 'b']],
    ['due', ['a', 'b', 'c']],
    ['priority', ['c', 'a', 'b']],
  ] as const)('in the order %s', (sort, ids) => {
    expect(idsOf(view({ sort }).rows)).toEqual(ids);
  });
});

describe('the pointer', () => {
  const ids = ['a', 'b', 'c'];
  it('starts at the first or the last', () => {
    expect(movePointer(ids, '', 0, 1)).toBe('a');
    expect(movePointer(ids, '', 0, -1)).toBe('c');
  });
  it('moves and stops at the ends', () => {
    expect(movePointer(ids, 'a', 0, 1)).toBe('b');
    expect(movePointer(ids, 'c', 2, 1)).toBe('c');
    expect(movePointer(ids, 'a', 0, -1)).toBe('a');
  });
  it('takes the next one’s place when its row has left the list', () => {
    expect(movePointer(['a', 'c'], 'b', 1, 1)).toBe('c');
    expect(movePointer(['a', 'c'], 'b', 1, -1)).toBe('a');
    expect(movePointer(['a'], 'b', 1, 1)).toBe('a');
    expect(movePointer([], 'b', 1, 1)).toBe('');
  });
});
