/** URLs of photos that are still a draft, by SHA-256; let go when the photos change or the screen goes. */
import { useMemo, useSyncExternalStore } from 'react';
import type { PreparedPhoto } from '@communitrak/replica/files/photos.ts';

type Urls = ReadonlyMap<string, string>;

/** URLs live as long as someone looks: made on subscribing, revoked on leaving. */
function urlStore(photos: readonly PreparedPhoto[]) {
  let urls: Urls = new Map();
  return {
    subscribe: (onChange: () => void) => {
      urls = new Map(photos.map((photo) => [photo.ref.sha256, URL.createObjectURL(photo.blob)]));
      onChange();
      return () => {
        urls.forEach((url) => URL.revokeObjectURL(url));
        urls = new Map();
      };
    },
    getSnapshot: () => urls,
  };
}

const NONE: readonly PreparedPhoto[] = [];

export function useObjectUrls(photos: readonly PreparedPhoto[] = NONE): Urls {
  const store = useMemo(() => urlStore(photos), [photos]);
  return useSyncExternalStore(store.subscribe, store.getSnapshot);
}
