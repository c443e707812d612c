import { describe, expect, it } from 'vitest';
import { parseShape } from './parse.ts';
import { isProblem } from './problem.ts';
import { PullRequestSchema } from './pull.ts';
import { MAX_PUSH_ROWS, PushRequestSchema, PushRowSchema } from './push.ts';
import { VerifyRequestSchema } from './verify.ts';

const doc = {
  id: 'request:r1',
  type: 'request',
  version: 1,
  parent: '',
  order: '',
  stamp: { at: '', by: '', byName: '', number: '', state: 'waiting' },
  body: { title: 'Leak' },
  _deleted: false,
};
const want = { collection: 'cases', token: null, limit: 1000, holds: false };

describe('parsing at the border', () => {
  it('takes what a replica sends', () => {
    expect(parseShape(PullRequestSchema, { protocol: 1, want: [want] })).toMatchObject({ ok: true });
    expect(
      parseShape(PushRequestSchema, { protocol: 1, collection: 'cases', rows: [{}, 'x'] }),
    ).toMatchObject({
      ok: true,
    });
    expect(parseShape(PushRowSchema, { assumed: null, next: doc })).toMatchObject({ ok: true });
    const page = { protocol: 1, collection: 'cases', after: '', upTo: '', held: [['request:r1', 'ab']] };
    expect(parseShape(VerifyRequestSchema, page)).toMatchObject({ ok: true });
  });

  it.each<[string, unknown]>([
    ['nothing', null],
    ['a list', []],
    ['a collection that is none', { protocol: 1, want: [{ ...want, collection: 'secrets' }] }],
    ['no rows at all', { protocol: 1, want: [{ ...want, limit: 0 }] }],
    ['more rows than a page has', { protocol: 1, want: [{ ...want, limit: 2001 }] }],
    ['thirteen collections', { protocol: 1, want: Array.from({ length: 13 }, () => want) }],
    ['no collection', { protocol: 1, want: [] }],
    ['half a row', { protocol: 1, want: [{ ...want, limit: 1.5 }] }],
  ])('refuses a pull of %s', (_name, input) => {
    expect(parseShape(PullRequestSchema, input)).toMatchObject({ ok: false });
  });

  it.each<[string, unknown]>([
    ['an id with capitals', { ...doc, id: 'request:R1' }],
    ['an id with a slash', { ...doc, id: 'request:../x' }],
    ['an id without a type', { ...doc, id: 'r1' }],
    ['an id of 121 characters', { ...doc, id: `request:${'x'.repeat(113)}` }],
    ['no body', { ...doc, body: undefined }],
    ['a body that is a list', { ...doc, body: [] }],
    ['a stamp of another state', { ...doc, stamp: { ...doc.stamp, state: 'final' } }],
    ['a version in words', { ...doc, version: 'one' }],
    ['deletion in words', { ...doc, _deleted: 'no' }],
  ])('refuses a row with %s', (_name, next) => {
    expect(parseShape(PushRowSchema, { assumed: null, next })).toMatchObject({ ok: false });
  });

  it('refuses one row more than a push takes', () => {
    const rows = Array.from({ length: MAX_PUSH_ROWS + 1 }, () => ({}));
    expect(parseShape(PushRequestSchema, { protocol: 1, collection: 'cases', rows })).toMatchObject({
      ok: false,
    });
    expect(
      parseShape(PushRequestSchema, { protocol: 1, collection: 'cases', rows: rows.slice(1) }),
    ).toMatchObject({
      ok: true,
    });
  });

  it('names the place of a fault in what was sent', () => {
    const parsed = parseShape(PullRequestSchema, { protocol: 1, want: [{ ...want, limit: 'many' }] });
    expect(parsed).toMatchObject({ ok: false });
    expect(parsed.ok ? '' : parsed.detail).toContain('want.0.limit');
  });
});

describe('a problem', () => {
  it('is known by its code', () => {
    expect(isProblem({ problem: 'signed-out' })).toBe(true);
    expect(isProblem({ problem: 'bad-request', detail: 'body.rows' })).toBe(true);
    for (const other of [null, 'signed-out', {}, { problem: 'oops' }, { code: 'signed-out' }]) {
      expect(isProblem(other)).toBe(false);
    }
  });
});
