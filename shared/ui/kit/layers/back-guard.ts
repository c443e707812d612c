/**
 * Lets Back close what lies over the screen instead of leaving the screen. The browser has already gone back when it
 * tells; so the way is walked forward again before the router hears of it, and the top layer is asked to go. Nothing has
 * to be taken out of the history when a layer closes otherwise, so nothing can be left over in it. Knows no layer.
 */

/** The part of `window` that is needed. */
export interface HistoryHost {
  readonly history: Pick<History, 'state' | 'go' | 'pushState'>;
  readonly addEventListener: (name: 'popstate', listen: (event: Event) => void, capture: true) => void;
  readonly removeEventListener: (name: 'popstate', listen: (event: Event) => void, capture: true) => void;
}

export interface BackGuard {
  /** Call when a layer opens. */
  readonly arm: () => void;
  /** Call when the screen's address has changed. */
  readonly moved: () => void;
  readonly stop: () => void;
}

/** The router numbers the entries it makes (`idx`). Undefined for an entry that is not its own. */
function placeOf({ history }: HistoryHost): number | undefined {
  const state: unknown = history.state;
  if (typeof state !== 'object' || state === null || !('idx' in state)) return undefined;
  return typeof state.idx === 'number' ? state.idx : undefined;
}

/**
 * @param isOpen whether anything lies over the screen
 * @param closeTop asked once for each Back, after the way has been walked forward again
 */
export function guardBack(host: HistoryHost, isOpen: () => boolean, closeTop: () => void): BackGuard {
  let standing = placeOf(host);
  /** Presses of Back that wait until the way is walked; 0 when none is. */
  let presses = 0;

  const onPop = (event: Event): void => {
    const place = placeOf(host);
    const caught = presses > 0 || isOpen();
    if (!caught || place === undefined || standing === undefined) {
      presses = 0;
      standing = place;
      return;
    }
    event.stopImmediatePropagation();
    if (place !== standing || presses === 0) presses += 1;
    if (place !== standing) return host.history.go(standing - place);
    for (; presses > 0; presses -= 1) if (isOpen()) closeTop();
    return undefined;
  };
  host.addEventListener('popstate', onPop, true);
  return {
    moved: () => {
      if (presses === 0) standing = placeOf(host);
    },
    arm: () => {
      if (presses === 0) standing = placeOf(host);
      if (standing !== 0) return;
      // From the very first entry Back would leave the app and what is open in it: the same screen once more.
      const state: unknown = host.history.state;
      standing = 1;
      host.history.pushState({ ...(typeof state === 'object' ? state : {}), idx: standing }, '');
    },
    stop: () => host.removeEventListener('popstate', onPop, true),
  };
}
