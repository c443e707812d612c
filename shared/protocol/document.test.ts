import { describe, expect, it } from 'vitest';
import { EMPTY_STAMP, stubOf } from '@communitrak/domain/core/envelope.ts';
import { parseShape } from './parse.ts';
import { toWire, WireDocSchema } from './document.ts';

describe('the wire form', () => {
  const stored = {
    ...stubOf('request:r1'),
    version: 1,
    body: { title: 'Leak' },
    stamp: { ...EMPTY_STAMP, by: 'm1', secret: 'x' },
    _rev: '1-abc',
    keys: { office: [{ from: 1 }] },
    hash: 'abc',
  };

  it('carries what a member may see, and nothing that the server keeps beside', () => {
    const wire = toWire(stored, false);
    expect(Object.keys(wire).toSorted()).toEqual([
      '_deleted',
      'body',
      'id',
      'order',
      'parent',
      'stamp',
      'type',
      'version',
    ]);
    expect(Object.keys(wire.stamp).toSorted()).toEqual(['at', 'by', 'byName', 'number', 'state']);
    expect(parseShape(WireDocSchema, wire)).toMatchObject({ ok: true });
  });

  it('of a document that is no longer theirs is a stub, valid and empty', () => {
    const stub = stubOf('request-event:r1.e1');
    expect(parseShape(WireDocSchema, stub)).toMatchObject({ ok: true });
    expect(stub).toMatchObject({ type: 'request-event', body: {}, _deleted: true, parent: '', order: '' });
  });
});
