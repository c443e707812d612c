import { describe, expect, it } from 'vitest';
import { START, aRequest, countingIds } from '@communitrak/testkit/builders.ts';
import { who } from '@communitrak/testkit/verdicts.ts';
import { createInternalNote, internalNoteEntity } from './index.ts';

describe('an internal note', () => {
  const request = aRequest();
  const note = createInternalNote({ request, by: who('office'), text: ' Call. ' }, START, countingIds());

  it('belongs to its request', () => {
    expect(note.parent).toBe(request.id);
    expect(note.id.startsWith(`internal-note:${request.id.slice('request:'.length)}.`)).toBe(true);
    expect(note.body).toEqual({ author: 'm-office', at: '2026-03-02T14:05:00.000Z', text: 'Call.' });
  });

  it('says something', () => {
    expect(internalNoteEntity.parse(note)).toMatchObject({ ok: true });
    expect(internalNoteEntity.parse({ ...note, body: { ...note.body, text: ' \n ' } })).toMatchObject({
      ok: false,
    });
  });
});
