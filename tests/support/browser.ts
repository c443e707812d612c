/** Chromium for tests, benches and pictures: found as `npm test` finds it, started with what a closed network needs. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
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

async function executable(): Promise<string> {
  const found = await findBrowser();
  if (found === undefined) throw new Error(NO_BROWSER);
  return found;
}

/** @throws Error with the command that installs one, when there is no browser. */
export async function launchBrowser(extra: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath: await executable(), args: [...BROWSER_ARGS, ...extra] });
}

export interface DiskBrowser {
  readonly context: BrowserContext;
  /** With all that it has kept. */
  close(): Promise<void>;
}

/**
 * A fresh profile on the disk, as a member has it. The contexts of `launchBrowser` are private windows: their databases lie in
 * memory, where nothing is flushed and nothing durable is measured. @throws like `launchBrowser`
 */
export async function launchOnDisk(extra: readonly string[] = []): Promise<DiskBrowser> {
  const executablePath = await executable();
  const profile = await mkdtemp(join(tmpdir(), 'communitrak-profile-'));
  const args = [...BROWSER_ARGS, ...extra];
  const context = await chromium.launchPersistentContext(profile, { executablePath, args });
  const close = async (): Promise<void> => {
    await context.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  return { context, close };
}

export const PHONE = { width: 390, height: 844 };
export const DESKTOP = { width: 1440, height: 900 };
