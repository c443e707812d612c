/** What main says to the page, and what main must know of it: paths to show, the list of keys, the language. */
import type { DesktopBridge, Language } from '../bridge/channels.ts';

/** The app's router reads the address whenever the history moves: this is how it is told from outside. */
function showPath(path: string): void {
  history.pushState(null, '', path);
  dispatchEvent(new PopStateEvent('popstate', { state: null }));
}

function languageShown(): Language {
  return document.documentElement.lang.startsWith('es') ? 'es' : 'en';
}

/** @returns how to stop */
export function followMain(bridge: DesktopBridge): () => void {
  const tellLanguage = (): void => bridge.setLanguage(languageShown());
  const watch = new MutationObserver(tellLanguage);
  watch.observe(document.documentElement, { attributeFilter: ['lang'] });
  const stops = [
    bridge.onNavigate(showPath),
    bridge.onShowKeys(() =>
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '?', bubbles: true })),
    ),
    () => watch.disconnect(),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
