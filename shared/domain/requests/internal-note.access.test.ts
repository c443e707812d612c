import { describe, expect, it } from 'vitest';
import { START, aRequest, accepted, countingIds } from '@communitrak/testkit/builders.ts';
import { EVERYONE, allBut, verdictOf, verdictsOf, who } from '@communitrak/testkit/verdicts.ts';
import { createInternalNote, internalNoteEntity } from './index.ts';

const request = accepted(aRequest({ household: 'h1' }));
const office = { office: 'ok', lead: 'ok' };

describe('who × internal note', () => {
  it('the office writes it, about a request that is there', () => {
    const verdicts = EVERYONE.map((name) => {
      const after = createInternalNote(
        { request, by: who(name), text: 'Call the plumber.' },
        START,
        countingIds(),
      );
      return [name, verdictOf(internalNoteEntity, who(name), { after, needed: [request] })];
    });
    expect(Object.fromEntries(verdicts)).toEqual(allBut('not-allowed', office));
  });

  const note = createInternalNote({ request, by: who('office'), text: 'Call.' }, START, countingIds());

  it('in nobody else’s name, about nothing else', () => {
    const of = (after: typeof note, needed = [request]): string =>
      verdictOf(internalNoteEntity, who('lead'), { after, needed });
    expect(of(note)).toBe('not-allowed');
    const own = { ...note, body: { ...note.body, author: 'm-lead' } };
    expect(of(own)).toBe('ok');
    expect(of({ ...own, id: 'internal-note:other.1' })).toBe('invalid');
    expect(of(own, [])).toBe('missing-document');
  });

  it('and it stays as it was written', () => {
    const before = accepted(note, 'm-office');
    const after = { ...before, body: { ...before.body, text: 'Other.' } };
    const immutable = { office: 'immutable', lead: 'immutable' };
    expect(verdictsOf(internalNoteEntity, { before, after, needed: [request] })).toEqual(
      allBut('not-allowed', immutable),
    );
    expect(verdictsOf(internalNoteEntity, { before, needed: [request] })).toEqual(
      allBut('not-allowed', immutable),
    );
  });

  it('is for the office alone to see', () => {
    expect(internalNoteEntity.audience(note, new Map([[request.id, request]]))).toEqual(['office']);
  });
});
