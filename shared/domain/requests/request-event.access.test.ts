import { describe, expect, it } from 'vitest';
import { START, aMember, aRequest, accepted, countingIds } from '@communitrak/testkit/builders.ts';
import { small, verdictOf, who, type Who } from '@communitrak/testkit/verdicts.ts';
import {
  changeRequest,
  createComment,
  requestEventEntity,
  type FieldChange,
  type Request,
  type RequestBody,
  type RequestChanges,
  type RequestEvent,
  type RequestEventBody,
} from './index.ts';

const ids = countingIds(5);

function stored(over: Partial<RequestBody> = {}): Request {
  return accepted(
    aRequest({ reporter: 'm-member', reporterName: 'Mike Member', household: 'h1', ...over }),
    'm-member',
  );
}

function comment(name: Who, request: Request, over: Partial<RequestEventBody> = {}): RequestEvent {
  const made = createComment({ request, by: who(name), text: 'Thank you.', files: [] }, START, ids);
  return { ...made, body: { ...made.body, ...over } };
}

function change(name: Who, request: Request, changes: RequestChanges): RequestEvent {
  const { event } = changeRequest({ request, by: who(name), changes, text: '' }, START, ids);
  if (event === undefined) throw new Error('nothing changes');
  return event;
}

describe('who answers a request', () => {
  it('nobody in another’s name', () => {
    const request = stored();
    const after = comment('head', request, { author: 'm-office' });
    expect(verdictOf(requestEventEntity, who('head'), { after, needed: [request] })).toBe('not-allowed');
  });

  it('nobody where the request is not there', () => {
    expect(verdictOf(requestEventEntity, who('office'), { after: comment('office', stored()) })).toBe(
      'missing-document',
    );
  });

  it.each(['inactive', 'suspended'] as const)('no %s member', (state) => {
    const request = stored();
    const needed = [request, aMember('m-head', 'Hanna Head', { state })];
    const after = comment('head', request);
    expect(verdictOf(requestEventEntity, who('head'), { after, needed })).toBe('not-allowed');
  });

  it.each<[string, Partial<RequestEvent>, Partial<RequestEventBody>]>([
    ['says nothing', {}, { text: '  ' }],
    ['has an id of another request', { id: 'request-event:other.1' }, {}],
    ['changes something on the side', {}, { changes: [{ field: 'status', from: 'open', to: 'done' }] }],
    ['is a change of nothing', {}, { kind: 'change' }],
  ])('not with a comment that %s', (_name, head, over) => {
    const request = stored();
    const after = { ...comment('office', request, over), ...head };
    expect(verdictOf(requestEventEntity, who('office'), { after, needed: [request] })).toBe('invalid');
  });
});

describe('who changes a request', () => {
  it.each<[string, FieldChange, string]>([
    [
      'from a status that is no longer so',
      { field: 'status', from: 'waiting', to: 'done' },
      'changed-meanwhile',
    ],
    ['to a status of another kind', { field: 'status', from: 'open', to: 'approved' }, 'not-a-transition'],
    ['to a status that is none', { field: 'status', from: 'open', to: 'lost' }, 'invalid'],
    ['to a priority that is none', { field: 'priority', from: 'normal', to: 'panic' }, 'invalid'],
    ['to a day that is none', { field: 'due', from: '', to: '2026-02-30' }, 'invalid'],
    ['to the same', { field: 'priority', from: 'normal', to: 'normal' }, 'invalid'],
    [
      'to a member who is not there',
      { field: 'assignee', from: '', to: 'nobody', toName: 'No Body' },
      'missing-document',
    ],
    [
      'to a member under another name',
      { field: 'assignee', from: '', to: 'm-board', toName: 'X' },
      'changed-meanwhile',
    ],
  ])('the office neither %s', (_name, one, expected) => {
    const request = stored();
    const made = change('office', request, { priority: 'high' });
    const after = { ...made, body: { ...made.body, changes: [one] } };
    expect(verdictOf(requestEventEntity, who('office'), { after, needed: [request] })).toBe(expected);
  });

  it('not the same field twice', () => {
    const request = stored();
    const made = change('office', request, { priority: 'high' });
    const twice = [...made.body.changes, { field: 'priority', from: 'high', to: 'low' } as const];
    const after = { ...made, body: { ...made.body, changes: twice } };
    expect(verdictOf(requestEventEntity, who('office'), { after, needed: [request] })).toBe('invalid');
  });

  it('several in one spell, each from where the one before led', () => {
    const request = stored();
    const by = who('office');
    const one = changeRequest({ request, by, changes: { status: 'in-progress' }, text: '' }, START, ids);
    const two = changeRequest(
      { request: one.request, by, changes: { status: 'waiting' }, text: '' },
      START,
      ids,
    );
    if (one.event === undefined || two.event === undefined) throw new Error('two events');
    const first = accepted(one.event, 'm-office');
    const rule = (needed: readonly (Request | RequestEvent)[]): string =>
      verdictOf(requestEventEntity, by, { after: two.event, needed });
    expect(rule([request, first])).toBe('ok');
    expect(rule([request])).toBe('missing-document');
    expect(requestEventEntity.needs(two.event)).toContain(first.id);
    // Somebody else moved it before the first event's request arrived.
    expect(rule([stored({ status: 'done', event: 'request-event:x.1' }), first])).toBe('changed-meanwhile');
    // Forged: the earlier event is of another's making, or of another request.
    expect(rule([request, accepted(one.event, 'm-lead')])).toBe('invalid');
    expect(rule([request, { ...first, parent: 'request:other' }])).toBe('invalid');
  });
});

describe('who sees an event', () => {
  it('whoever sees its request', () => {
    const request = stored({ kind: 'architectural', assignee: 'm-next', assigneeName: 'Nora Next' });
    const event = comment('office', request);
    const needed = new Map([[request.id, request]]);
    expect(requestEventEntity.audience(event, needed)).toEqual(['office', 'hh:h1', 'board', 'u:m-next']);
    expect(requestEventEntity.audience(event, new Map())).toEqual(['office']);
    expect(small.people.head.principal.keys.has('office')).toBe(false);
  });
});
