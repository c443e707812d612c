/** Intervals of keys: what joins, ends, is remembered, forgotten, and when only the hull is left. */
import { describe, expect, test } from 'vitest';
import type { KeyIntervals } from '@communitrak/domain/core/acl.ts';
import { GRANT_MEMORY_MS } from '@communitrak/domain/core/rights.ts';
import { currentAudience, isCurrent, mergeKeys, withAuthorMoment } from './key-intervals.ts';

describe('mergeKeys', () => {
  test('a new document has its audience from now', () => {
    expect(mergeKeys({}, ['all', 'office'], 10)).toEqual({ all: [{ from: 10 }], office: [{ from: 10 }] });
  });
  test('an unchanged audience is an unchanged object in content', () => {
    const keys: KeyIntervals = { all: [{ from: 10 }], board: [{ from: 3, to: 7 }] };
    expect(mergeKeys(keys, ['all'], 50)).toEqual(keys);
  });
  test('leaving ends the interval, coming back begins another', () => {
    const left = mergeKeys({ all: [{ from: 10 }] }, [], 20);
    expect(left).toEqual({ all: [{ from: 10, to: 20 }] });
    expect(mergeKeys(left, ['all'], 30)).toEqual({ all: [{ from: 10, to: 20 }, { from: 30 }] });
  });
  test('another process’s clock was ahead: an interval never ends before it began', () => {
    expect(mergeKeys({ all: [{ from: 100 }] }, [], 90)).toEqual({ all: [{ from: 100, to: 100 }] });
  });
  test('beyond four intervals only their hull is kept', () => {
    let keys: KeyIntervals = {};
    for (let n = 0; n < 5; n += 1) keys = mergeKeys(mergeKeys(keys, ['all'], n * 10), [], n * 10 + 5);
    expect(keys).toEqual({ all: [{ from: 0, to: 45 }] });
    for (let n = 5; n < 8; n += 1) keys = mergeKeys(mergeKeys(keys, ['all'], n * 10), [], n * 10 + 5);
    expect(keys['all']).toHaveLength(4);
    expect(mergeKeys(keys, ['all'], 100)).toEqual({ all: [{ from: 0 }] });
  });
  test('ended intervals are forgotten after 400 days, current ones never', () => {
    const keys: KeyIntervals = { all: [{ from: 0 }], board: [{ from: 0, to: 5 }] };
    expect(mergeKeys(keys, ['all'], GRANT_MEMORY_MS + 4)).toEqual(keys);
    expect(mergeKeys(keys, ['all'], GRANT_MEMORY_MS + 6)).toEqual({ all: [{ from: 0 }] });
  });
});

test('the author’s moment is closed, unless the author sees the document anyway', () => {
  expect(withAuthorMoment({ office: [{ from: 1 }] }, 'm', 5)).toEqual({
    office: [{ from: 1 }],
    'u:m': [{ from: 5, to: 5 }],
  });
  const own: KeyIntervals = { 'u:m': [{ from: 1 }] };
  expect(withAuthorMoment(own, 'm', 5)).toBe(own);
});

test('current is what has no end', () => {
  expect(isCurrent(undefined)).toBe(false);
  expect(isCurrent([])).toBe(false);
  expect(isCurrent([{ from: 1, to: 2 }])).toBe(false);
  expect(isCurrent([{ from: 1, to: 2 }, { from: 3 }])).toBe(true);
  expect(currentAudience({ a: [{ from: 1 }], b: [{ from: 1, to: 2 }] })).toEqual(['a']);
});
