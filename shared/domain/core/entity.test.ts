import Type from 'typebox';
import { describe, expect, it } from 'vitest';
import { aPrincipal } from '@communitrak/testkit/builders.ts';
import { defineEntity } from './entity.ts';
import { EMPTY_STAMP, type Envelope } from './envelope.ts';
import { ALLOWED, refuse } from './verdict.ts';

type Note = { text: string; tags: string[] };

const note = defineEntity<Note>({
  type: 'note',
  collection: 'board',
  version: 3,
  schema: Type.Object({ text: Type.String(), tags: Type.Array(Type.String()) }),
  migrations: {
    1: ({ title, ...body }) => ({ ...body, text: title }),
    2: (body) => ({ ...body, tags: [] }),
  },
  order: ({ body }) => body.text,
  needs: () => [],
  audience: () => ['all'],
  mayWrite: () => ALLOWED,
});

const stored = (version: number, body: Readonly<Record<string, unknown>>, id = 'note:1'): Envelope => ({
  id,
  type: 'note',
  version,
  parent: '',
  order: '',
  stamp: EMPTY_STAMP,
  body,
});

describe('reading an entity', () => {
  it.each([
    [1, { title: 'Hello', mood: 'good' }],
    [2, { text: 'Hello', mood: 'good' }],
    [3, { text: 'Hello', tags: [], mood: 'good' }],
  ])('brings version %i to the current one, and keeps fields it does not know', (version, body) => {
    const parsed = note.parse(stored(version, body));
    expect(parsed).toEqual({ ok: true, doc: stored(3, { text: 'Hello', tags: [], mood: 'good' }) });
    expect(note.order(stored(version, body))).toBe('Hello');
  });

  it('does not read a newer version, although it has the shape: what it means is not known here', () => {
    const newer = stored(9, { text: 'Hello', tags: [], colour: 'red' });
    expect(note.parse(newer)).toMatchObject({ ok: false, newer: true });
  });

  it('says where it does not have the shape', () => {
    expect(note.parse(stored(3, { text: 'Hello', tags: [1] }))).toEqual({
      ok: false,
      faults: ['body.tags.0: must be string'],
      newer: false,
    });
    expect(note.parse(stored(3, { text: 'x', tags: [] }, 'letter:1'))).toMatchObject({ ok: false });
    expect(note.parse({ ...stored(3, { text: 'x', tags: [] }), type: 'letter' })).toMatchObject({
      ok: false,
    });
  });

  it('gives what it can read, and nothing of what it cannot', () => {
    expect(note.read(stored(1, { title: 'Hello' }))).toEqual(stored(3, { text: 'Hello', tags: [] }));
    expect(note.read(undefined)).toBeUndefined();
    expect(note.read(stored(9, { text: 'x', tags: [] }))).toBeUndefined();
    expect(note.read(stored(3, { text: 'x', tags: [] }, 'letter:1'))).toBeUndefined();
  });

  it('is not defined without a step from every older version, nor with one that leads nowhere', () => {
    const define = (version: number, steps: readonly number[]) => () =>
      defineEntity<Note>({
        type: 'note',
        collection: 'board',
        version,
        schema: Type.Object({}),
        migrations: Object.fromEntries(steps.map((from) => [from, (body) => body])),
        order: () => '',
        needs: () => [],
        audience: () => ['all'],
        mayWrite: () => ALLOWED,
      });
    expect(define(3, [1, 2])).not.toThrow();
    expect(define(3, [1])).toThrow('note: no step from version 2 to 3');
    expect(define(2, [])).toThrow('note: no step from version 1 to 2');
    expect(define(1, [1])).toThrow('note: a step from 1, but version 1 is today');
  });

  it('throws where a caller did not parse first', () => {
    const broken = stored(3, {});
    expect(() => note.order(broken)).toThrow(TypeError);
    expect(() => note.audience(broken, new Map())).toThrow(TypeError);
    const change = { before: undefined, after: broken, needed: new Map(), now: 0 };
    expect(() => note.mayWrite(aPrincipal('m1'), change)).toThrow(TypeError);
  });

  it('is not merged unless its entity says so', () => {
    const doc = stored(3, { text: 'a', tags: [] });
    expect(note.merge(doc, doc, doc)).toBeUndefined();
    expect([note.mergeable, note.givesRights, note.numbered]).toEqual([false, false, undefined]);
    expect([note.files(doc), note.rights(doc, new Map())]).toEqual([[], undefined]);
  });
});

describe('what holds whoever writes', () => {
  const [before, after] = [stored(1, { text: 'a', tags: [] }), stored(1, { text: 'b', tags: [] })];
  const somebody = aPrincipal('somebody', ['all']);
  const change = { needed: new Map(), now: 0 };
  const spec = {
    type: 'note',
    collection: 'board',
    version: 1,
    schema: Type.Object({ text: Type.String(), tags: Type.Array(Type.String()) }),
    order: () => '',
    needs: () => [],
    audience: () => ['all'],
    mayWrite: () => ALLOWED,
  } as const;

  it('is asked of a member after the rule, and of the server alone', () => {
    const short = defineEntity<Note>({
      ...spec,
      mayWrite: (_principal, { before: was }) => (was === undefined ? ALLOWED : refuse('not-allowed')),
      invariants: ({ after: next }) => (next?.body.text === 'b' ? refuse('invalid', 'body.text') : ALLOWED),
    });
    expect(short.insertOnly).toBe(false);
    expect(short.mayWrite(somebody, { ...change, before: undefined, after: before })).toEqual(ALLOWED);
    expect(short.mayWrite(somebody, { ...change, before: undefined, after })).toMatchObject({
      code: 'invalid',
    });
    expect(short.mayWrite(somebody, { ...change, before, after })).toMatchObject({ code: 'not-allowed' });
    expect(short.invariants({ ...change, before, after })).toMatchObject({ code: 'invalid' });
    expect(short.invariants({ ...change, before: after, after: before })).toEqual(ALLOWED);
  });

  it('is, of an insert-only entity, that nothing stored is changed or deleted', () => {
    const once = defineEntity<Note>({ ...spec, insertOnly: true });
    expect(once.insertOnly).toBe(true);
    expect(once.invariants({ ...change, before: undefined, after })).toEqual(ALLOWED);
    for (const next of [after, undefined]) {
      expect(once.invariants({ ...change, before, after: next })).toMatchObject({ code: 'immutable' });
      expect(once.mayWrite(somebody, { ...change, before, after: next })).toMatchObject({
        code: 'immutable',
      });
    }
  });
});
