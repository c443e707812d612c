import { describe, expect, it } from 'vitest';
import { stubOf, type WireDoc } from '@communitrak/domain/core/envelope.ts';
import { contentHash } from '@communitrak/protocol/hash.ts';
import type { PendingChange } from './pending-changes.ts';
import { withValues } from './own-writing.ts';
import { unacceptedOf } from './unaccepted.ts';

const doc = (body: Readonly<Record<string, unknown>>, at = ''): WireDoc => {
  const stub = stubOf('request:1');
  return { ...stub, _deleted: false, body, stamp: { ...stub.stamp, at } };
};
const answer = { kind: 'refused' as const, code: 'closed', detail: '', at: '2026-01-01T00:00:00.000Z' };

describe('what was not accepted', () => {
  it('of an edit keeps the changed fields alone', () => {
    const row = { assumed: doc({ title: 'a', secret: 's' }), next: doc({ title: 'b', secret: 's' }) };
    const item = unacceptedOf(row, undefined, answer, contentHash);
    expect(item).toMatchObject({ whole: false, body: { title: 'b' } });
    expect(JSON.stringify(item)).not.toContain('secret');
  });

  const noted = (base: WireDoc | null): PendingChange => ({
    documentId: 'request:1',
    collection: 'cases',
    at: '',
    base,
    fields: ['place', 'title'],
  });

  it('keeps what the pending change says the member changed, whatever version RxDB takes for the base', () => {
    const base = doc({ title: 'theirs', place: 'p' });
    const next = doc({ title: 'theirs', place: 'mine' });
    for (const assumed of [doc({ title: 'old', place: 'p' }), null]) {
      // The title was changed by an edit after the one that is being answered.
      const item = unacceptedOf({ assumed, next }, noted(base), answer, contentHash);
      expect(item).toMatchObject({ whole: false });
      expect(item.body).toEqual({ place: 'mine' });
    }
  });

  it('keeps no value that the member never wrote, whatever the pending change takes for its base', () => {
    const base = doc({ title: 'first', place: '' });
    // The edit of the place lies over a version that came in that moment; the title was changed only later.
    const next = doc({ title: 'theirs', place: 'mine' });
    const values = withValues({}, { title: 'mine later', place: 'mine' }, ['place', 'title']);
    const pending: PendingChange = { ...noted(base), values, written: next };
    expect(unacceptedOf({ assumed: base, next }, pending, answer, contentHash).body).toEqual({
      place: 'mine',
    });
    // A migration has changed values: then the difference from the base decides.
    const newer = { ...next, version: next.version + 1 };
    expect(unacceptedOf({ assumed: base, next: newer }, pending, answer, contentHash).body).toEqual({
      place: 'mine',
      title: 'theirs',
    });
  });

  it('of a new document keeps all of it, also of one over a deletion', () => {
    expect(
      unacceptedOf({ assumed: null, next: doc({ a: 1 }) }, undefined, answer, contentHash),
    ).toMatchObject({
      whole: true,
      body: { a: 1 },
    });
    const over = unacceptedOf(
      { assumed: stubOf('request:1'), next: doc({ a: 1 }) },
      undefined,
      answer,
      contentHash,
    );
    expect(over).toMatchObject({ whole: true, body: { a: 1 } });
  });

  it('of an edit from before its document went and was written anew keeps only what the member wrote', () => {
    const anew = doc({ title: 'anew', place: 'here' });
    const { fields: _fields, ...whole } = noted(null);
    const edited = withValues({}, { title: 'mine' }, ['title']);
    const pending: PendingChange = {
      ...whole,
      written: anew,
      values: withValues(edited, anew.body, ['title', 'place']),
    };
    const edit = doc({ title: 'mine', place: 'theirs' });
    for (const assumed of [null, stubOf('request:1'), doc({ title: 'old', place: 'older' })]) {
      const item = unacceptedOf({ assumed, next: edit }, pending, answer, contentHash);
      expect(item).toMatchObject({ whole: false, body: { title: 'mine' } });
      expect(JSON.stringify(item)).not.toContain('theirs');
    }
    const kept = unacceptedOf({ assumed: null, next: anew }, pending, answer, contentHash);
    expect(kept).toMatchObject({ whole: true, body: anew.body });
    // An older app's pending change says nothing of values.
    const older: PendingChange = { ...whole, written: anew };
    expect(unacceptedOf({ assumed: null, next: edit }, older, answer, contentHash)).toMatchObject({
      whole: true,
    });
  });

  it('of a deletion keeps nothing of what was to be deleted, whatever RxDB knew of it', () => {
    for (const assumed of [null, doc({ secret: 's' })]) {
      const item = unacceptedOf(
        { assumed, next: { ...doc({ secret: 's' }), _deleted: true } },
        undefined,
        answer,
        contentHash,
      );
      expect(item).toMatchObject({ deletion: true, body: {} });
    }
  });

  it('the same answer to the same content is listed once, whatever the stamp', () => {
    const keys = ['', '2026-01-02T00:00:00.000Z'].map(
      (at) => unacceptedOf({ assumed: null, next: doc({ a: 1 }, at) }, undefined, answer, contentHash).key,
    );
    expect(new Set(keys).size).toBe(1);
  });
});
