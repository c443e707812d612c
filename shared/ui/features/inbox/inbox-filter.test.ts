/** The inbox's filters, counts and rows, without a screen. */
import { describe, expect, it } from 'vitest';
import type { RequestRow } from '@communitrak/replica/queries/request-rows.ts';
import {
  assigneeKey,
  choiceOf,
  countIn,
  isOverdue,
  statusCounts,
  statusFilterOf,
  STATUS_FILTERS,
  USUAL,
  withChoice,
  withStatus,
} from './inbox-filter.ts';
import { INBOX_QUERIES } from './inbox-links.ts';
import { createInboxRows } from './inbox-rows.ts';

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

const rows = [
  row('a', { status: 'open', kind: 'maintenance', assignee: 'me', due: '2026-11-20' }),
  row('b', { status: 'in-progress', due: '2026-11-30', assignee: 'm2' }),
  row('c', { status: 'waiting', priority: 'urgent' }),
  row('d', { status: 'done', due: '2026-11-01', assignee: 'me' }),
  row('e', { status: 'rejected', kind: 'architectural' }),
];

describe('the status filter', () => {
  it.each(STATUS_FILTERS)('%s is the same after it has been set', (status) => {
    expect(statusFilterOf(withStatus(USUAL.filters, status))).toBe(status);
  });
  it('is, as the inbox comes, what is not closed', () => {
    expect(statusFilterOf(USUAL.filters)).toBe('active');
  });
  it('is none of them for a mixture chosen in the sheet', () => {
    expect(statusFilterOf(withChoice({}, 'status', ['open', 'done']))).toBeUndefined();
  });
  it('leaves the other filters as they are', () => {
    const mine = withChoice(USUAL.filters, 'assignee', ['me']);
    expect(choiceOf(withStatus(mine, 'closed'), 'assignee')).toBe('me');
    expect(choiceOf(withChoice(mine, 'assignee', []), 'assignee')).toBeUndefined();
    expect(choiceOf(withChoice(mine, 'assignee', ['me', '']), 'assignee')).toBe('several');
  });
});

describe('counts', () => {
  const columns = [
    { id: 'status', narrowedBy: (one: RequestRow) => one.status },
    { id: 'assignee', narrowedBy: (one: RequestRow) => assigneeKey(one, 'me') },
  ];
  it('say how many each status would show, whatever status is on', () => {
    expect(statusCounts(rows, columns, USUAL.filters)).toEqual({
      active: 3,
      open: 1,
      'in-progress': 1,
      waiting: 1,
      closed: 2,
      all: 5,
    });
  });
  it('are within the other filters', () => {
    const mine = withChoice(USUAL.filters, 'assignee', ['me']);
    expect(statusCounts(rows, columns, mine)).toMatchObject({ active: 1, closed: 1, all: 2 });
  });
  it('of a link are what its filters leave, and what is not closed where it says nothing of that', () => {
    const counted = Object.entries(INBOX_QUERIES).map(([name, query]) => [
      name,
      countIn(rows, query, viewer),
    ]);
    expect(Object.fromEntries(counted)).toEqual({
      new: 1,
      unassigned: 1,
      overdue: 1,
      mine: 1,
      latest: 3,
      decisions: 0,
    });
    expect(countIn(rows, 'f.status=&f.assignee=me', viewer)).toBe(2);
  });
});

describe('a row', () => {
  it('is late only after the day, and never once closed', () => {
    expect(isOverdue(row('x', { due: '2026-11-23' }), viewer.today)).toBe(false);
    expect(isOverdue(row('x', { due: '2026-11-22' }), viewer.today)).toBe(true);
    expect(isOverdue(row('x', { due: '2026-11-22', status: 'done' }), viewer.today)).toBe(false);
  });
  it('is one’s own by the same key for everybody', () => {
    const keys = [row('x', { assignee: 'me' }), row('x'), row('x', { assignee: 'm2' })];
    expect(keys.map((one) => assigneeKey(one, 'me'))).toEqual(['me', '', 'm2']);
  });
  it('stays the same object until something of it changes', () => {
    const rowsOf = createInboxRows();
    const first = rowsOf(rows, new Set(), viewer.today);
    const then = rowsOf(rows, new Set(['b']), viewer.today);
    expect(then.map((one, index) => one === first[index])).toEqual([true, false, true, true, true]);
    expect(then[1]?.unread).toBe(true);
  });
});
