/** What asks for a sync besides pokes: the page seen again, back online, a timer. None of them is trusted alone. */
export interface Triggers {
  stop(): void;
}

const EVERY_MS = 2 * 60_000;

export function listenToTriggers(options: {
  readonly random: () => number;
  /** urgent: something changed just now, so waiting after a fault ends. */
  readonly ask: (urgent: boolean) => void;
  readonly everyMs?: number;
}): Triggers {
  const { random, ask, everyMs = EVERY_MS } = options;
  const timer = setInterval(() => ask(false), everyMs * (0.9 + 0.2 * random()));
  // Tests and workers have no page.
  const page = typeof window === 'undefined' ? undefined : window;
  const seen = (): void => {
    if (page?.document.visibilityState === 'visible') ask(true);
  };
  const changed = (): void => ask(true);
  page?.document.addEventListener('visibilitychange', seen);
  // 'offline' too: the request that then fails is what tells the truth.
  for (const name of ['online', 'offline', 'pageshow']) page?.addEventListener(name, changed);
  return {
    stop() {
      clearInterval(timer);
      page?.document.removeEventListener('visibilitychange', seen);
      for (const name of ['online', 'offline', 'pageshow']) page?.removeEventListener(name, changed);
    },
  };
}
