import { expect, it } from 'vitest';
import { START, aRequest, accepted, countingIds } from '@communitrak/testkit/builders.ts';
import { verdictOf, who } from '@communitrak/testkit/verdicts.ts';
import { createInternalNote, internalNoteEntity } from './index.ts';

it('an internal note is written in nobody else’s name, about nothing else than its request', () => {
  const request = accepted(aRequest({ household: 'h1' }));
  const note = createInternalNote({ request, by: who('office'), text: 'Call.' }, START, countingIds());
  const of = (after: typeof note, needed = [request]): string =>
    verdictOf(internalNoteEntity, who('lead'), { after, needed });
  expect(of(note)).toBe('not-allowed');
  const own = { ...note, body: { ...note.body, author: 'm-lead' } };
  expect(of(own)).toBe('ok');
  expect(of({ ...own, id: 'internal-note:other.1' })).toBe('invalid');
  expect(of(own, [])).toBe('missing-document');
});
