/** Which of the two shapes the window has. CSS decides looks; this decides only what CSS cannot. */
import { useCallback, useSyncExternalStore } from 'react';

export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (onChange: () => void) => {
      const media = matchMedia(query);
      media.addEventListener('change', onChange);
      return () => media.removeEventListener('change', onChange);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches);
}

/** 1024 px and wider: list beside detail, keys, left navigation. */
export function useIsDesk(): boolean {
  return useMedia('(min-width: 64em)');
}
