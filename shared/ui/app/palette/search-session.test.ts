/** The index follows the records: in slices, each change alone, and not any more once it has ended. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { SearchRecord } from '../feature.ts';
import { openSearch } from './search-session.ts';

const record = (id: string, title: string): SearchRecord => ({
  id,
  kind: 'requests.found',
  title,
  detail: '',
  path: `requests/${id}`,
  keywords: [],
});

function source(first?: readonly SearchRecord[]) {
  let now = first;
  const listeners = new Set<() => void>();
  return {
    subscribe: (onChange: () => void) => {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    getSnapshot: () => now,
    set: (next: readonly SearchRecord[]) => {
      now = next;
      for (const listener of listeners) listener();
    },
    listeners,
  };
}

afterEach(() => vi.useRealTimers());
const titles = (session: ReturnType<typeof openSearch>, text: string): readonly string[] =>
  session
    .view()
    .find(text, 9)
    .flatMap(({ best }) => best.map((hit) => hit.record.title));

describe('a search session', () => {
  it('finds what each source has, and says when that is all', () => {
    vi.useFakeTimers();
    const [a, b] = [source([record('1', 'Gate')]), source()];
    const session = openSearch([a, b]);
    expect(session.view().complete).toBe(false);
    expect(session.view().record('1')?.title).toBe('Gate');
    vi.runAllTimers();
    expect(titles(session, 'gate')).toEqual(['Gate']);
    expect(session.view().complete).toBe(false);
    b.set([record('2', 'Gatekeeper')]);
    vi.runAllTimers();
    expect(session.view().complete).toBe(true);
    expect(titles(session, 'gate')).toEqual(['Gate', 'Gatekeeper']);
  });

  it('puts in what has changed, takes out what has gone, and leaves the rest alone', () => {
    vi.useFakeTimers();
    const [kept, old, gone] = [record('1', 'Kept gate'), record('2', 'Old gate'), record('3', 'Gone gate')];
    const a = source([kept, old, gone]);
    const session = openSearch([a]);
    vi.runAllTimers();
    const read = vi.fn(() => 'Kept gate');
    Object.defineProperty(kept, 'title', { get: read });
    a.set([kept, record('2', 'New door')]);
    vi.runAllTimers();
    expect(read).not.toHaveBeenCalled();
    expect(titles(session, 'door')).toEqual(['New door']);
    expect(titles(session, 'old')).toEqual([]);
    expect(titles(session, 'gone')).toEqual([]);
  });

  it('works in slices shorter than a frame, and tells of a new view', async () => {
    const many = Array.from({ length: 8000 }, (_, n) => record(`${n}`, `Gate ${n} with a few words more`));
    const session = openSearch([source(many)]);
    const heard = vi.fn();
    session.subscribe(heard);
    let turns = 0;
    while (!session.view().complete) {
      turns += 1;
      await new Promise((resolve) => setTimeout(resolve));
    }
    expect(turns).toBeGreaterThan(3);
    expect(heard.mock.calls.length).toBeLessThan(turns);
    expect(titles(session, '7999')).toEqual(['Gate 7999 with a few words more']);
  });

  it('lets go of its sources when it ends', () => {
    vi.useFakeTimers();
    const a = source([record('1', 'Gate')]);
    const session = openSearch([a]);
    session.stop();
    expect(a.listeners.size).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });
});
