import { describe, expect, it } from 'vitest';
import {
  START,
  aMember,
  aPrincipal,
  aRequest,
  accepted,
  countingIds,
} from '@communitrak/testkit/builders.ts';
import { EVERYONE, verdictOf, who } from '@communitrak/testkit/verdicts.ts';
import type { Principal } from '../core/principal.ts';
import {
  changeRequest,
  editRequest,
  requestEntity,
  type ChangedRequest,
  type Request,
  type RequestBody,
  type RequestChanges,
} from './index.ts';
import { filedBy, homeOf } from './request.cases.ts';

const stored = accepted(filedBy('member', 'h1'), 'm-member');
describe('who files a request', () => {
  const forged: readonly [string, Partial<RequestBody>][] = [
    ['another’s hand', { reporter: 'm-head' }],
    ['another’s name', { reporterName: 'Olga Office' }],
  ];
  it.each(forged)('nobody in %s', (_name, over) => {
    for (const name of EVERYONE.filter((one) => one !== 'head' || !('reporter' in over))) {
      const after = filedBy(name, homeOf(name), over);
      const expected = name === 'office' && 'reporterName' in over ? 'ok' : 'not-allowed';
      expect(verdictOf(requestEntity, who(name), { after })).toBe(expected);
    }
  });

  const decided: readonly [string, Partial<RequestBody>, string][] = [
    ['done already', { status: 'done' }, 'not-allowed'],
    ['assigned', { assignee: 'm-office', assigneeName: 'Olga Office' }, 'not-allowed'],
    ['with a due date', { due: '2026-04-01' }, 'not-allowed'],
    ['with a history', { event: 'request-event:x.1' }, 'invalid'],
    ['approved, being of maintenance', { status: 'approved' }, 'invalid'],
    ['due on a day that is none', { due: '2026-02-30' }, 'invalid'],
  ];
  it.each(decided)('no resident one that is %s', (_name, over, expected) => {
    expect(verdictOf(requestEntity, who('member'), { after: filedBy('member', 'h1', over) })).toBe(expected);
  });

  it('the office may file one assigned and in progress, to a member who is there under their name', () => {
    const of = (assignee: string, assigneeName: string): string =>
      verdictOf(requestEntity, who('office'), {
        after: filedBy('office', 'h1', { status: 'in-progress', assignee, assigneeName }),
      });
    expect(of('m-board', 'Boris Board')).toBe('ok');
    expect(of('m-board', 'Somebody Else')).toBe('changed-meanwhile');
    expect(of('nobody', 'No Body')).toBe('missing-document');
    expect(of('', 'Boris Board')).toBe('invalid');
  });

  it.each(['inactive', 'suspended'] as const)('no %s member, even with keys of before', (state) => {
    const needed = [aMember('m-member', 'Mike Member', { state })];
    expect(verdictOf(requestEntity, who('member'), { after: filedBy('member', 'h1'), needed })).toBe(
      'not-allowed',
    );
  });

  it('not one of over 40 MB', () => {
    const big = {
      sha256: 'b'.repeat(64),
      bytes: 21 * 1024 * 1024,
      type: 'image/jpeg',
      width: 9,
      height: 9,
      name: 'b',
    };
    const after = filedBy('member', 'h1', { files: [big, big] });
    expect(verdictOf(requestEntity, who('member'), { after })).toBe('too-large');
  });
});

describe('who edits a request', () => {
  it('one who moved away edits it no more', () => {
    const moved = aPrincipal('m-member', ['all', 'hh:h2'], 'Mike Member');
    const after = editRequest(stored, { title: 'Flood' });
    expect(verdictOf(requestEntity, moved, { before: stored, after })).toBe('not-allowed');
  });
});

/** A change as this principal's device writes it, and its event as the server has stamped it. */
function changed(by: Principal, request: Request, changes: RequestChanges): ChangedRequest {
  const made = changeRequest({ request, by, changes, text: '' }, START, countingIds(7));
  const event = made.event === undefined ? undefined : accepted(made.event, by.member);
  return { ...made, event };
}

