/** A Chromium with a profile of its own that can be killed as the system kills it, and started again on that profile. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { chromium, type Browser } from 'playwright-core';
import { findBrowser, NO_BROWSER } from '../../shared/config/scripts/lib.mjs';
import { BROWSER_ARGS } from './browser.ts';

export interface KillableBrowser {
  readonly browser: Browser;
  /** SIGKILL to all its processes; resolves when they are gone. */
  kill(): Promise<void>;
}

async function debugAddress(child: ChildProcess): Promise<string> {
  if (child.stderr === null) throw new Error('no stderr');
  for await (const line of createInterface({ input: child.stderr })) {
    const address = /DevTools listening on (ws:\S+)/.exec(line)?.[1];
    if (address !== undefined) return address;
  }
  throw new Error('the browser did not start');
}

/** @param profile folder that outlives the browser */
export async function startKillable(profile: string): Promise<KillableBrowser> {
  const executable = await findBrowser();
  if (executable === undefined) throw new Error(NO_BROWSER);
  const args = [...BROWSER_ARGS, '--headless=new', '--remote-debugging-port=0', `--user-data-dir=${profile}`];
  // A process group of its own, so that its children go with it.
  const child = spawn(executable, [...args, 'about:blank'], {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error('the browser did not start');
  const ended = once(child, 'exit');
  const kill = async (): Promise<void> => {
    process.kill(-pid, 'SIGKILL');
    await ended;
  };
  try {
    const browser = await chromium.connectOverCDP(await debugAddress(child));
    child.stderr?.resume();
    return { browser, kill };
  } catch (error) {
    await kill();
    throw error;
  }
}
