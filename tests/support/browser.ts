/** Chromium for tests, benches and pictures: found as `npm test` finds it, started with what a closed network needs. */
import { type Browser, chromium } from 'playwright-core';
import { findBrowser, NO_BROWSER } from '../../shared/config/scripts/lib.mjs';

export const BROWSER_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** @throws Error with the command that installs one, when there is no browser. */
export async function launchBrowser(extra: readonly string[] = []): Promise<Browser> {
  const executablePath = await findBrowser();
  if (executablePath === undefined) throw new Error(NO_BROWSER);
  return chromium.launch({ executablePath, args: [...BROWSER_ARGS, ...extra] });
}

export const PHONE = { width: 390, height: 844 };
export const DESKTOP = { width: 1440, height: 900 };
