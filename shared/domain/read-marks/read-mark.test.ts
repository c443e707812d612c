import { describe, expect, it } from 'vitest';
import { isId } from '../core/ids.ts';
import { advanceReadMark, createReadMark, readMarkEntity, readMarkId } from './index.ts';

const uuid = '01900000-0000-7000-8000-0000000000ff';
const at = '2026-03-01T09:00:00.000Z';
const later = '2026-03-02T09:00:00.000Z';
const mark = createReadMark({ member: uuid, thread: `request:${uuid}`, at });

describe('a read mark', () => {
  it('has one id for a member and a thread, on whichever device', () => {
    expect(mark.id).toBe(readMarkId(uuid, `request:${uuid}`));
    expect(isId(mark.id)).toBe(true);
    expect(readMarkId(uuid, `notice:${uuid}`)).not.toBe(mark.id);
  });

  it('moves forward only', () => {
    expect(advanceReadMark(mark, later).body.at).toBe(later);
    expect(advanceReadMark(mark, at)).toBe(mark);
    expect(advanceReadMark(advanceReadMark(mark, later), at).body.at).toBe(later);
  });

  it('of two devices takes the later, also where both have made it', () => {
    const other = { ...mark, body: { ...mark.body, at: later } };
    for (const [mine, theirs] of [
      [mark, other],
      [other, mark],
    ] as const) {
      expect(readMarkEntity.merge(undefined, mine, theirs)).toEqual({ ok: true, body: other.body });
    }
  });
});
