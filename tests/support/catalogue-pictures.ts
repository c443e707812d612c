/** Goes through every page and state of the kit's catalogue, which needs neither session nor server, and hands each over. */
import type { Browser, Page } from 'playwright-core';
import { LOOKS, SIZES, type Look } from './screens.ts';

/** Two looks say it: what differs between the others, the app's own screens show. */
const SHOWN: readonly Look[] = LOOKS.filter(
  ({ width, theme }) => (width === 'desktop') === (theme === 'light'),
);

async function linksIn(page: Page, selector: string): Promise<readonly string[]> {
  const links = page.locator(`${selector} a`);
  await links.first().waitFor();
  return links.evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
}

/** @param url of a server of the catalogue's build @param visit gets a name such as `table-overfull-phone-dark` */
export async function visitCatalogue(
  browser: Browser,
  url: string,
  visit: (name: string, page: Page) => Promise<void>,
): Promise<void> {
  for (const { width, theme } of SHOWN) {
    const context = await browser.newContext({
      locale: 'en-US',
      viewport: SIZES[width],
      colorScheme: theme,
      reducedMotion: 'reduce',
      hasTouch: width === 'phone',
      serviceWorkers: 'block',
    });
    const page = await context.newPage();
    await page.goto(`${url}/app/kit`);
    for (const part of await linksIn(page, '.kc-nav')) {
      await page.goto(part);
      for (const state of await linksIn(page, '.kc-states')) {
        await page.goto(state);
        await page.locator('.kc-sample').waitFor();
        await page.waitForTimeout(400);
        const [name, of] = new URL(state).pathname.split('/').slice(-2);
        await visit(`${name ?? ''}-${of ?? ''}-${width}-${theme}`, page);
      }
    }
    await context.close();
  }
}
