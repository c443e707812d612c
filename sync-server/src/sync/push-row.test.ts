/** One row of anything: parsed or refused, never thrown at, whatever it is. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { entities, entityOf } from '@communitrak/domain/registry.ts';
import { toWire } from '@communitrak/protocol/document.ts';
import { aRequest } from '../../../shared/testkit/builders.ts';
import { parseRow } from './push-row.ts';

const registry = { entities, entityOf };

test('whatever is sent, an answer comes', () => {
  const good = { assumed: null, next: toWire(aRequest(), false) };
  fc.assert(
    fc.property(fc.anything(), fc.string(), (value, key) => {
      for (const raw of [
        value,
        { ...good, next: value },
        { ...good, next: { ...good.next, [key]: value } },
      ]) {
        expect(typeof parseRow(raw, 'cases', registry).ok).toBe('boolean');
      }
      expect(parseRow({ ...good, next: { ...good.next, body: value } }, 'cases', registry).ok).toBe(false);
    }),
  );
});

test('what the server keeps beside a document does not come in with it', () => {
  const next = {
    ...toWire(aRequest(), false),
    keys: { all: [{ from: 0 }] },
    hash: 'x',
    _rev: '1-x',
    _id: 'other',
  };
  const parsed = parseRow({ assumed: null, next }, 'cases', registry);
  expect(parsed.ok && Object.keys(parsed.next).sort()).toEqual([
    '_deleted',
    'body',
    'id',
    'order',
    'parent',
    'stamp',
    'type',
    'version',
  ]);
});

test('a tombstone of a known type is taken with any body', () => {
  const next = { ...toWire(aRequest(), true), body: {} };
  expect(parseRow({ assumed: null, next }, 'cases', registry).ok).toBe(true);
});

test('a row nested so deep that working through it would break is refused, and no deeper than its document need be', () => {
  const nested = (levels: number): unknown => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`);
  const refused = { ok: false, refusal: { code: 'invalid', detail: 'body' } };
  const next = toWire(aRequest(), false);
  const withDeep = (levels: number) => ({ ...next, body: { ...next.body, deep: nested(levels) } });
  expect(parseRow({ assumed: null, next: withDeep(20_000) }, 'cases', registry)).toMatchObject(refused);
  expect(parseRow({ assumed: withDeep(20_000), next }, 'cases', registry)).toMatchObject(refused);
  expect(parseRow({ assumed: null, next: withDeep(50) }, 'cases', registry).ok).toBe(true);
});

test('half a surrogate pair, which not every store takes, is refused in its row and not with its batch', () => {
  const next = toWire(aRequest(), false);
  for (const [body, ok] of [
    [{ title: 'half \ud83d' }, false],
    [{ more: { '\udc00': 1 } }, false],
    [{ title: 'whole \u{1f600}' }, true],
  ] as const) {
    const row = { assumed: null, next: { ...next, body: { ...next.body, ...body } } };
    expect(parseRow(row, 'cases', registry).ok).toBe(ok);
  }
});
