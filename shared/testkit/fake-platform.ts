/** A Platform for tests: remembers what it was asked to do, and does what the test says. */
import type { AppUpdates, InstallPrompt, PickedFile, Platform } from '@communitrak/platform/platform.ts';

export interface FakePlatform extends Platform {
  /** What the next pickImages answers. */
  picks: readonly PickedFile[];
  readonly saved: { readonly name: string; readonly content: Blob }[];
  readonly notices: { readonly title: string; readonly body: string; readonly path: string }[];
  printed: number;
  /** Pages of others that were left for. */
  readonly left: string[];
  /** Makes "new version ready" true. */
  readyUpdate(): void;
  applied: number;
  offerInstall(): void;
  installsShown: number;
}

interface Flag {
  readonly subscribe: (listener: () => void) => () => void;
  readonly is: () => boolean;
  readonly raise: () => void;
}

function flag(): Flag {
  const listeners = new Set<() => void>();
  let raised = false;
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    is: () => raised,
    raise() {
      raised = true;
      for (const listener of listeners) listener();
    },
  };
}

export function fakePlatform(baseUrl = ''): FakePlatform {
  const updates = flag();
  const install = flag();
  const platform: FakePlatform = {
    kind: 'browser',
    baseUrl,
    picks: [],
    saved: [],
    notices: [],
    printed: 0,
    left: [],
    applied: 0,
    installsShown: 0,
    pickImages: async () => platform.picks,
    async saveFile(name, content) {
      platform.saved.push({ name, content });
      return true;
    },
    print() {
      platform.printed += 1;
    },
    leaveFor: (address) => void platform.left.push(address),
    notify: (notice) => void platform.notices.push(notice),
    setBadge: () => undefined,
    updates: {
      subscribe: updates.subscribe,
      isReady: updates.is,
      apply() {
        platform.applied += 1;
      },
    } satisfies AppUpdates,
    install: {
      subscribe: install.subscribe,
      isAvailable: install.is,
      async show() {
        platform.installsShown += 1;
      },
    } satisfies InstallPrompt,
    readyUpdate: updates.raise,
    offerInstall: install.raise,
  };
  return platform;
}
