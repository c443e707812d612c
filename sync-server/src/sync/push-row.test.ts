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
