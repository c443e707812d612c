/** Tokens: theirs alone, unreadable, unforgeable, and the same text for the same position. */
import { expect, test } from 'vitest';
import { createTokenSeal, dayOf, type PullPosition } from './token.ts';

const seal = createTokenSeal('secret');
const binding = { association: 'a', member: 'm', device: 'd', collection: 'cases' };
const position: PullPosition = {
  identity: 'i',
  seqs: [
    { incarnation: 'v', seq: '1234-abcdef' },
    { incarnation: '', seq: '99-x', at: 5 },
  ],
  epoch: 3,
  issued: 20_000,
  walk: { to: 4, kind: 'lost', after: 'request:x' },
};

test('opens to what was sealed, deterministically', () => {
  const token = seal.seal(binding, position);
  expect(seal.open(binding, token)).toEqual(position);
  expect(seal.seal(binding, position)).toBe(token);
  expect(seal.seal(binding, { ...position, epoch: 4 })).not.toBe(token);
  expect(createTokenSeal('secret').open(binding, token)).toEqual(position);
});

test('says nothing to who reads it', () => {
  const token = seal.seal(binding, position);
  const plain = Buffer.from(token, 'base64url').toString('latin1');
  for (const word of ['seqs', '1234', 'request', 'epoch']) expect(plain).not.toContain(word);
});

test('is nobody else’s, and nowhere else’s', () => {
  const token = seal.seal(binding, position);
  for (const other of [{ association: 'b' }, { member: 'n' }, { device: 'e' }, { collection: 'people' }]) {
    expect(seal.open({ ...binding, ...other }, token)).toBeUndefined();
  }
  expect(createTokenSeal('another').open(binding, token)).toBeUndefined();
});

test('a single changed character anywhere makes it worthless', () => {
  const token = seal.seal(binding, position);
  for (let at = 0; at < token.length - 1; at += 1) {
    const letter = token[at] === 'A' ? 'B' : 'A';
    expect(seal.open(binding, token.slice(0, at) + letter + token.slice(at + 1))).toBeUndefined();
  }
  for (const text of ['', 'A', 'not a token', token.slice(0, 22), `${token}AA`]) {
    expect(seal.open(binding, text)).toBeUndefined();
  }
});

test('days are counted in UTC', () => {
  expect(dayOf(0)).toBe(0);
  expect(dayOf(24 * 3600 * 1000 - 1)).toBe(0);
  expect(dayOf(24 * 3600 * 1000)).toBe(1);
});
