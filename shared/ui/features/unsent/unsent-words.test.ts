import { describe, expect, it } from 'vitest';
import { REFUSAL_CODES } from '@communitrak/domain/core/verdict.ts';
import { FILE_FAULTS } from '@communitrak/replica/files/faults.ts';
import type { UnsentItem } from '@communitrak/replica/status/unsent.ts';
import { features } from '../index.ts';
import { canSendAgain, partsOf, placeOf, reasonWords, typeWords } from './unsent-words.ts';

const item = (part: Partial<UnsentItem>): UnsentItem => ({
  key: 'k',
  kind: 'document',
  documentId: 'request:1',
  type: 'request',
  title: 'Leak',
  lines: [],
  at: '2026-03-04T19:02:00.000Z',
  delivery: 'waiting',
  ...part,
});

/** Codes that a member’s own screens cannot bring about: one general sentence serves them. */
const GENERAL = ['unknown-type', 'wrong-collection', 'bad-request'];

describe('what is unsent', () => {
  it.each([...REFUSAL_CODES, ...FILE_FAULTS])('says why it was not accepted: %s', (code) => {
    const words = reasonWords(item({ kind: 'refused', delivery: 'attention', code }), features);
    if (GENERAL.includes(code)) expect(words).toBe('unsent.code.other');
    else expect(words).not.toBe('unsent.code.other');
  });

  it('says it in the words of the feature whose it is', () => {
    const run = item({ type: 'charge-run', kind: 'refused', code: 'closed' });
    expect(reasonWords(run, features)).toBe('dues.unsent.run.closed');
    expect(reasonWords({ ...run, code: 'too-large' }, features)).toBe('unsent.code.too-large');
  });

  it('says nothing of a reason while it simply waits', () => {
    expect(reasonWords(item({}), features)).toBeUndefined();
    expect(reasonWords(item({ delivery: 'attention' }), features)).toBe('unsent.code.other');
    expect(reasonWords(item({ kind: 'conflict', delivery: 'attention' }), features)).toBe('unsent.conflict');
  });

  it('parts what needs the member from what goes out by itself', () => {
    const items = [
      item({ key: 'a' }),
      item({ key: 'b', kind: 'refused', delivery: 'attention' }),
      item({ key: 'c', kind: 'conflict' }),
      item({ key: 'd', kind: 'file', delivery: 'saved' }),
    ];
    const { attention, waiting } = partsOf(items);
    expect(attention.map(({ key }) => key)).toEqual(['b', 'c']);
    expect(waiting.map(({ key }) => key)).toEqual(['a', 'd']);
  });

  it('is called by its kind', () => {
    expect(typeWords(item({ kind: 'file' }), features)).toBe('unsent.type.file');
    expect(typeWords(item({ type: 'request-event' }), features)).toBe('requests.unsent.answer');
    expect(typeWords(item({ type: 'household' }), features)).toBe('unsent.type.other');
  });

  it('is opened where its feature shows it', () => {
    expect(placeOf(item({}), features)).toBe('requests/1');
    expect(placeOf(item({ type: 'request-event', documentId: 'request-event:1.u7' }), features)).toBe(
      'requests/1',
    );
    expect(placeOf(item({ type: 'household', documentId: 'household:1' }), features)).toBeUndefined();
  });

  it('is not offered to be sent again where it can only be refused again', () => {
    expect(canSendAgain(item({ kind: 'file', code: 'unsupported-image' }))).toBe(false);
    expect(canSendAgain(item({ kind: 'refused', code: 'closed' }))).toBe(true);
  });
});