describe('a change of status, priority, assignee or due date', () => {
  const office = who('office');
  const { event, request: after } = changed(office, stored, { status: 'in-progress', due: '2026-03-09' });
  const needed = event === undefined ? [] : [event];
  const rule = (over: Partial<RequestBody>, by = office): string =>
    verdictOf(requestEntity, by, {
      before: stored,
      after: { ...after, body: { ...after.body, ...over } },
      needed,
    });

  it('is explained by its author’s event', () => {
    expect(rule({})).toBe('ok');
    expect(requestEntity.needs(after)).toContain(event?.id);
  });

  it.each<[string, Partial<RequestBody>, string]>([
    ['more than the event says', { priority: 'urgent' }, 'event-missing'],
    ['less than the event says', { due: '' }, 'event-missing'],
    ['something else', { status: 'waiting' }, 'event-missing'],
    ['without citing it', { event: '' }, 'event-missing'],
    ['citing one that is not there', { event: 'request-event:x.1' }, 'event-missing'],
    ['an assignee beside', { assignee: 'm-board', assigneeName: 'Boris Board' }, 'event-missing'],
    ['the assignee’s name alone', { assigneeName: 'Boris Board' }, 'not-allowed'],
  ])('is refused with %s', (_name, over, expected) => {
    expect(rule(over)).toBe(expected);
  });

  it('is not explained by another’s event', () => {
    expect(rule({}, who('lead'))).toBe('event-missing');
    const stolen = event === undefined ? [] : [{ ...event, body: { ...event.body, author: 'm-lead' } }];
    expect(verdictOf(requestEntity, who('lead'), { before: stored, after, needed: stolen })).toBe(
      'event-missing',
    );
  });

  it('is not explained by an event of another request', () => {
    const foreign = event === undefined ? [] : [{ ...event, parent: 'request:other' }];
    expect(verdictOf(requestEntity, office, { before: stored, after, needed: foreign })).toBe(
      'event-missing',
    );
  });

  it('is refused when the value it started from is no longer so', () => {
    const meanwhile = {
      ...stored,
      body: { ...stored.body, status: 'waiting' as const, event: 'request-event:x.9' },
    };
    expect(verdictOf(requestEntity, office, { before: meanwhile, after, needed })).toBe('changed-meanwhile');
  });

  it('goes back to none by dropping the event: no', () => {
    const cited = { ...stored, body: { ...stored.body, event: 'request-event:x.9' } };
    const back = { ...stored, body: { ...stored.body, event: '' } };
    expect(verdictOf(requestEntity, office, { before: cited, after: back })).toBe('event-missing');
  });

  it('may be several of one spell without contact, of which only the last state is sent', () => {
    const ids = countingIds(3);
    const make = (request: Request, changes: RequestChanges): ChangedRequest =>
      changeRequest({ request, by: office, changes, text: '' }, START, ids);
    const one = make(stored, { status: 'in-progress' });
    const two = make(one.request, { assignee: { member: 'm-board', name: 'Boris Board' } });
    const three = make(two.request, { status: 'waiting', due: '2026-03-20' });
    const events = [one, two, three].map((made) => made.event).filter((made) => made !== undefined);
    const arrived = events.map((made) => accepted(made, 'm-office'));
    expect(three.request.body.earlier).toEqual(events.slice(0, 2).map(({ id }) => id));
    expect(verdictOf(requestEntity, office, { before: stored, after: three.request, needed: arrived })).toBe(
      'ok',
    );
    const lost = arrived.toSpliced(1, 1);
    expect(verdictOf(requestEntity, office, { before: stored, after: three.request, needed: lost })).toBe(
      'event-missing',
    );
    // The server took the first while the device was writing the third.
    const taken = { ...one.request, stamp: { ...stored.stamp, at: new Date(START + 1).toISOString() } };
    expect(verdictOf(requestEntity, office, { before: taken, after: three.request, needed: arrived })).toBe(
      'ok',
    );
  });
});

describe('a request that only its author has touched', () => {
  const filed = filedBy('office', 'h1');
  const { event, request } = changed(who('office'), filed, { status: 'in-progress', priority: 'high' });

  it('takes changes without an event before it is sent', () => {
    expect(event).toBeUndefined();
    expect(verdictOf(requestEntity, who('office'), { after: request })).toBe('ok');
    expect(verdictOf(requestEntity, who('office'), { before: filed, after: request })).toBe('ok');
  });

  it('takes them too when the first version had arrived and the answer had not', () => {
    const arrived = accepted(filed, 'm-office');
    expect(verdictOf(requestEntity, who('office'), { before: arrived, after: request })).toBe('ok');
    const touched = accepted(filed, 'm-lead');
    expect(verdictOf(requestEntity, who('office'), { before: touched, after: request })).toBe(
      'event-missing',
    );
  });

  it('but not by a resident, who does not plan', () => {
    const after = { ...stored, body: { ...stored.body, priority: 'urgent' as const } };
    expect(verdictOf(requestEntity, who('member'), { before: stored, after })).toBe('event-missing');
  });
});

describe('who sees a request', () => {
  it.each<[string, Partial<RequestBody>, readonly string[]]>([
    ['maintenance', {}, ['office', 'hh:h1']],
    ['architectural', { kind: 'architectural' }, ['office', 'hh:h1', 'board']],
    ['assigned', { assignee: 'm9', assigneeName: 'A B' }, ['office', 'hh:h1', 'u:m9']],
    ['of the association itself', { household: '' }, ['office']],
  ])('%s', (_name, over, audience) => {
    expect(requestEntity.audience(aRequest(over), new Map())).toEqual(audience);
  });
});
