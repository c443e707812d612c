/**
 * The desktop's page in a real browser: its own bundle under its own policy, behind the real handler and the real HTTP
 * server. An association with nothing in it is enough: what passes the handler is looked at here, not what is shown.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PullRequest } from '@communitrak/protocol/pull.ts';
import type { SyncService } from '@communitrak/sync-server/sync/sync-service.ts';
import { DIST } from '../../../desktop/build.mjs';
import { launchBrowser } from '../../support/browser.ts';
import { openDesktopPage, type DesktopPage } from '../../support/desktop-page.ts';
import { NO_SYNC, openTestHttp, type TestHttp } from '../../support/test-http.ts';

const MARIE = { email: 'marie@example.com', password: 'radium-and-polonium', name: 'Marie Curie' };

const open = { streams: 0 };
const emptyPages = ({ want }: PullRequest): string =>
  JSON.stringify({
    pages: want.map(({ collection }) => ({ collection, documents: [], token: 't', repair: false, total: 0 })),
    epoch: 1,
  });
const sync: SyncService = {
  ...NO_SYNC,
  pullRaw: (_who, request) => Promise.resolve(emptyPages(request)),
  verify: () => Promise.resolve({ documents: [], missing: 0, outdated: 0, extra: 0, next: '' }),
  member: (association, member) =>
    Promise.resolve({
      principal: { association, member, name: 'Marie Curie', keys: new Set(['all', `u:${member}`]) },
      acl: { member, name: 'Marie Curie', state: 'active', grants: [], epoch: 1 },
    }),
  read: () => Promise.resolve(undefined),
  listen: (_who, sink) => {
    open.streams += 1;
    sink.poke({ collections: [], epoch: 1 });
    return Promise.resolve(() => void (open.streams -= 1));
  },
};

let http: TestHttp;
let browser: Browser;
let desktop: DesktopPage;
let page: Page;
const faults: string[] = [];

/** The bridge's stand-in keeps the listeners that the page has hung in, and what it has told. */
function installBridge(): void {
  const main = {
    navigate: [] as ((path: string) => void)[],
    keys: [] as (() => void)[],
    languages: [] as string[],
    menus: [] as { label: string; path: string }[][],
  };
  /** As a key store does: another thing, and back. */
  const turned = (bytes: Uint8Array): Promise<Uint8Array> => Promise.resolve(bytes.map((byte) => 255 - byte));
  Object.assign(window, {
    main,
    communitrak: {
      lockKey: turned,
      unlockKey: turned,
      setLanguage: (language: string) => void main.languages.push(language),
      setMenu: (entries: { label: string; path: string }[]) => void main.menus.push(entries),
      setBadge: () => undefined,
      onNavigate: (listener: (path: string) => void) => {
        main.navigate.push(listener);
        return () => undefined;
      },
      onShowKeys: (listener: () => void) => {
        main.keys.push(listener);
        return () => undefined;
      },
    },
  });
}

declare global {
  interface Window {
    readonly main: {
      readonly navigate: ((path: string) => void)[];
      readonly keys: (() => void)[];
      readonly languages: string[];
      readonly menus: { label: string; path: string }[][];
    };
  }
}

beforeAll(async () => {
  http = await openTestHttp({ sync });
  const { id } = await http.accounts.addAccount(MARIE);
  await http.accounts.link(id, 'willow', 'marie');
  desktop = await openDesktopPage(http.url);
  browser = await launchBrowser();
  page = await browser.newPage({ locale: 'en-US', viewport: { width: 1440, height: 900 } });
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  page.on('pageerror', (error) => faults.push(error.message));
  await page.addInitScript(installBridge);
});
afterAll(async () => {
  await browser?.close();
  await desktop?.close();
  await http?.close();
});

/** The 401 that tells the app nobody is signed in is written into the console by the browser itself. */
const realFaults = () => faults.filter((fault) => !/status of 401/.test(fault));

describe('the desktop’s page', () => {
  it('opens on a deep link and asks who it is', async () => {
    await page.goto(`${desktop.url}/app/willow/requests`);
    await page.getByLabel('E-mail address').waitFor();
    expect(realFaults()).toEqual([]);
  });

  it('signs in through the handler, which keeps the token to itself', async () => {
    await page.getByLabel('E-mail address').fill(MARIE.email);
    await page.locator('input[type=password]').fill(MARIE.password);
    await page.keyboard.press('Enter');
    await page.waitForURL(`${desktop.url}/app/willow**`);
    await page.getByRole('navigation').first().waitFor();
    const token = desktop.held.token ?? '';
    expect(token).toMatch(/^\S{20,}$/);
    const seen = await page.evaluate(async () => {
      const answer = await fetch('/api/session');
      const text = await answer.text();
      return [document.cookie, JSON.stringify(localStorage), JSON.stringify([...answer.headers]), text].join(
        ' ',
      );
    });
    expect(seen).toContain(MARIE.email);
    expect(seen).not.toContain(token);
    expect(seen).not.toContain(http.url);
    expect(await page.context().cookies()).toEqual([]);
  });

  it('holds one event stream, also after it has been loaded anew', async () => {
    await expect.poll(() => open.streams, { timeout: 30_000 }).toBe(1);
    await page.reload();
    await page.getByRole('navigation').first().waitFor();
    await expect.poll(() => open.streams, { timeout: 30_000 }).toBe(1);
  });

  it('shows the path that main names, without loading anew', async () => {
    await page.evaluate(() => {
      document.body.dataset['mark'] = 'same page';
      for (const show of window.main.navigate) show('/app/willow/settings');
    });
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/app/willow/settings');
    expect(await page.evaluate(() => document.body.dataset['mark'])).toBe('same page');
  });

  it('shows the keys when the menu asks, and tells main its language', async () => {
    await page.evaluate(() => {
      for (const show of window.main.keys) show();
    });
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.evaluate(() => void (document.documentElement.lang = 'es'));
    await expect.poll(() => page.evaluate(() => window.main.languages.at(-1))).toBe('es');
  });

  it('puts the member’s places into the menu, in their language', async () => {
    const menu = () => page.evaluate(() => window.main.menus.at(-1) ?? []);
    await expect
      .poll(menu)
      .toContainEqual(expect.objectContaining({ label: 'My requests', path: '/app/willow/requests' }));
    expect((await menu()).map(({ label }) => label)).not.toContain('Inbox');
  });

  it('opens from outside what a feature lets in, and its start otherwise', async () => {
    const open = (path: string) =>
      page.evaluate((asked) => {
        for (const show of window.main.navigate) show(asked);
      }, path);
    await open('/app/willow?open=requests');
    await page.getByRole('heading', { level: 1, name: 'My requests' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/app/willow/requests');
    await open('/app/willow?open=settings');
    await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/app/willow');
  });

  it('has a preload that loads nothing but Electron, as the sandbox demands', async () => {
    const preload = await readFile(join(DIST, 'preload.cjs'), 'utf8');
    expect([...preload.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name)).toEqual(['electron']);
  });

  it('has broken no rule of its own policy on the way', () => {
    expect(realFaults()).toEqual([]);
  });
});
