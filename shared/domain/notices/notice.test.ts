import { describe, expect, it } from 'vitest';
import { START } from '@communitrak/testkit/builders.ts';
import { isoInstant } from '../core/dates.ts';
import { createNotice, noticeEntity, type Notice } from './index.ts';

const body = {
  kind: 'new-request',
  about: 'request:r1',
  title: 'Leak',
  by: 'm1',
  from: 'Fatima Smith',
  at: isoInstant(START),
} as const;
const notice = createNotice(body);
const change = { needed: new Map(), now: START };

describe('a notice', () => {
  it('has one id for each kind and document, whoever makes it and when', () => {
    const again = createNotice({ ...body, title: 'Other', at: isoInstant(START + 1) });
    expect([notice.id, notice.parent, again.id]).toEqual([
      'notice:r1.new-request',
      '',
      'notice:r1.new-request',
    ]);
    expect(again.order < notice.order).toBe(true);
  });

  it.each<[string, Partial<Notice>]>([
    ['id', { id: 'notice:r2.new-request' }],
    ['parent', { parent: 'request:r1' }],
    ['subject', { body: { ...body, about: 'request:r2' } }],
    ['household, which it does not speak to', { body: { ...body, household: 'h1' } }],
    ['kind of subject', createNotice({ ...body, about: 'household:r1' })],
  ])('is refused, by the server too, with a wrong %s', (_what, over) => {
    const after = { ...notice, ...over };
    expect(noticeEntity.invariants({ ...change, before: undefined, after })).toMatchObject({
      code: 'invalid',
    });
  });

  it('is written once', () => {
    expect(noticeEntity.invariants({ ...change, before: undefined, after: notice })).toEqual({ ok: true });
    for (const after of [notice, undefined])
      expect(noticeEntity.invariants({ ...change, before: notice, after })).toMatchObject({
        code: 'immutable',
      });
  });
});
