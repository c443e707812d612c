/** System notices of the page, and the way back from a clicked one. The system's own switch decides what is shown. */
import type { Notification, NotificationConstructorOptions } from 'electron';
import type { Notice } from '../bridge/channels.ts';

export interface NoticeParts {
  readonly isSupported: () => boolean;
  readonly create: (options: NotificationConstructorOptions) => Pick<Notification, 'on' | 'show'>;
  /** A notice was clicked: show this path of the app. */
  readonly open: (path: string) => void;
}

/** Notices that may still be clicked. Electron lets go of one that nobody holds, and its click is lost. */
const HELD = 50;

export function createNotices(parts: NoticeParts): (notice: Notice) => void {
  const held = new Set<unknown>();
  const hold = (notice: unknown): void => {
    held.add(notice);
    for (const oldest of [...held].slice(0, Math.max(0, held.size - HELD))) held.delete(oldest);
  };
  return ({ title, body, path }) => {
    if (!parts.isSupported()) return;
    const notice = parts.create({ title, body });
    hold(notice);
    notice.on('close', () => held.delete(notice));
    notice.on('click', () => {
      held.delete(notice);
      parts.open(path);
    });
    notice.show();
  };
}
