/** What wants a look: each kind, and what is near it and is none. */
import { describe, expect, it } from 'vitest';
import { aLink, aMember } from '@communitrak/testkit/builders.ts';
import { aLine, anEntry } from '@communitrak/testkit/ledger.ts';
import type { HouseholdLink } from '../household-links/index.ts';
import { createBook } from './book.ts';
import { dayNumber } from './days.ts';
import { reverseEntry } from './entry.ts';
import { moneyExceptions } from './exceptions.ts';
import { livedIn } from './homes.ts';
import { lineOf, type Line } from './line.ts';
import { rulesOfBooks } from './books.ts';

const TODAY = '2026-06-30';
const rulesOn = rulesOfBooks(undefined);
const ended = (link: HouseholdLink, to: string): HouseholdLink => ({ ...link, body: { ...link.body, to } });
const began = (link: HouseholdLink, from: string): HouseholdLink => ({
  ...link,
  body: { ...link.body, from },
});
const members = ['m1', 'm2'].map((local) => aMember(local));

function found(lines: readonly Line[], links: readonly HouseholdLink[], who = members) {
  const book = createBook(rulesOn, dayNumber(TODAY));
  book.add(lines);
  return moneyExceptions({
    households: ['h1', 'h2'],
    aging: (household) => book.aging(household),
    lines: (household) => book.lines(household),
    links,
    lived: livedIn({ links, members: who }),
    rulesOn,
    today: TODAY,
  }).map(({ kind, household, cents, day, others }) => [kind, household, cents, day, ...others]);
}

const charge = aLine({ cents: 5000, posted: '2026-01-01' });
const pays = (cents: number, posted: string) => anEntry({ kind: 'payment', cents: -cents, posted });
const here = aLink('m1', 'h1', 'head');

describe('an account wants a look', () => {
  it('when it owes and nobody is there to be billed, or ever was', () => {
    expect(found([charge], [])).toEqual([['nobody', 'h1', 5000, '']]);
    expect(found([charge], [ended(here, '2026-03-01')])).toEqual([['nobody', 'h1', 5000, '2026-03-01']]);
    expect(found([charge], [here], [aMember('m1', 'Ina Active', { state: 'inactive' })])).toEqual([
      ['nobody', 'h1', 5000, ''],
    ]);
    expect(found([charge], [here])).toEqual([]);
  });

  it('when its head has gone to another household and the debt has stayed', () => {
    const gone = ended(here, '2026-03-01');
    const to = began(aLink('m1', 'h2', 'head'), '2026-03-01');
    expect(found([charge], [gone, aLink('m2', 'h1'), to])).toEqual([
      ['split', 'h1', 5000, '2026-03-01', 'h2'],
    ]);
    // Had the other home all along; or was no head; or owes nothing.
    expect(found([charge], [gone, aLink('m2', 'h1'), began(to, '2020-01-01')])).toEqual([]);
    expect(found([charge], [ended(aLink('m1', 'h1'), '2026-03-01'), aLink('m2', 'h1'), to])).toEqual([]);
    expect(found([charge, lineOf(pays(5000, '2026-02-01'))], [gone, to])).toEqual([]);
  });

  it('when money came after the household had ended, unless that was taken back', () => {
    const gone = ended(here, '2026-03-01');
    const late = pays(2000, '2026-06-20');
    expect(found([charge, lineOf(late)], [gone])).toEqual([
      ['nobody', 'h1', 3000, '2026-03-01'],
      ['ended-payment', 'h1', 2000, '2026-06-20'],
    ]);
    const how = { posted: '2026-06-21', reason: 'x', by: { member: 'm', device: '' } };
    const back = reverseEntry(late, how, Date.UTC(2026, 5, 21));
    expect(found([lineOf(late), lineOf(back)], [gone])).toEqual([]);
    expect(found([charge, lineOf(pays(5000, '2026-03-01'))], [gone])).toEqual([]);
  });

  it('when credit stands for a month and nothing uses it', () => {
    expect(found([lineOf(pays(700, '2026-05-31'))], [here])).toEqual([['credit', 'h1', 700, '2026-05-31']]);
    expect(found([lineOf(pays(700, '2026-06-01'))], [here])).toEqual([]);
    expect(found([charge, lineOf(pays(5000, '2026-05-01'))], [here])).toEqual([]);
  });
});
