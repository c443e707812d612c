import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  GRANT_MEMORY_MS,
  advanceAcl,
  currentKeys,
  keysBySources,
  type Source,
  type StoredAcl,
} from './rights.ts';

const card = (state: 'active' | 'inactive' | 'suspended'): Source => ({ keys: [], state, name: 'Ada' });
const link: Source = { keys: ['all', 'hh:h1', 'head:h1'] };
const role: Source = { keys: ['all', 'board'] };

describe('the keys of a member', () => {
  it.each([
    ['active', ['all', 'board', 'head:h1', 'hh:h1', 'u:m1']],
    ['inactive', ['hh:h1', 'u:m1']],
    ['suspended', ['u:m1']],
  ] as const)('%s', (state, expected) => {
    const { keys, name } = keysBySources('m1', { card: card(state), link, role });
    expect([...keys].toSorted()).toEqual(expected);
    expect(name).toBe('Ada');
  });

  it('without a card are their own alone', () => {
    expect([...keysBySources('m1', { link, role }).keys]).toEqual(['u:m1']);
  });
});

describe('rights as they change', () => {
  it('begin with the first epoch and count the changes of keys, nothing else', () => {
    const first = advanceAcl(undefined, 'm1', 'member:m1', card('active'), 100);
    expect(first).toMatchObject({ epoch: 1, state: 'active', name: 'Ada' });
    const second = advanceAcl(first, 'm1', 'household-link:m1.h1', link, 200);
    expect(second.epoch).toBe(2);
    const renamed = advanceAcl(second, 'm1', 'member:m1', { ...card('active'), name: 'Ada B' }, 300);
    expect(renamed).toMatchObject({ epoch: 2, name: 'Ada B' });
    expect(advanceAcl(renamed, 'm1', 'household-link:m1.h1', { keys: [...link.keys] }, 400)).toBe(renamed);
  });

  it('keep what has ended with its time and epoch, and begin anew when it comes back', () => {
    let acl = advanceAcl(undefined, 'm1', 'member:m1', card('active'), 100);
    acl = advanceAcl(acl, 'm1', 'l', { keys: ['hh:h1'] }, 200);
    acl = advanceAcl(acl, 'm1', 'l', undefined, 300);
    expect(acl.grants).toContainEqual({ key: 'hh:h1', from: 200, fromEpoch: 2, to: 300, toEpoch: 3 });
    acl = advanceAcl(acl, 'm1', 'l', { keys: ['hh:h1'] }, 400);
    expect(acl.grants).toContainEqual({ key: 'hh:h1', from: 400, fromEpoch: 4 });
    expect(acl.grants.filter(({ key }) => key === 'hh:h1')).toHaveLength(2);
  });

  it('do not lose a key that another document still gives', () => {
    let acl = advanceAcl(undefined, 'm1', 'member:m1', card('active'), 100);
    acl = advanceAcl(acl, 'm1', 'a', { keys: ['all', 'hh:h1'] }, 200);
    acl = advanceAcl(acl, 'm1', 'b', { keys: ['all', 'board'] }, 300);
    acl = advanceAcl(acl, 'm1', 'a', undefined, 400);
    expect([...currentKeys(acl)].toSorted()).toEqual(['all', 'board', 'u:m1']);
  });

  it('forget what ended long ago', () => {
    let acl = advanceAcl(undefined, 'm1', 'member:m1', card('active'), 0);
    acl = advanceAcl(acl, 'm1', 'l', { keys: ['hh:h1'] }, 10);
    acl = advanceAcl(acl, 'm1', 'l', undefined, 20);
    const within = advanceAcl(acl, 'm1', 'k', { keys: ['board'] }, 19 + GRANT_MEMORY_MS);
    expect(within.grants.some(({ key }) => key === 'hh:h1')).toBe(true);
    const after = advanceAcl(acl, 'm1', 'k', { keys: ['board'] }, 20 + GRANT_MEMORY_MS);
    expect(after.grants.some(({ key }) => key === 'hh:h1')).toBe(false);
  });

  it('after any history are what the sources give, each key open at most once', () => {
    const keys = fc.uniqueArray(fc.constantFrom('all', 'hh:h1', 'hh:h2', 'board', 'office'), {
      maxLength: 4,
    });
    const steps = fc.array(
      fc.record({
        id: fc.constantFrom('a', 'b', 'c'),
        source: fc.option(
          fc.oneof(
            keys.map((given): Source => ({ keys: given })),
            fc.constantFrom('active', 'inactive', 'suspended').map(card),
          ),
          { nil: undefined },
        ),
      }),
      { maxLength: 25 },
    );
    fc.assert(
      fc.property(steps, (history) => {
        let acl: StoredAcl | undefined;
        history.forEach(({ id, source }, index) => {
          const next = advanceAcl(acl, 'm1', id, source, 100 + index);
          expect(next.epoch - (acl?.epoch ?? 0)).toBeLessThanOrEqual(1);
          acl = next;
        });
        if (acl === undefined) return;
        expect(currentKeys(acl)).toEqual(keysBySources('m1', acl.sources).keys);
        const open = acl.grants.filter(({ to }) => to === undefined).map(({ key }) => key);
        expect(new Set(open).size).toBe(open.length);
        for (const { from, to = from, fromEpoch, toEpoch = fromEpoch } of acl.grants) {
          expect(to).toBeGreaterThanOrEqual(from);
          expect(toEpoch).toBeGreaterThanOrEqual(fromEpoch);
        }
      }),
    );
  });
});
