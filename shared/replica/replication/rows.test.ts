import { describe, expect, it } from 'vitest';
import { stubOf } from '@communitrak/domain/core/envelope.ts';
import { MAX_PUSH_BYTES, MAX_PUSH_ROWS, type PushRow } from '@communitrak/protocol/push.ts';
import type { PendingChange } from '../local/pending-changes.ts';
import { withValues } from '../local/own-writing.ts';
import { currentRow, isEcho, isTooLarge, portions } from './rows.ts';

const rowOf = (id: string, bytes = 0): PushRow => ({
  assumed: null,
  next: { ...stubOf(id), _deleted: false, body: { text: 'ä'.repeat(bytes / 2) } },
});

describe('rows', () => {
  it('fit one request each portion: by number and by bytes', () => {
    const many = Array.from({ length: MAX_PUSH_ROWS + 1 }, (_, at) => rowOf(`request:${String(at)}`));
    expect(portions(many).map((portion) => portion.length)).toEqual([MAX_PUSH_ROWS, 1]);
    const heavy = Array.from({ length: 5 }, (_, at) => rowOf(`request:${String(at)}`, 300_000));
    const sizes = portions(heavy).map(
      (portion) => new TextEncoder().encode(JSON.stringify({ rows: portion })).length,
    );
    expect(Math.max(...sizes)).toBeLessThan(MAX_PUSH_BYTES);
    expect(portions(heavy).flat()).toEqual(heavy);
  });

  it('one that no request carries is known before it is sent', () => {
    expect(isTooLarge(rowOf('request:1', MAX_PUSH_BYTES))).toBe(true);
    expect(isTooLarge(rowOf('request:1', 900_000))).toBe(false);
  });

  it('what was just taken from the server is an echo, whatever the order of its fields', () => {
    const doc = { ...stubOf('request:1'), body: { a: 1, b: 2 } };
    expect(isEcho({ assumed: doc, next: { ...doc, body: { b: 2, a: 1 } } })).toBe(true);
    expect(isEcho({ assumed: doc, next: { ...doc, body: { a: 1 } } })).toBe(false);
    expect(isEcho({ assumed: null, next: doc })).toBe(false);
  });

  it('what only the server writes is an echo whatever RxDB knows of it; what waits, or deletes a body, is not', () => {
    const made = { ...rowOf('request:1').next, body: { text: 'x' } };
    const stamped = (state: 'accepted' | 'waiting') => ({ ...made, stamp: { ...made.stamp, state } });
    const older = { ...stamped('accepted'), body: { text: 'old' } };
    for (const assumed of [null, older]) {
      expect(isEcho({ assumed, next: stamped('accepted') })).toBe(true);
      expect(isEcho({ assumed, next: stubOf('request:1') })).toBe(true);
      expect(isEcho({ assumed, next: stamped('waiting') })).toBe(false);
      expect(isEcho({ assumed, next: { ...stamped('accepted'), _deleted: true } })).toBe(false);
    }
  });

  it('one with words that were taken back gives way to what was written instead, and to nothing else', () => {
    const base = { ...rowOf('request:1').next, body: { text: 'as it was', place: '' } };
    const waiting = (body: Record<string, string>) => ({
      ...base,
      body,
      stamp: { ...base.stamp, state: 'waiting' as const },
    });
    const [sent, here] = [
      waiting({ text: 'discarded', place: '' }),
      waiting({ text: 'as it was', place: 'Pool' }),
    ];
    const pending: PendingChange = {
      documentId: base.id,
      collection: 'cases',
      at: '',
      base,
      fields: ['place'],
      values: withValues({}, here.body, ['place']),
      written: here,
    };
    const row = { assumed: base, next: sent };
    expect(currentRow(row, here, pending).next).toBe(here);
    const stillMeant = { ...pending, fields: ['text'], values: withValues({}, sent.body, ['text']) };
    expect(currentRow(row, here, stillMeant)).toBe(row);
    // A page has put the server's version there while the row waited to be sent later.
    const accepted = { ...here, stamp: { ...here.stamp, state: 'accepted' as const } };
    expect(currentRow(row, accepted, pending)).toBe(row);
    expect(currentRow(row, undefined, pending)).toBe(row);
  });
});
