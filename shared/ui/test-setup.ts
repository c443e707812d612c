/** What jsdom lacks and the screens ask for. Set up before each test file of the `ui` project. */
import 'fake-indexeddb/auto';
import { cleanup, configure } from '@testing-library/react';
import { afterAll, afterEach, vi } from 'vitest';
import { quickenStyles } from './testing-styles.ts';

// A screen waits for a real replica: how long that takes is the machine's business, and the test's own limit the only one.
configure({ asyncUtilTimeout: 30_000 });

quickenStyles(window);

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
Element.prototype.scrollIntoView = () => undefined;
Object.defineProperty(window, 'CSS', {
  value: { escape: (text: string) => text.replaceAll(/[^\w-]/g, String.raw`\$&`) },
});

afterEach(() => {
  cleanup();
  localStorage.clear();
  document.documentElement.removeAttribute('data-routed');
});

// Files share their modules: one that is still being fetched would wake up in a page that is gone, and stay broken for all.
afterAll(() => vi.dynamicImportSettled());
