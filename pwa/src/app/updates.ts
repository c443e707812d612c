/**
 * New versions: the service worker fetches one in the background and waits. The member is told and decides when to
 * restart; nothing ever reloads by itself, not even when another tab has restarted.
 */
import type { AppUpdates } from '@communitrak/platform/platform.ts';

interface WorkerLike extends EventTarget {
  readonly state: string;
  postMessage(message: unknown): void;
}
interface RegistrationLike extends EventTarget {
  readonly waiting: WorkerLike | null;
  readonly installing: WorkerLike | null;
  update(): Promise<unknown>;
}
interface WorkersLike extends EventTarget {
  readonly controller: unknown;
  register(url: string, options: { readonly scope: string }): Promise<RegistrationLike>;
}

interface UpdatesParts {
  /** `navigator.serviceWorker`, or undefined where there is none. */
  readonly workers: WorkersLike | undefined;
  readonly page: EventTarget & Pick<typeof globalThis, 'setInterval'>;
  readonly reload: () => void;
}

const LOOK_EVERY_MS = 60 * 60 * 1000;

export function createUpdates({ workers, page, reload }: UpdatesParts): AppUpdates {
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  const versions = workers === undefined ? undefined : followVersions({ workers, page, reload, tell });
  return {
    subscribe: (onChange) => {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    isReady: () => versions?.isReady() ?? false,
    apply: () => (versions === undefined ? reload() : versions.apply()),
  };
}

interface FollowParts {
  readonly workers: WorkersLike;
  readonly page: UpdatesParts['page'];
  readonly reload: () => void;
  readonly tell: () => void;
}

function followVersions({ workers, page, reload, tell }: FollowParts): Pick<AppUpdates, 'isReady' | 'apply'> {
  let waiting: WorkerLike | undefined;
  let replaced = false;
  let asked = false;
  // Without a controller the worker that installs is the first, and no update.
  const hadController = workers.controller !== null;
  const onWaiting = (worker: WorkerLike): void => {
    if (workers.controller === null) return;
    waiting = worker;
    tell();
  };
  workers.addEventListener('controllerchange', () => {
    if (asked) return reload();
    if (!hadController) return undefined;
    // Another tab has restarted into the new version; this one still runs the old.
    replaced = true;
    return tell();
  });
  // Refused by the browser (private window, full device): the app works, without offline start.
  workers.register('/app/sw.js', { scope: '/app/' }).then(
    (registration) => watch(registration, page, onWaiting),
    () => undefined,
  );
  return {
    isReady: () => replaced || waiting !== undefined,
    apply: () => {
      if (waiting === undefined || replaced) return reload();
      asked = true;
      waiting.postMessage('skip-waiting');
      return undefined;
    },
  };
}

function watch(
  registration: RegistrationLike,
  page: UpdatesParts['page'],
  onWaiting: (worker: WorkerLike) => void,
): void {
  if (registration.waiting !== null) onWaiting(registration.waiting);
  registration.addEventListener('updatefound', () => {
    const worker = registration.installing;
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed') onWaiting(worker);
    });
  });
  // A failed look means no connection: the next one comes.
  const look = (): void => void registration.update().catch(() => undefined);
  page.setInterval(look, LOOK_EVERY_MS);
  page.addEventListener('online', look);
}
