/**
 * What a device does to an app besides losing the connection: tabs closed in the middle of a push, a full disk, storage
 * cleared, a wrong clock, a page frozen, a new version over unsent rows. Nothing is lost, nothing doubled, no dead screen.
 */
import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser, PHONE } from '../../support/browser.ts';
import { startHoldingProxy, type HoldingProxy } from '../../support/holding-proxy.ts';
import { aPhoto } from '../../support/pictures.ts';
import { root } from '../../support/processes.ts';
import { ANA, OLIVIA, openStage, writeSmall, type Stage } from '../../support/stage.ts';
import { Member } from '../pages/member.ts';
import { NewRequestScreen } from '../pages/new-request.ts';

const PUSH = /\/sync\/push/;
const DAY_MS = 24 * 3600 * 1000;

let app: string;
let stage: Stage;
let proxy: HoldingProxy;
let browser: Browser;
let ana: Member;

beforeAll(async () => {
  app = await mkdtemp(join(tmpdir(), 'communitrak-app-'));
  await cp(join(root, 'pwa/dist'), app, { recursive: true });
  stage = await openStage({}, app);
  await writeSmall(stage);
  proxy = await startHoldingProxy(stage.url);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await proxy?.close();
  await stage?.close();
  await rm(app, { recursive: true, force: true });
});
beforeEach(async () => {
  proxy.passAll();
  ana = await Member.open(browser, proxy.url, { viewport: PHONE });
});
afterEach(() => ana.close());

async function writeOn(page: Page, title: string): Promise<NewRequestScreen> {
  await page.goto(ana.address('requests/new'));
  const screen = new NewRequestScreen(page);
  await screen.write({ kind: 'Maintenance', title, description: 'As said.', place: 'Kitchen' });
  return screen;
}

interface StoredRequest {
  readonly stamp: { readonly at: string; readonly number: string };
  readonly body: { readonly title: string; readonly files: readonly { readonly sha256: string }[] };
}

async function stored(title: string): Promise<readonly StoredRequest[]> {
  const db = await stage.server.store.open('association-maple-row', { create: false });
  const all = (await db?.range({ startId: 'request:', endId: 'request:\ufff0' })) ?? [];
  return (all as unknown as StoredRequest[]).filter(({ body }) => body.title === title);
}

const onceStored = (title: string): Promise<void> =>
  expect.poll(async () => (await stored(title)).length, { timeout: 60_000 }).toBe(1);

/** Nothing on the page waits, and the request has its number. */
async function isSent(page: Page, title: string): Promise<void> {
  await onceStored(title);
  await page.goto(ana.address('requests'));
  await page.getByText(title).first().waitFor();
  await expect.poll(() => page.getByText('Waiting to send').count(), { timeout: 60_000 }).toBe(0);
  expect(await stored(title)).toHaveLength(1);
}

const devtools = (page: Page): Promise<CDPSession> => page.context().newCDPSession(page);

describe('the tab that sends is closed in the middle of a push', () => {
  it('and the other one finishes; the request is there once', async () => {
    const title = 'Leader closed';
    await ana.signIn(ANA);
    const other = await ana.context.newPage();
    await other.goto(ana.address('requests'));
    await other.getByRole('main').waitFor();
    const reached = proxy.keepAnswersTo(PUSH);
    await (await writeOn(ana.page, title)).send();
    await reached;
    await onceStored(title);
    await other.getByText(title).first().waitFor();
    await ana.page.close();
    proxy.passAll();
    await isSent(other, title);
    await other
      .getByText((await stored(title))[0]?.stamp.number ?? 'no number')
      .first()
      .waitFor();
  });
});

