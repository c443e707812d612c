/** What the desktop can do that the shared screens need, over the bridge. Knows no Electron. */
import type { PickedFile, Platform } from '@communitrak/platform/platform.ts';
import type { DesktopBridge } from '../bridge/channels.ts';

/** The screens name their paths below this; main, and links, name whole ones. */
const BASE = '/app';
/** What the bridge takes of a notice; a longer text is cut rather than refused. */
const MAX_TITLE = 200;
const MAX_BODY = 2000;
const MAX_LABEL = 80;

const cut = (text: string, max: number): string => (text.length > max ? `${text.slice(0, max - 1)}…` : text);

/**
 * The system's file dialogue for both sources: a desktop's camera is reached by its own program or by the phone.
 * Resolves when the dialogue closes, whichever way.
 */
function pickImages(): Promise<readonly PickedFile[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = 'image/*';
    input.multiple = true;
    input.addEventListener('cancel', () => resolve([]));
    input.addEventListener('change', () => {
      resolve([...(input.files ?? [])].map((file) => ({ name: file.name, content: file })));
    });
    input.click();
  });
}

/** @param origin the page's own, where files and the server's answers come from alike */
export function createPlatform(bridge: DesktopBridge, origin: string): Platform {
  return {
    kind: 'desktop',
    baseUrl: origin,
    pickImages,
    async saveFile(name, content) {
      const { saved } = await bridge.saveFile({ name, bytes: new Uint8Array(await content.arrayBuffer()) });
      return saved;
    },
    print: () => void bridge.print(),
    // Main opens it in the system's browser; the app itself stays where it is.
    leaveFor: (address) => void window.open(address),
    keyLock: { lock: (key) => bridge.lockKey(key), unlock: (locked) => bridge.unlockKey(locked) },
    notify: ({ title, body, path }) =>
      bridge.notify({ title: cut(title, MAX_TITLE), body: cut(body, MAX_BODY), path: BASE + path }),
    desk: {
      setMenu: (entries) =>
        bridge.setMenu(
          entries.map((entry) => ({ ...entry, label: cut(entry.label, MAX_LABEL), path: BASE + entry.path })),
        ),
    },
    setBadge: (count) => bridge.setBadge(count),
    // A desktop version is installed by whoever gives it out: there is never one waiting, and nothing to apply.
    updates: { subscribe: () => () => undefined, isReady: () => false, apply: () => undefined },
    // It is installed already.
    install: { subscribe: () => () => undefined, isAvailable: () => false, show: () => Promise.resolve() },
  };
}
