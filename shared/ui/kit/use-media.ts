/** Which of the two shapes the window has. CSS decides looks; this decides only what CSS cannot. */
import { useMemo, useSyncExternalStore } from 'react';

export function useMedia(query: string): boolean {
  const { subscribe, read } = useMemo(() => watchMedia(query), [query]);
  return useSyncExternalStore(subscribe, read);
}

/**
 * A sheet of paper is as narrow as a phone, and a browser that prints says so: the screen stays what it was, or the parts of it
 * that go to paper would be drawn anew in the middle of it.
 */
function watchMedia(query: string) {
  let last: boolean | undefined;
  return {
    subscribe: (onChange: () => void) => {
      const media = matchMedia(query);
      media.addEventListener('change', onChange);
      return () => media.removeEventListener('change', onChange);
    },
    read: (): boolean => {
      if (last === undefined || !matchMedia('print').matches) last = matchMedia(query).matches;
      return last;
    },
  };
}

/** 1024 px and wider: list beside detail, keys, left navigation. */
export function useIsDesk(): boolean {
  return useMedia('(min-width: 64em)');
}
