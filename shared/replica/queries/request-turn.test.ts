/** Whose turn it is: a request waits for its reporter only while the last word is the other side's. */
import { describe, expect, it } from 'vitest';
import type { FieldChange, RequestBody, RequestEvent } from '@communitrak/domain/requests/index.ts';
import { createComment } from '@communitrak/domain/requests/index.ts';
import { aPrincipal, aRequest } from '@communitrak/testkit/builders.ts';
import { countingIds } from '@communitrak/testkit/clock-and-ids.ts';
import { saidOn, turnOf, type Sides } from './request-turn.ts';

const HEAD = aPrincipal('m-head', ['all', 'hh:h1'], 'Hanna Head');
const ids = countingIds(0xaa00);
const request = (over: Partial<RequestBody> = {}) =>
  aRequest({ household: 'h1', status: 'waiting', ...over }, { by: HEAD });
let at = Date.UTC(2026, 0, 5);
const says = (member: string): RequestEvent =>
  createComment(
    { request: request(), by: aPrincipal(member), text: 'Words', files: [] },
    (at += 60_000),
    ids,
  );
const changes = (member: string, change: Pick<FieldChange, 'field' | 'from' | 'to'>): RequestEvent => {
  const event = says(member);
  return { ...event, body: { ...event.body, kind: 'change', text: '', changes: [change] } };
};

/** As the office sees them; a tenant sees no roles, a director no households. */
const sides: Sides = {
  staff: new Set(['m-office', 'm-board']),
  homes: new Map([['h1', new Set(['m-head', 'm-member'])]]),
};
const asTenant: Sides = { ...sides, staff: new Set() };
const asBoard: Sides = { ...sides, homes: new Map() };

const turn = (events: readonly RequestEvent[], as: Sides, over: Partial<RequestBody> = {}) =>
  turnOf(request(over).body, saidOn(request(over).body, events, as));

describe('whose turn it is', () => {
  it('is the reporter’s once the office has asked, and the office’s once they have answered', () => {
    const asked = changes('m-office', { field: 'status', from: 'open', to: 'waiting' });
    const answer = says('m-head');
    for (const as of [sides, asTenant, asBoard]) {
      expect(turn([asked], as)).toBe('reporter');
      expect(turn([asked, answer], as)).toBe('office');
      expect(turn([asked, answer, says('m-office')], as)).toBe('reporter');
    }
  });

  it('takes an answer of the household’s for theirs', () => {
    for (const as of [sides, asTenant, asBoard])
      expect(turn([says('m-office'), says('m-member')], as)).toBe('office');
  });

  it('is not given back by a date that the office sets', () => {
    const silent = changes('m-office', { field: 'due', from: '', to: '2026-02-01' });
    expect(turn([says('m-office'), says('m-head'), silent], sides)).toBe('office');
  });

  it('is the reporter’s where whoever has the work asks', () => {
    expect(turn([says('m-plumber')], sides, { assignee: 'm-plumber' })).toBe('reporter');
  });

  it('goes by time, in whatever order they come', () => {
    const [asked, answer] = [says('m-office'), says('m-head')];
    expect(turn([answer, asked], sides)).toBe('office');
  });

  it('of a change to the outside is the board’s, and nobody’s once it is closed', () => {
    expect(turn([], sides, { kind: 'architectural', status: 'open' })).toBe('board');
    expect(turn([says('m-office')], sides, { kind: 'architectural' })).toBe('reporter');
    expect(turn([], sides, { kind: 'architectural', status: 'approved' })).toBe('');
    expect(turn([], sides, { status: 'done' })).toBe('');
  });

  it('is not known while what was said is still being read', () => {
    expect(turnOf(request().body, undefined)).toBe('');
    expect(turnOf(request({ status: 'open' }).body, undefined)).toBe('office');
  });
});
