import { describe, expect, it, vi } from 'vitest';
import { derivedQuery } from './derived-query.ts';
import type { Query } from './query.ts';

function scripted<T>(first?: T): Query<T> & { set(value: T): void; readonly listeners: Set<() => void> } {
  let value = first;
  const listeners = new Set<() => void>();
  return {
    listeners,
    subscribe(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    getSnapshot: () => value,
    set(next) {
      value = next;
      for (const listener of listeners) listener();
    },
  };
}

describe('a derived query', () => {
  it('waits for all of its sources, and is made again only for what has changed', () => {
    const [a, b] = [scripted<number>(1), scripted<number>()];
    const make = vi.fn((x: number, y: number) => ({ sum: x + y }));
    const sum = derivedQuery([a, b], make);
    expect(sum.getSnapshot()).toBeUndefined();
    b.set(2);
    const first = sum.getSnapshot();
    expect(first).toEqual({ sum: 3 });
    expect(sum.getSnapshot()).toBe(first);
    expect(make).toHaveBeenCalledTimes(1);
    a.set(5);
    expect(sum.getSnapshot()).toEqual({ sum: 7 });
  });

  it('tells of each of them, and lets go of all', () => {
    const [a, b] = [scripted<number>(1), scripted<number>(2)];
    const heard = vi.fn();
    const stop = derivedQuery([a, b], (x, y) => x + y).subscribe(heard);
    a.set(3);
    b.set(4);
    expect(heard).toHaveBeenCalledTimes(2);
    stop();
    expect(a.listeners.size + b.listeners.size).toBe(0);
  });
});
