/** Deny by default: what cannot be asked is refused, and refusals carry nothing of the stored document. */
import { expect, test } from 'vitest';
import { requestEntity } from '@communitrak/domain/requests/index.ts';
import { aPrincipal, aRequest } from '../../../shared/testkit/builders.ts';
import { decide, NOT_ALLOWED } from './decide.ts';

const needed = new Map();
const office = aPrincipal('m-office', ['all', 'office']);

test('an unknown type, nothing at all, a body that does not parse', () => {
  const after = aRequest();
  expect(decide(undefined, office, { before: undefined, after, needed, now: 0 })).toMatchObject({
    code: 'unknown-type',
  });
  expect(decide(requestEntity, office, { before: undefined, after: undefined, needed, now: 0 })).toBe(
    NOT_ALLOWED,
  );
  const broken = { ...after, body: { secret: 'kept' } };
  expect(decide(requestEntity, office, { before: undefined, after: broken, needed, now: 0 })).toMatchObject({
    code: 'invalid',
  });
});

test('a stored document that cannot be read refuses without a word about it', () => {
  const after = aRequest();
  const before = { ...after, body: { secret: 'kept' } };
  expect(decide(requestEntity, office, { before, after, needed, now: 0 })).toEqual(NOT_ALLOWED);
});
