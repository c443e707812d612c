/** What jsdom lacks and the screens ask for. Set up before each test file of the `ui` project. */
import 'fake-indexeddb/auto';
import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';

// A second is too little on a busy machine; what comes at once costs no more for it.
configure({ asyncUtilTimeout: 5000 });

const desk = '(min-width: 64em)';

/** A desk-sized window with no wish for less motion. */
window.matchMedia = (query: string): MediaQueryList =>
  Object.assign(new EventTarget(), {
    matches: query === desk,
    media: query,
    onchange: null,
    addListener: () => undefined,
    removeListener: () => undefined,
  });

class NoResize implements ResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}
window.ResizeObserver = NoResize;
window.scrollTo = () => undefined;
Element.prototype.scrollTo = () => undefined;
Object.defineProperty(window, 'CSS', {
  value: { escape: (text: string) => text.replaceAll(/[^\w-]/g, String.raw`\$&`) },
});

afterEach(() => {
  cleanup();
  localStorage.clear();
  document.documentElement.removeAttribute('data-routed');
});
