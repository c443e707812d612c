/** A full disk in a real Chromium: its quota is set below what the page writes. Nothing of what was there is harmed. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundlePage } from '../../bench/bundle.ts';
import type { StorageBench } from '../../bench/pages/storage.ts';
import { launchBrowser } from '../../support/browser.ts';

type Global = typeof globalThis & { bench: StorageBench };

const ORIGIN = 'http://localhost';
const NAME = 'full';
const DOCUMENTS = 1000;
const LARGE = 20_000;
/** More than the small documents take, and far less than the large ones. */
const ROOM = 5_000_000;

let browser: Browser;
let script: string;
beforeAll(async () => {
  script = await bundlePage('storage.ts');
  browser = await launchBrowser();
});
afterAll(() => browser.close());

async function blank(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.route('**/*', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>full</title>' }),
  );
  await page.goto(`${ORIGIN}/full`);
  await page.addScriptTag({ content: script });
  return page;
}

const count = async (page: Page): Promise<number> =>
  (await page.evaluate((name) => (globalThis as Global).bench.ids('log', name), NAME)).length;

/** @returns the name of what it failed with; '' when it did not */
const fill = (page: Page, prefix: string, bytes: number): Promise<string> =>
  page.evaluate(
    ([name, count, size, first]) =>
      (globalThis as Global).bench.fill('log', name, count, size, first).then(
        () => '',
        (error: unknown) => (error instanceof Error ? `${error.name} ${error.message}` : String(error)),
      ),
    [NAME, DOCUMENTS, bytes, prefix] as const,
  );

it('refuses what does not fit, keeps what was there, and goes on when there is room again', async () => {
  const context = await browser.newContext();
  const page = await blank(context);
  const session = await context.newCDPSession(page);
  // Before the first write: the browser asks only now and then how much room there is.
  await session.send('Storage.overrideQuotaForOrigin', { origin: ORIGIN, quotaSize: ROOM });
  expect(await fill(page, '', 300)).toBe('');
  expect(await fill(page, 'large-', LARGE)).toMatch(/quota/i);
  // Not in memory either: what is shown is what will be there tomorrow.
  expect(await count(page)).toBe(DOCUMENTS);
  await session.send('Storage.overrideQuotaForOrigin', { origin: ORIGIN });
  expect(await fill(page, 'later-', 300)).toBe('');
  await page.close();
  const again = await blank(context);
  expect(await count(again)).toBe(2 * DOCUMENTS);
  await context.close();
}, 180_000);
