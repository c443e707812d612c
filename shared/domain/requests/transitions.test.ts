import { describe, expect, it } from 'vitest';
import { START, aPrincipal, aRequest, accepted } from '@communitrak/testkit/builders.ts';
import { who, type Who } from '@communitrak/testkit/verdicts.ts';
import {
  ALL_STATUSES,
  REOPEN_DAYS,
  possibleTransitions,
  statusesOf,
  transitionsFor,
  type Request,
  type RequestBody,
  type RequestStatus,
} from './index.ts';

const stored = (over: Partial<RequestBody>): Request =>
  accepted(aRequest({ reporter: 'm-member', household: 'h1', ...over }), 'm-member');

describe('which status may follow', () => {
  it.each([
    ['maintenance', 'open', ['in-progress', 'waiting', 'done']],
    ['maintenance', 'waiting', ['open', 'in-progress', 'done']],
    ['general', 'done', ['open']],
    ['architectural', 'open', ['in-progress', 'waiting', 'approved', 'rejected']],
    ['architectural', 'in-progress', ['open', 'waiting', 'approved', 'rejected']],
    ['architectural', 'approved', ['open']],
    ['architectural', 'rejected', ['open']],
  ] as const)('%s, from %s', (kind, from, expected) => {
    expect(possibleTransitions(kind, from)).toEqual(expected);
  });

  it('never leaves the kind’s own statuses, and never stays', () => {
    for (const kind of ['general', 'maintenance', 'architectural'] as const) {
      for (const from of statusesOf(kind)) {
        const next = possibleTransitions(kind, from);
        expect(next).not.toContain(from);
        for (const status of next) expect(statusesOf(kind)).toContain(status);
      }
    }
  });
});

describe('who may take which step', () => {
  const table: readonly [Who, Partial<RequestBody>, readonly RequestStatus[]][] = [
    ['office', { status: 'open' }, ['in-progress', 'waiting', 'done']],
    ['office', { kind: 'architectural', status: 'waiting' }, ['open', 'in-progress', 'approved', 'rejected']],
    ['lead', { status: 'done' }, ['open']],
    ['board', { status: 'open' }, []],
    ['board', { kind: 'architectural', status: 'in-progress' }, ['approved', 'rejected']],
    ['board', { kind: 'architectural', status: 'rejected' }, ['open']],
    ['member', { status: 'open' }, ['done']],
    ['member', { status: 'waiting' }, ['done']],
    ['member', { status: 'done' }, ['open']],
    ['member', { kind: 'architectural', status: 'open' }, []],
    ['member', { kind: 'architectural', status: 'rejected' }, []],
    ['head', { status: 'open' }, []],
    ['head', { status: 'done' }, ['open']],
    ['neighbour', { status: 'open' }, []],
    ['neighbour', { status: 'done' }, []],
    ['neighbour', { status: 'open', assignee: 'm-next' }, ['in-progress', 'waiting', 'done']],
    ['neighbour', { kind: 'architectural', status: 'open', assignee: 'm-next' }, ['in-progress', 'waiting']],
    ['neighbour', { status: 'done', assignee: 'm-next' }, []],
    ['tenant', { status: 'open' }, []],
    ['tenant', { status: 'open', household: 'h3', reporter: 'm-tenant' }, ['done']],
  ];
  it.each(table)('%s, %j → %j', (name, over, expected) => {
    expect(transitionsFor(who(name), stored(over), START)).toEqual(expected);
  });

  it('closes no request that the server has not seen', () => {
    expect(transitionsFor(who('member'), aRequest({ reporter: 'm-member' }), START)).toEqual([]);
  });

  it(`reopens for the household within ${String(REOPEN_DAYS)} days, for the office always`, () => {
    const closed = stored({ status: 'done' });
    const last = START + REOPEN_DAYS * 24 * 3_600_000;
    expect(transitionsFor(who('head'), closed, last)).toEqual(['open']);
    expect(transitionsFor(who('head'), closed, last + 1)).toEqual([]);
    expect(transitionsFor(who('office'), closed, last + 1)).toEqual(['open']);
  });

  it('gives a suspended member nothing', () => {
    const alone = aPrincipal('m-member', []);
    for (const status of ALL_STATUSES) expect(transitionsFor(alone, stored({ status }), START)).toEqual([]);
  });
});
