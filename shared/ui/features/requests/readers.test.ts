/** Whoever writes an answer is told who reads it: held against the rule itself. */
import { createIntl } from 'react-intl';
import { describe, expect, it } from 'vitest';
import { requestEntity } from '@communitrak/domain/requests/index.ts';
import { aRequest } from '@communitrak/testkit/builders.ts';
import { small } from '@communitrak/testkit/verdicts.ts';
import { formatsFor } from '../../i18n/formats.ts';
import type { Say } from '../../i18n/Text.tsx';
import en from './messages/en.json';
import { readersOf, seenByWords } from './readers.ts';

const { head, member, office, board } = small.people;
const formats = formatsFor('en-US');
const intl = createIntl({ locale: 'en', messages: en });
const t: Say = (id, values) => intl.formatMessage({ id }, { ...values });
const words = (over: Parameters<typeof aRequest>[0], me: typeof head, assigneeName = ''): string => {
  const { body } = aRequest(over, { by: head.principal });
  return seenByWords(readersOf({ ...body, assigneeName }, me.principal), { t, formats });
};

describe('who reads an answer', () => {
  it.each([
    ['the one who reported', {}, head, 'Read by the office and your household.'],
    ['another of the household', {}, member, 'Read by the office and your household.'],
    ['the office', {}, office, 'Read by Hanna Head and their household and the office.'],
    [
      'the board, of a change to the outside',
      { kind: 'architectural' as const },
      board,
      'Read by Hanna Head and their household, the office, and the board.',
    ],
    [
      'the household, of a change to the outside',
      { kind: 'architectural' as const },
      head,
      'Read by the office, your household, and the board.',
    ],
  ])('is told to %s', (_who, over, me, said) => {
    expect(words(over, me)).toBe(said);
  });

  it('names whoever has been given the work', () => {
    expect(words({ assignee: 'm-next' }, head, 'Nico Next')).toBe(
      'Read by the office, your household, and Nico Next.',
    );
  });

  it('says one for each key of the audience', () => {
    for (const over of [{}, { kind: 'architectural' as const }, { assignee: 'm-next' }]) {
      const request = aRequest(over, { by: head.principal });
      const keys = requestEntity.audience(request, new Map());
      expect(readersOf({ ...request.body, assigneeName: 'Nico' }, head.principal)).toHaveLength(keys.length);
    }
  });
});
