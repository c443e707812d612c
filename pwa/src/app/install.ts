/** The browser's offer to install, kept until the member wants it. Browsers that make none show nothing. */
import type { InstallPrompt } from '@communitrak/platform/platform.ts';

interface OfferEvent extends Event {
  prompt(): Promise<unknown>;
}

export function createInstallPrompt(page: EventTarget): InstallPrompt {
  const listeners = new Set<() => void>();
  let offer: OfferEvent | undefined;
  const keep = (next: OfferEvent | undefined): void => {
    offer = next;
    for (const listener of listeners) listener();
  };
  page.addEventListener('beforeinstallprompt', (event) => {
    // Without this the browser shows its own bar over the page.
    event.preventDefault();
    if ('prompt' in event) keep(event as OfferEvent);
  });
  page.addEventListener('appinstalled', () => keep(undefined));
  return {
    subscribe: (onChange) => {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    isAvailable: () => offer !== undefined,
    show: async () => {
      const current = offer;
      // An offer can be made once; the browser sends another when it may be made again.
      keep(undefined);
      await current?.prompt();
    },
  };
}
