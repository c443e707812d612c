/**
 * Runs before the app does: while it is on its way the page's own skeleton stands there, and when it cannot be loaded, or not
 * for long, that is said with a way to try again. Imports nothing, so that it is there when nothing else is.
 */

/** On the slowest lines that people have the app is there sooner; past this they want to be told. */
const SLOW_MS = 12_000;

const element = (id: string): HTMLElement | null => document.getElementById(id);

/** The skeleton lies inside #root: the app takes it away with its first drawing. */
const isThere = (): boolean => element('boot') === null;

function say(part: 'boot-failed' | 'boot-slow'): void {
  if (isThere()) return;
  const spanish = navigator.language.toLowerCase().startsWith('es');
  document.documentElement.lang = spanish ? 'es' : 'en';
  for (const words of document.querySelectorAll<HTMLElement>('#boot [lang]'))
    words.hidden = (words.lang === 'es') !== spanish;
  element(part)?.removeAttribute('hidden');
  element('boot-again')?.removeAttribute('hidden');
  // Nothing is on its way any more.
  element('boot-bars')?.toggleAttribute('hidden', part === 'boot-failed');
}

element('boot-again')?.addEventListener('click', () => location.reload());
// A script that does not arrive says so to nobody but who listens while the event goes down.
addEventListener(
  'error',
  (event) => {
    if (event.target instanceof HTMLScriptElement) say('boot-failed');
  },
  true,
);
setTimeout(() => say('boot-slow'), SLOW_MS);
