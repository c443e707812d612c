/** The connect page as a person meets it at the first start, in a real browser under the desktop's own policy. */
import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../../support/browser.ts';
import { openDesktopPage, type DesktopPage } from '../../support/desktop-page.ts';

let browser: Browser;
let desktop: DesktopPage;
beforeAll(async () => {
  browser = await launchBrowser();
  desktop = await openDesktopPage(undefined);
});
afterAll(async () => {
  await browser?.close();
  await desktop?.close();
});

interface Opened {
  readonly page: Page;
  readonly faults: string[];
  readonly close: () => Promise<void>;
}

/** `window.communitrak.connect` answers what the test says, and writes down what it was asked. */
async function open(
  answer: object,
  locale = 'en-US',
  colorScheme: 'light' | 'dark' = 'light',
): Promise<Opened> {
  const context = await browser.newContext({ locale, colorScheme });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  page.on('pageerror', (error) => faults.push(error.message));
  await page.addInitScript((given) => {
    const asked: string[] = [];
    Object.assign(window, {
      asked,
      communitrak: {
        connect: (address: string) => {
          asked.push(address);
          return 'broken' in given ? Promise.reject(new Error('disk full')) : Promise.resolve(given);
        },
        setLanguage: () => undefined,
        onNavigate: () => () => undefined,
        onShowKeys: () => () => undefined,
      },
    });
  }, answer);
  await page.goto(`${desktop.url}/connect`);
  return { page, faults, close: () => context.close() };
}

describe('the connect page', () => {
  it('asks for the address, hands it over, and goes on to the app', async () => {
    const { page, faults, close } = await open({ ok: true });
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('address');
    await page.getByLabel('Server address').fill('hoa.example.org');
    expect(await page.evaluate(() => Reflect.get(window, 'asked'))).toEqual([]);
    await page.keyboard.press('Enter');
    await page.waitForURL(`${desktop.url}/app/**`);
    expect(faults.filter((fault) => /Content Security Policy/i.test(fault))).toEqual([]);
    await close();
  });

  it.each([
    ['not-an-address', 'Write it like this'],
    ['not-secure', 'begins with https://'],
    ['unreachable', 'internet connection'],
    ['not-communitrak', 'is not Communitrak'],
  ])('says what is wrong and keeps what was typed: %s', async (problem, words) => {
    const { page, faults, close } = await open({ ok: false, problem });
    await page.getByLabel('Server address').fill('typed by hand');
    await page.getByRole('button', { name: 'Connect' }).click();
    await page.getByRole('alert').filter({ hasText: words }).waitFor();
    expect(await page.getByLabel('Server address').inputValue()).toBe('typed by hand');
    expect(await page.getByRole('button', { name: 'Connect' }).isEnabled()).toBe(true);
    expect(faults).toEqual([]);
    await close();
  });

  it('says when the address could not be kept', async () => {
    const { page, close } = await open({ broken: true });
    await page.getByRole('button', { name: 'Connect' }).click();
    await page.getByRole('alert').filter({ hasText: 'disk is not full' }).waitFor();
    await close();
  });

  it('speaks Spanish to a Spanish system', async () => {
    const { page, close } = await open({ ok: false, problem: 'not-secure' }, 'es-MX');
    await page.getByLabel('Dirección del servidor').fill('x');
    await page.getByRole('button', { name: 'Conectar' }).click();
    await page.getByRole('alert').filter({ hasText: 'no es segura' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('es');
    await close();
  });

  it.each(['light', 'dark'] as const)('leaves axe nothing to say (%s)', async (colorScheme) => {
    const { page, close } = await open({ ok: false, problem: 'unreachable' }, 'en-US', colorScheme);
    await page.getByRole('button', { name: 'Connect' }).click();
    await page.getByRole('alert').filter({ hasText: 'internet connection' }).waitFor();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    await close();
  });
});
