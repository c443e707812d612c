import { describe, expect, it } from 'vitest';
import { aRequest } from '@communitrak/testkit/builders.ts';
import { countingIds } from '@communitrak/testkit/clock-and-ids.ts';
import { deliverer } from '../status/delivery.ts';
import { filterRows } from './request-search.ts';
import { rowOf } from './request-view.ts';

const around = {
  households: new Map([['household:h1', { name: 'Peña Household', property: 'property:p1' }]]),
  places: new Map([['property:p1', 'Lot 12, 148 Mill Race Rd']]),
  deliverer: deliverer(false, new Set()),
};
const me = { member: 'm1', households: new Set(['h1']) };
const listed = [
  aRequest({ title: 'Leak', reporter: 'm1', place: 'property:p1' }, { newId: countingIds(1) }),
  aRequest(
    { title: 'Fence', reporter: 'm2', household: 'h2', kind: 'architectural' },
    { newId: countingIds(2) },
  ),
  aRequest(
    { title: 'Lamp', reporter: 'm2', status: 'done', assignee: 'm9', assigneeName: 'Ana' },
    { newId: countingIds(3) },
  ),
].map((request) => ({
  row: rowOf(request, around, undefined),
  description: request.body.description,
  home: '',
}));
const titles = (filter: Parameters<typeof filterRows>[1]): string[] =>
  filterRows(listed, filter, me).map((row) => row.title);

describe('filters of request lists', () => {
  it.each([
    [{ scope: 'all' }, ['Leak', 'Fence', 'Lamp']],
    [{ scope: 'mine' }, ['Leak', 'Lamp']],
    [{ scope: 'all', statuses: ['done'] }, ['Lamp']],
    [{ scope: 'all', kinds: ['architectural'] }, ['Fence']],
    [{ scope: 'all', assignee: 'm9' }, ['Lamp']],
    [{ scope: 'all', assignee: '' }, ['Leak', 'Fence']],
    [{ scope: 'all', search: '  pena   LEAK ' }, ['Leak']],
    [{ scope: 'all', search: 'mill race' }, ['Leak']],
    [{ scope: 'all', search: 'drips' }, ['Leak', 'Fence', 'Lamp']],
    [{ scope: 'all', search: 'leak lamp' }, []],
  ] as const)('%j', (filter, expected) => {
    expect(titles(filter)).toEqual(expected);
  });

  it('a document that is not sent has its own word; one that was refused needs attention', () => {
    const waiting = aRequest();
    const sent = { ...waiting, stamp: { ...waiting.stamp, state: 'accepted' as const } };
    expect(deliverer(false, new Set()).of(waiting)).toBe('waiting');
    expect(deliverer(true, new Set()).of(waiting)).toBe('saved');
    expect(deliverer(true, new Set()).of(sent)).toBe('sent');
    expect(deliverer(false, new Set([sent.id])).of(sent)).toBe('attention');
  });
});
