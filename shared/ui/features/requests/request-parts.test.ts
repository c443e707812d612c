/** The request screens' pure parts: form, filters, words of changes, drafts. */
import { describe, expect, it } from 'vitest';
import type { RequestDetail } from '@communitrak/replica/queries/request-rows.ts';
import type { Say } from '../../i18n/Text.tsx';
import { requestsMessages } from './messages.ts';
import { editOf } from './EditSheet.tsx';
import { myFilterFromUrl, myFilterToUrl } from './my-filter.ts';
import {
  EMPTY_FORM,
  FOR_ASSOCIATION,
  faultsOf,
  parseDraft,
  toNewRequest,
  type RequestForm,
} from './request-form.ts';
import { faultWords } from './request-words.ts';
import { takingBack } from './use-request-acts.ts';
import { changeWords, type ChangeWords } from './timeline-words.ts';

const ENGLISH: Readonly<Record<string, string>> = requestsMessages.en;

const leak: RequestForm = { ...EMPTY_FORM, kind: 'maintenance', title: 'Leak', placeText: 'kitchen' };

describe('a new request', () => {
  it('needs a kind and a title, and nothing else from a member with one home', () => {
    expect(faultsOf(EMPTY_FORM, 1)).toEqual({
      kind: 'requests.new.kind.missing',
      title: 'requests.new.title.missing',
    });
    expect(faultsOf(leak, 1)).toEqual({});
  });
  it('asks for the home where there are several', () => {
    expect(faultsOf(leak, 2)).toEqual({ household: 'requests.new.household.missing' });
    expect(faultsOf({ ...leak, household: 'h2' }, 2)).toEqual({});
  });
  it('asks what an architectural request is about, and where a place is that is no home', () => {
    expect(faultsOf({ ...leak, kind: 'architectural' }, 1)).toEqual({
      description: 'requests.new.description.missing',
    });
    expect(faultsOf({ ...leak, placeKind: 'common', placeText: ' ' }, 1)).toEqual({
      placeText: 'requests.new.place.missing',
    });
  });
  it.each([
    ['title', { title: 'x'.repeat(121) }, 'requests.new.title.long'],
    ['description', { description: 'x'.repeat(5001) }, 'requests.new.description.long'],
    ['placeText', { placeText: 'x'.repeat(201) }, 'requests.new.place.long'],
  ] as const)('says where the %s is too long', (field, part, fault) => {
    expect(faultsOf({ ...leak, ...part }, 1)).toEqual({ [field]: fault });
  });
  it('names the place: home with room, or the words alone', () => {
    expect(toNewRequest(leak, 'Lot 12')?.place).toBe('Lot 12, kitchen');
    expect(toNewRequest({ ...leak, placeText: '' }, 'Lot 12')?.place).toBe('Lot 12');
    expect(toNewRequest({ ...leak, placeKind: 'common', placeText: ' pool ' }, 'Lot 12')?.place).toBe('pool');
  });
  it('is nothing without a kind, and of no household for the association itself', () => {
    expect(toNewRequest(EMPTY_FORM, '')).toBeUndefined();
    expect(toNewRequest({ ...leak, household: FOR_ASSOCIATION }, '')?.household).toBe('');
  });
});

describe('a stored draft', () => {
  it('comes back as it was', () => {
    expect(parseDraft(JSON.parse(JSON.stringify(leak)))).toEqual(leak);
  });
  it('keeps what can be read of one that another version wrote', () => {
    expect(parseDraft({ title: 'Leak', kind: 'plumbing', priority: 7, extra: true })).toEqual({
      ...EMPTY_FORM,
      title: 'Leak',
    });
    expect(parseDraft('text')).toBeUndefined();
    expect(parseDraft(null)).toBeUndefined();
  });
});

describe('my filter in the URL', () => {
  it.each(['', 'show=closed', 'q=pool', 'show=closed&q=pool+key'])(
    'survives the way there and back: %s',
    (text) => {
      expect(myFilterToUrl(myFilterFromUrl(new URLSearchParams(text))).toString()).toBe(text);
    },
  );
  it('takes nonsense for the default', () => {
    expect(myFilterFromUrl(new URLSearchParams('show=all&x=1'))).toEqual({ show: 'open', q: '' });
  });
});

describe('a change in words', () => {
  const t: Say = (id, values) =>
    Object.entries(values ?? {}).reduce(
      (text, [key, value]) => text.replace(`{${key}}`, String(value)),
      ENGLISH[id] ?? '',
    );
  const words: ChangeWords = {
    t,
    date: (date) => `<${date}>`,
    nameOf: (member) => (member === 'm1' ? 'Maria' : undefined),
  };
  it.each([
    ['status', 'open', 'waiting', 'Status: Open → Waiting for answer'],
    ['status', 'done', 'open', 'Reopened; it was Done'],
    ['status', 'open', 'sleeping', 'Status: Open → sleeping'],
    ['assignee', '', 'm1', 'Assigned to Maria'],
    ['assignee', 'Tom Okafor', 'm1', 'Assigned to Maria instead of Tom Okafor'],
    ['assignee', 'm1', '', 'No longer assigned to Maria'],
    ['priority', 'normal', 'urgent', 'Normal priority → Urgent'],
    ['due', '', '2026-12-01', 'Due <2026-12-01>'],
    ['due', '2026-12-01', '2026-12-09', 'Due <2026-12-09> instead of <2026-12-01>'],
    ['due', '2026-12-01', '', 'No longer due <2026-12-01>'],
    ['colour', 'red', 'blue', 'Details changed'],
  ])('%s from %j to %j', (field, from, to, said) => {
    expect(changeWords({ field, from, to }, words)).toBe(said);
  });
});

describe('taking a change back', () => {
  const detail = { status: 'waiting', assignee: 'm1', priority: 'high', due: '2026-12-01' } as RequestDetail;
  it.each([
    [{ status: 'in-progress' }, { status: 'waiting' }],
    // From a closed request there is one way only.
    [{ status: 'done' }, { status: 'open' }],
    [{ assignee: '' }, { assignee: 'm1' }],
    [
      { priority: 'low', due: '' },
      { priority: 'high', due: '2026-12-01' },
    ],
  ] as const)('%j by %j', (changes, back) => {
    expect(takingBack(detail, changes)).toEqual(back);
  });
});

describe('a correction', () => {
  it('sends only what differs', () => {
    const before = { title: 'Leak', description: 'It drips.', place: 'Lot 2, 108 Mill Race Rd' };
    expect(editOf(before, { ...before, title: ' Leak ', description: 'It pours.' })).toEqual({
      description: 'It pours.',
    });
  });
});

describe('words for what was not accepted', () => {
  it('has its own for the codes that occur, and a sentence for any other', () => {
    expect(faultWords('changed-meanwhile')).toBe('requests.fault.changedMeanwhile');
    expect(faultWords('quota-exceeded')).toBe('requests.fault.quotaExceeded');
    expect(faultWords('constructor')).toBe('requests.fault.other');
    expect(faultWords('')).toBe('requests.fault.other');
  });
});