/** Chromium remembers for a while how much room there was: it is asked with a write of the test's own. */
const hasRoom = (page: Page): Promise<boolean> =>
  page.evaluate(
    () =>
      new Promise<boolean>((resolve, reject) => {
        const request = indexedDB.open('room-of-the-test', 1);
        request.onupgradeneeded = () => request.result.createObjectStore('bytes');
        request.onerror = () => resolve(false);
        request.onsuccess = () => {
          const tx = request.result.transaction('bytes', 'readwrite');
          tx.objectStore('bytes').put(new Uint8Array(1000), 1);
          const done = (room: boolean) => (): void => {
            request.result.close();
            const full = tx.error?.name === 'QuotaExceededError';
            if (room || full) resolve(room);
            else reject(tx.error ?? new Error('aborted'));
          };
          tx.oncomplete = done(true);
          tx.onabort = done(false);
        };
      }),
  );

describe('the device is full', () => {
  it('says so when a request with a photo is filed, keeps it all in the form, and goes on when there is room', async () => {
    const title = 'No room for this';
    await ana.signIn(ANA);
    const screen = await writeOn(ana.page, title);
    await screen.addPhotos([aPhoto('leak.jpg', 7)]);
    await screen.photosReady(1);
    const session = await devtools(ana.page);
    await session.send('Storage.overrideQuotaForOrigin', { origin: proxy.url, quotaSize: 1 });
    await expect.poll(() => hasRoom(ana.page), { timeout: 120_000 }).toBe(false);
    await ana.page.getByRole('button', { name: 'Send to the office' }).click();
    await ana.page
      .getByText('This device has no room left. Free some space and try again.')
      .first()
      .waitFor();
    expect(await ana.page.getByLabel('In a few words').inputValue()).toBe(title);
    await screen.photosReady(1);
    expect(await stored(title)).toEqual([]);
    await session.send('Storage.overrideQuotaForOrigin', { origin: proxy.url });
    await expect.poll(() => hasRoom(ana.page), { timeout: 120_000 }).toBe(true);
    await screen.send();
    await isSent(ana.page, title);
    const [sha256 = ''] = (await stored(title)).flatMap(({ body }) => body.files.map((file) => file.sha256));
    await expect.poll(() => stage.server.files.has('maple-row', sha256), { timeout: 60_000 }).toBe(true);
  });
});

describe('storage is cleared while signed in', () => {
  async function filed(title: string): Promise<void> {
    await ana.signIn(ANA);
    await ana.shellIsCached();
    await (await writeOn(ana.page, title)).send();
    await isSent(ana.page, title);
  }

  it('documents, caches and service worker: the page says what to do, and loads everything anew', async () => {
    const title = 'Everything cleared';
    await filed(title);
    await writeOn(ana.page, `${title}, unsent`);
    const session = await devtools(ana.page);
    await session.send('Storage.clearDataForOrigin', {
      origin: proxy.url,
      storageTypes: 'indexeddb,cache_storage,service_workers,local_storage',
    });
    // What is asked of a storage that is gone is answered in words, and what was written stays in the form.
    await ana.page.getByRole('button', { name: 'Send to the office' }).click();
    await expect
      .poll(() => ana.page.getByText(/This device (could not store it|cannot save any more)/).count(), {
        timeout: 60_000,
      })
      .toBeGreaterThan(0);
    expect(await ana.page.getByLabel('In a few words').inputValue()).toBe(`${title}, unsent`);
    await ana.page.reload();
    await ana.page.goto(ana.address('requests'));
    await ana.page.getByText(title).first().waitFor();
    await (await writeOn(ana.page, `${title}, and on`)).send();
    await isSent(ana.page, `${title}, and on`);
  });

  it('any one database: the next load repairs from the server', async () => {
    const title = 'One database lost';
    await filed(title);
    const names = await ana.page.evaluate(async () =>
      (await indexedDB.databases()).flatMap(({ name }) => (name === undefined ? [] : [name])),
    );
    expect(names.length).toBeGreaterThan(1);
    for (const name of names) {
      const bare = await ana.context.newPage();
      await bare.goto(`${proxy.url}/front/icon.svg`);
      await ana.page.goto(`${proxy.url}/front/icon.svg`);
      await bare.evaluate(
        (one) =>
          new Promise<void>((resolve, reject) => {
            const request = indexedDB.deleteDatabase(one);
            request.onsuccess = () => resolve();
            request.onerror = () => reject(request.error ?? new Error(one));
          }),
        name,
      );
      await bare.close();
      await ana.page.goto(ana.address('requests'));
      await ana.page.getByText(title).first().waitFor({ timeout: 60_000 });
    }
    await (await writeOn(ana.page, `${title}, and on`)).send();
    await isSent(ana.page, `${title}, and on`);
  });
});

