/** What the app can say of its version. It does not update itself, and says so rather than seem to. */
import type { AboutPanelOptionsOptions } from 'electron';
import type { Words } from './words.ts';

export interface Versions {
  readonly app: string;
  readonly electron: string;
  readonly chrome: string;
}

export function aboutPanel(words: Words, versions: Versions): AboutPanelOptionsOptions {
  const parts = `Electron ${versions.electron} · Chromium ${versions.chrome}`;
  return {
    applicationName: 'Communitrak',
    applicationVersion: versions.app,
    // The one free line that all three systems show.
    copyright: `${parts}\n${words.aboutUpdates}`,
  };
}
