/** How an unpaid bill grows serious by the day, whom it stops, and what a month costs. */
import { describe, expect, it } from 'vitest';
import { aPrincipal } from '@communitrak/testkit/builders.ts';
import { mayWriteDuring, monthlyCents, serviceOn, type ServiceFacts, type ServiceState } from './index.ts';

const facts: ServiceFacts = {
  began: '2026-12-01',
  trialEnds: '2026-12-15',
  unpaidSince: '',
  endedOn: '',
  paidOn: '',
};

describe('the state of the service', () => {
  it.each([
    [{}, '2026-12-14', { state: 'trial', since: '2026-12-01', until: '2026-12-15' }],
    [{}, '2026-12-15', { state: 'active', since: '2026-12-15', until: '' }],
    [
      { unpaidSince: '2026-12-15' },
      '2026-12-15',
      { state: 'warned', since: '2026-12-15', until: '2026-12-29' },
    ],
    [
      { unpaidSince: '2026-12-15' },
      '2026-12-28',
      { state: 'warned', since: '2026-12-15', until: '2026-12-29' },
    ],
    [
      { unpaidSince: '2026-12-15' },
      '2026-12-29',
      { state: 'leaders-read-only', since: '2026-12-29', until: '2027-01-12' },
    ],
    [{ unpaidSince: '2026-12-15' }, '2027-01-12', { state: 'suspended', since: '2027-01-12', until: '' }],
    [{ paidOn: '2027-01-20' }, '2027-01-20', { state: 'active', since: '2027-01-20', until: '' }],
    [{ endedOn: '2027-01-15' }, '2027-01-14', { state: 'active', since: '2026-12-15', until: '2027-01-15' }],
    [{ endedOn: '2027-01-15' }, '2027-01-15', { state: 'ended', since: '2027-01-15', until: '' }],
  ] as const)('of %j on %s is %j', (over, today, wanted) => {
    expect(serviceOn({ ...facts, ...over }, today)).toEqual(wanted);
  });
});

describe('who may change something', () => {
  const people = {
    office: aPrincipal('m1', ['all', 'office']),
    board: aPrincipal('m2', ['all', 'board']),
    resident: aPrincipal('m3', ['all', 'hh:h1']),
  };
  const stopped = (state: ServiceState | undefined): readonly string[] =>
    Object.entries(people).flatMap(([name, who]) => (mayWriteDuring(state, who).ok ? [] : [name]));
  it.each([
    [undefined, []],
    ['trial', []],
    ['active', []],
    ['warned', []],
    ['leaders-read-only', ['office', 'board']],
    ['suspended', ['office', 'board', 'resident']],
    ['ended', ['office', 'board', 'resident']],
  ] as const)('while it is %s: refused are %j', (state, whom) => {
    expect(stopped(state)).toEqual(whom);
  });
});

it('a month of 100 households costs $39.00', () => {
  expect(monthlyCents({ baseCents: 2900, householdCents: 10, households: 100 })).toBe(3900);
});
