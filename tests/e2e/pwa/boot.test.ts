/** Before the app is there: a page that says what it is, and when the app does not come, says so with a way to try again. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser, PHONE } from '../../support/browser.ts';
import { openStage, type Stage } from '../../support/stage.ts';

const MAIN = '**/assets/main.*.js';
let browser: Browser;
let stage: Stage;

beforeAll(async () => {
  browser = await launchBrowser();
  stage = await openStage();
});
afterAll(async () => {
  await browser.close();
  await stage.close();
});

async function visit(locale: string, before: (page: Page) => Promise<unknown>): Promise<Page> {
  const context = await browser.newContext({ locale, viewport: PHONE, serviceWorkers: 'block' });
  const page = await context.newPage();
  await before(page);
  await page.goto(`${stage.url}/app/sign-in`, { waitUntil: 'commit' });
  return page;
}

it('a script that does not arrive is told, and trying again brings the app', async () => {
  const page = await visit('en-US', (one) => one.route(MAIN, (route) => route.abort()));
  await page.getByText('The app could not be loaded.').waitFor();
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Communitrak');
  expect(await page.getByText('No se pudo cargar').isVisible()).toBe(false);
  await page.unroute(MAIN);
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByLabel('Password', { exact: true }).waitFor();
  expect(await page.locator('#boot').count()).toBe(0);
  await page.context().close();
});

it('one that takes long is told too, in the words of the reader, and still comes', async () => {
  let arrive = (): void => undefined;
  const held = new Promise<void>((resolve) => (arrive = resolve));
  const page = await visit('es-MX', async (one) => {
    await one.clock.install();
    await one.route(MAIN, async (route) => {
      await held;
      await route.continue();
    });
  });
  await page.locator('#boot').waitFor();
  expect(await page.getByText('Esto está tardando.').isVisible()).toBe(false);
  await expect
    .poll(async () => {
      await page.clock.fastForward(13_000);
      return page.getByText('Esto está tardando.').isVisible();
    })
    .toBe(true);
  await page.clock.resume();
  arrive();
  await page.getByLabel('Contraseña', { exact: true }).waitFor();
  await page.context().close();
});