describe.each([
  ['ahead', 2 * DAY_MS],
  ['behind', -2 * DAY_MS],
])('a clock two days %s', (way, offset) => {
  it('changes neither order nor session nor sense: the server’s time counts', async () => {
    const titles = [`Clock ${way}, first`, `Clock ${way}, second`] as const;
    await ana.context.addInitScript((ms) => {
      const Real = Date;
      class Shifted extends Real {
        constructor(...given: unknown[]) {
          super(...((given.length === 0 ? [Real.now() + ms] : given) as [number]));
        }
        static override now(): number {
          return Real.now() + ms;
        }
      }
      globalThis.Date = Shifted as DateConstructor;
    }, offset);
    await ana.signIn(ANA);
    for (const title of titles) {
      await (await writeOn(ana.page, title)).send();
      await isSent(ana.page, title);
    }
    const times = await Promise.all(
      titles.map(async (title) => Date.parse((await stored(title))[0]?.stamp.at ?? '')),
    );
    for (const time of times) expect(Math.abs(Date.now() - time)).toBeLessThan(DAY_MS / 2);
    expect(times[0]).toBeLessThanOrEqual(times[1] ?? 0);
    await ana.reload();
    await ana.page.getByText(titles[1]).first().waitFor();
    const text = await ana.page.getByRole('main').innerText();
    expect(text.indexOf(titles[1])).toBeLessThan(text.indexOf(titles[0]));
    expect(text).not.toMatch(/\bin \d+ (days?|hours?|minutes?)\b|tomorrow/);
    expect(await ana.page.getByLabel('E-mail address').count()).toBe(0);
  });
});

describe('a page frozen for an hour', () => {
  it('syncs when it comes back, and shows what came meanwhile', async () => {
    const title = 'Reported while asleep';
    await ana.signIn(OLIVIA);
    await ana.goTo('inbox');
    await ana.page.getByRole('main').waitFor();
    const session = await devtools(ana.page);
    await session.send('Page.setWebLifecycleState', { state: 'frozen' });
    // An hour later no stream of before is alive.
    proxy.cut();
    const reporter = await Member.open(browser, proxy.url, { viewport: PHONE });
    await reporter.signIn(ANA);
    await reporter.goTo('requests/new');
    const screen = new NewRequestScreen(reporter.page);
    await screen.write({ kind: 'General', title, description: 'As said.', place: '' });
    await screen.send();
    await onceStored(title);
    await reporter.close();
    await session.send('Page.setWebLifecycleState', { state: 'active' });
    await ana.page.getByText(title).first().waitFor({ timeout: 60_000 });
  });
});

describe('a new version of the app over rows that are not sent', () => {
  it('keeps them, and sends each once', async () => {
    const title = 'Older than the app';
    await ana.signIn(ANA);
    await ana.shellIsCached();
    proxy.block(PUSH);
    await (await writeOn(ana.page, title)).send();
    await ana.page.getByText('Waiting to send').first().waitFor();
    await appendFile(join(app, 'sw.js'), '\n// another version\n');
    await ana.page.evaluate(async () => (await navigator.serviceWorker.getRegistration('/app/'))?.update());
    await ana.page.getByText('A new version is ready').waitFor({ timeout: 60_000 });
    await Promise.all([
      ana.page.waitForEvent('load'),
      ana.page.getByRole('button', { name: 'Restart now' }).click(),
    ]);
    await ana.page.getByText(title).first().waitFor();
    await ana.page.getByText('Waiting to send').first().waitFor();
    expect(await stored(title)).toEqual([]);
    proxy.passAll();
    await isSent(ana.page, title);
  });
});
