import { describe, expect, it } from 'vitest';
import { START, aPrincipal, aRequest, accepted, countingIds } from '@communitrak/testkit/builders.ts';
import { isId } from '../core/ids.ts';
import { MAX_ORDER_LENGTH } from '../core/order.ts';
import {
  createRequest,
  editRequest,
  placeProperty,
  requestEntity,
  requestNumbered,
  type RequestBody,
} from './index.ts';

describe('a new request', () => {
  it('is open, unassigned, signed and dated by its reporter’s device, without loose blanks', () => {
    const by = aPrincipal('m1', ['all', 'hh:h1'], 'Fatima Smith');
    const made = createRequest(
      {
        by,
        kind: 'maintenance',
        title: '  Leak ',
        description: ' It drips. ',
        priority: 'high',
        place: ' Kitchen ',
        household: 'h1',
        files: [],
      },
      START,
      countingIds(),
    );
    expect(isId(made.id)).toBe(true);
    expect(made.stamp.state).toBe('waiting');
    expect(made.body).toEqual({
      kind: 'maintenance',
      title: 'Leak',
      description: 'It drips.',
      priority: 'high',
      place: 'Kitchen',
      household: 'h1',
      reporter: 'm1',
      reporterName: 'Fatima Smith',
      assignee: '',
      assigneeName: '',
      due: '',
      status: 'open',
      reportedAt: '2026-03-02T14:05:00.000Z',
      files: [],
      event: '',
      earlier: [],
    });
    expect(requestEntity.parse(made)).toEqual({ ok: true, doc: made });
  });

  const file = { sha256: 'a'.repeat(64), bytes: 1, type: 'image/jpeg', width: 1, height: 1, name: 'a.jpg' };
  it.each<[string, Partial<RequestBody>]>([
    ['no title', { title: '' }],
    ['a title of blanks', { title: '   ' }],
    ['a title of 121 characters', { title: 'x'.repeat(121) }],
    ['a title of two lines', { title: 'a\nb' }],
    ['a description of 5001 characters', { description: 'x'.repeat(5001) }],
    ['eleven files', { files: Array.from({ length: 11 }, () => file) }],
    ['a file without a hash', { files: [{ ...file, sha256: 'A' }] }],
    ['a file of 26 MB', { files: [{ ...file, bytes: 26 * 1024 * 1024 }] }],
    ['a due date in words', { due: 'soon' }],
    ['a time of its own making', { reportedAt: 'yesterday' }],
    ['an event of something else', { event: 'request:r1' }],
  ])('does not parse with %s', (_name, over) => {
    expect(requestEntity.parse(aRequest(over))).toMatchObject({ ok: false });
  });

  it.each<[string, Partial<RequestBody>]>([
    ['120 characters of title', { title: 'x'.repeat(120) }],
    ['5000 characters and line breaks', { description: `${'x'.repeat(4998)}\n\n` }],
    ['ten files', { files: Array.from({ length: 10 }, () => file) }],
  ])('parses with %s', (_name, over) => {
    expect(requestEntity.parse(aRequest(over))).toMatchObject({ ok: true });
  });
});

describe('the order of requests', () => {
  const numbered = (n: number): string =>
    requestEntity.order(accepted(aRequest(), 'm1', '', requestNumbered.format(n)));

  it('is newest first by the server’s number, past 9999 too', () => {
    const numbers = [1, 2, 10, 999, 9999, 10_000, 123_456];
    expect(numbers.map(numbered).toSorted()).toEqual(numbers.toReversed().map(numbered));
  });

  it('has what waits before all others, and a wrong clock cannot bury it', () => {
    const old = requestEntity.order(aRequest({ reportedAt: '1999-01-01T00:00:00.000Z' }));
    const now = requestEntity.order(aRequest());
    expect([numbered(99_999), old, now].toSorted()).toEqual([now, old, numbered(99_999)]);
    expect(numbered(1).length).toBeLessThanOrEqual(MAX_ORDER_LENGTH);
  });
});

describe('editing a request', () => {
  it('changes what is given and waits again, with number and times kept', () => {
    const stored = accepted(aRequest(), 'm1', '2026-03-02T15:00:00.000Z', 'R-0007');
    const edited = editRequest(stored, { title: ' Big leak ' });
    expect(edited.body).toEqual({ ...stored.body, title: 'Big leak' });
    expect(edited.stamp).toEqual({ ...stored.stamp, state: 'waiting' });
  });

  it('knows a place that is a property', () => {
    expect(placeProperty(aRequest({ place: 'property:p1' }).body)).toBe('property:p1');
    expect(placeProperty(aRequest({ place: 'property: the pool' }).body)).toBeUndefined();
    expect(placeProperty(aRequest({ place: 'Kitchen' }).body)).toBeUndefined();
  });
});

describe('merging two edits of a request', () => {
  const base = accepted(aRequest());
  const mine = editRequest(base, { title: 'Mine' });

  it('takes both where they changed different fields', () => {
    const theirs = { ...base, body: { ...base.body, description: 'Theirs' } };
    expect(requestEntity.merge(base, mine, theirs)).toEqual({
      ok: true,
      body: { ...base.body, title: 'Mine', description: 'Theirs' },
    });
  });

  it('names the field that both changed differently', () => {
    const theirs = { ...base, body: { ...base.body, title: 'Theirs' } };
    expect(requestEntity.merge(base, mine, theirs)).toEqual({ ok: false, fields: ['title'] });
  });

  it('lets the own explanation stand beside the other’s change', () => {
    const ours = { ...base, body: { ...base.body, due: '2026-04-01', event: 'request-event:a.1' } };
    const theirs = { ...base, body: { ...base.body, priority: 'high' as const, event: 'request-event:a.2' } };
    expect(requestEntity.merge(base, ours, theirs)).toEqual({
      ok: true,
      body: { ...theirs.body, due: '2026-04-01', event: 'request-event:a.1' },
    });
  });
});
