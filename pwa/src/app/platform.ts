/** What a browser can do for the screens. */
import type { PickedFile, Platform } from '@communitrak/platform/platform.ts';
import { createInstallPrompt } from './install.ts';
import { createUpdates } from './updates.ts';

export function browserPlatform(): Platform {
  return {
    kind: 'browser',
    baseUrl: '',
    pickImages,
    saveFile: (name, content) => Promise.resolve(download(name, content)),
    print: () => window.print(),
    leaveFor: (address) => location.assign(address),
    notify: (notice) => void notify(notice),
    setBadge: (count) => void setBadge(count),
    updates: createUpdates({
      // Absent in private windows of some browsers, and without TLS: then there are no updates to wait for.
      workers: 'serviceWorker' in navigator ? navigator.serviceWorker : undefined,
      page: window,
      reload: () => location.reload(),
    }),
    install: createInstallPrompt(window),
  };
}

function pickImages(source: 'camera' | 'files'): Promise<readonly PickedFile[]> {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = 'image/*';
  input.multiple = source === 'files';
  if (source === 'camera') input.setAttribute('capture', 'environment');
  input.hidden = true;
  // Safari opens the chooser only for an input that is in the page.
  document.body.append(input);
  return new Promise((resolve) => {
    const finish = (): void => {
      const files = [...(input.files ?? [])];
      input.remove();
      resolve(files.map((file) => ({ name: file.name, content: file })));
    };
    input.addEventListener('change', finish, { once: true });
    input.addEventListener('cancel', finish, { once: true });
    input.click();
  });
}

const REVOKE_AFTER_MS = 60_000;

function download(name: string, content: Blob): boolean {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads it in its own time, and says nothing when done.
  setTimeout(() => URL.revokeObjectURL(url), REVOKE_AFTER_MS);
  return true;
}

interface SystemNotice {
  readonly title: string;
  readonly body: string;
  readonly path: string;
}

/** Shown where the member has allowed it; the service worker leads a click to its path. */
async function notify(notice: SystemNotice): Promise<void> {
  if (!('Notification' in window) || Notification.permission !== 'granted') return;
  const registration = await navigator.serviceWorker?.getRegistration('/app/');
  await registration?.showNotification(notice.title, {
    body: notice.body,
    data: `/app${notice.path}`,
    icon: '/app/icons/icon-192.png',
    tag: notice.path,
  });
}

/** On the installed app's icon; browsers that have none, or ask for leave that was not given, show nothing. */
async function setBadge(count: number): Promise<void> {
  if (!('setAppBadge' in navigator)) return;
  await navigator.setAppBadge(count).catch(() => undefined);
}
