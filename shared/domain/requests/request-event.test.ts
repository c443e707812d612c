import { describe, expect, it } from 'vitest';
import { START, aRequest, accepted, countingIds } from '@communitrak/testkit/builders.ts';
import { who } from '@communitrak/testkit/verdicts.ts';
import { isId } from '../core/ids.ts';
import {
  changeRequest,
  createComment,
  requestEventEntity,
  type RequestChanges,
  type Request,
} from './index.ts';

const stored = accepted(aRequest({ assignee: 'm-board', assigneeName: 'Boris Board' }), 'm1');
const change = (request: Request, changes: RequestChanges, text = '') =>
  changeRequest({ request, by: who('office'), changes, text }, START, countingIds());

describe('changing a request', () => {
  it('writes an event that says from what to what, and a request that cites it', () => {
    const { event, request } = change(
      stored,
      {
        status: 'in-progress',
        assignee: { member: '', name: '' },
        due: '2026-03-09',
      },
      ' On it. ',
    );
    expect(event?.body).toEqual({
      kind: 'change',
      author: 'm-office',
      at: '2026-03-02T14:05:00.000Z',
      text: 'On it.',
      files: [],
      changes: [
        { field: 'status', from: 'open', to: 'in-progress' },
        { field: 'assignee', from: 'm-board', to: '', fromName: 'Boris Board', toName: '' },
        { field: 'due', from: '', to: '2026-03-09' },
      ],
      earlier: [],
    });
    expect(event?.parent).toBe(stored.id);
    expect(isId(event?.id)).toBe(true);
    expect(request.body).toEqual({
      ...stored.body,
      status: 'in-progress',
      assignee: '',
      assigneeName: '',
      due: '2026-03-09',
      event: event?.id,
    });
    expect(request.stamp.state).toBe('waiting');
  });

  it('writes nothing where nothing changes, a comment where something is said', () => {
    expect(change(stored, { status: 'open', priority: 'normal' })).toEqual({
      event: undefined,
      request: stored,
    });
    const said = change(stored, { status: 'open' }, 'Still open.');
    expect(said.request).toBe(stored);
    expect(said.event?.body).toMatchObject({ kind: 'comment', text: 'Still open.', changes: [] });
  });

  it('takes the change at once, and says what is said apart, when only this device knows the request', () => {
    const { event, request } = change(aRequest(), { priority: 'urgent' }, 'It runs.');
    expect(request.body).toMatchObject({ priority: 'urgent', event: '' });
    expect(event?.body).toMatchObject({ kind: 'comment', text: 'It runs.' });
  });

  it('starts a new spell once the server has taken the last change', () => {
    const { request } = change(stored, { status: 'in-progress' });
    const next = change(accepted(request, 'm-office'), { status: 'waiting' });
    expect(next.request.body.earlier).toEqual([]);
    expect(next.event?.body.earlier).toEqual([]);
  });
});

describe('the order of events', () => {
  it('is the server’s, and what waits comes last in the order it was written', () => {
    const ids = countingIds();
    const made = (ms: number) =>
      createComment({ request: stored, by: who('member'), text: 'x', files: [] }, ms, ids);
    const waiting = [made(START - 9e9), made(START)];
    const early = accepted(made(START + 9e9), 'm1', '2026-03-02T10:00:00.000Z');
    const late = accepted(made(START - 9e9), 'm1', '2026-03-02T11:00:00.000Z');
    const order = (doc: (typeof waiting)[number]): string => requestEventEntity.order(doc);
    const sorted = [...waiting, late, early].toSorted((a, b) => (order(a) < order(b) ? -1 : 1));
    expect(sorted).toEqual([early, late, ...waiting]);
  });
});
