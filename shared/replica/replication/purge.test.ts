import { expect, it } from 'vitest';
import { positionWithout } from './purge.ts';

it('a position forgets the id of a document that has gone, and keeps its time', () => {
  const gone = new Set(['request:a', 'request:b']);
  expect(positionWithout({ id: 'request:b', lwt: 17.01 }, gone)).toEqual({ id: '', lwt: 17.01 });
  expect(positionWithout({ id: 'request:c', lwt: 17.01 }, gone)).toBeUndefined();
});

it('a position that names no document stays as it is', () => {
  for (const position of [undefined, null, 17.01, {}, { id: 3 }])
    expect(positionWithout(position, new Set(['request:a']))).toBeUndefined();
});
