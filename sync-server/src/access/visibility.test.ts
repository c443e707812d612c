/** Visible now, held perhaps: by key, over time, with a minute of slack. */
import { describe, expect, test } from 'vitest';
import type { Acl, Grant, KeyIntervals } from '@communitrak/domain/core/acl.ts';
import { HOLD_SLACK_MS, mayHold, rightsOf, visible } from './visibility.ts';

const rights = (...grants: readonly Omit<Grant, 'fromEpoch'>[]) => {
  const acl: Acl = {
    member: 'm',
    name: 'M',
    epoch: 1,
    state: 'active',
    grants: grants.map((grant) => ({ fromEpoch: 1, ...grant })),
  };
  return rightsOf(acl);
};
const doc = (keys: KeyIntervals, deleted = false) => ({ keys, deleted });

describe('visible: some key is current on both sides', () => {
  test.each([
    ['both current', { key: 'all', from: 0 }, { all: [{ from: 9 }] }, false, true],
    ['the grant ended', { key: 'all', from: 0, to: 5 }, { all: [{ from: 1 }] }, false, false],
    ['the document left', { key: 'all', from: 0 }, { all: [{ from: 1, to: 3 }] }, false, false],
    ['another key', { key: 'all', from: 0 }, { office: [{ from: 1 }] }, false, false],
    ['no keys at all', { key: 'all', from: 0 }, {}, false, false],
    ['deleted', { key: 'all', from: 0 }, { all: [{ from: 1 }] }, true, false],
  ])('%s', (_name, grant, keys, deleted, want) => {
    expect(visible(rights(grant), doc(keys, deleted))).toBe(want);
  });
});

describe('mayHold: some key’s intervals ever met, with a minute of slack', () => {
  const hour = 3_600_000;
  test.each([
    ['overlapping in the past', { key: 'k', from: 0, to: hour }, { k: [{ from: 5, to: 10 }] }, true],
    ['far apart', { key: 'k', from: 0, to: hour }, { k: [{ from: 2 * hour }] }, false],
    [
      'within the slack after',
      { key: 'k', from: 0, to: hour },
      { k: [{ from: hour + HOLD_SLACK_MS }] },
      true,
    ],
    [
      'beyond the slack after',
      { key: 'k', from: 0, to: hour },
      { k: [{ from: hour + HOLD_SLACK_MS + 1 }] },
      false,
    ],
    [
      'within the slack before',
      { key: 'k', from: hour },
      { k: [{ from: 0, to: hour - HOLD_SLACK_MS }] },
      true,
    ],
    [
      'held only between two intervals',
      { key: 'k', from: hour, to: 2 * hour },
      { k: [{ from: 0, to: 1 }, { from: 9 * hour }] },
      false,
    ],
    ['another key', { key: 'k', from: 0 }, { other: [{ from: 0 }] }, false],
  ])('%s', (_name, grant, keys, want) => {
    expect(mayHold(rights(grant), doc(keys))).toBe(want);
    // A tombstone keeps its keys: who held the document must be told.
    expect(mayHold(rights(grant), doc(keys, true))).toBe(want);
  });
  test('the second of two grants of a key counts too', () => {
    const both = rights({ key: 'k', from: 0, to: 1 }, { key: 'k', from: 10 * hour });
    expect(mayHold(both, doc({ k: [{ from: 9 * hour, to: 11 * hour }] }))).toBe(true);
  });
});
