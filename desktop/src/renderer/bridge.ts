/** The bridge that the preload has put into this page. */
import type { DesktopBridge } from '../bridge/channels.ts';

declare global {
  interface Window {
    readonly communitrak?: DesktopBridge;
  }
}

/** @throws Error in a page without the preload: nothing of the desktop works there */
export function desktopBridge(): DesktopBridge {
  if (window.communitrak === undefined)
    throw new Error('this page runs only inside the Communitrak desktop app');
  return window.communitrak;
}
