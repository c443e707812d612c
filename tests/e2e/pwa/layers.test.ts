/** What lies over a screen, in a real browser: one press takes one layer, and no message covers a button. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DESKTOP, launchBrowser, PHONE } from '../../support/browser.ts';
import { ANA, OLIVIA, openStage, writeSmall, type Stage } from '../../support/stage.ts';
import { Member } from '../pages/member.ts';
import { NewRequestScreen } from '../pages/new-request.ts';

const TITLE = 'A fence of seven feet';

let stage: Stage;
let browser: Browser;
let ana: Member;
let olivia: Member;

beforeAll(async () => {
  stage = await openStage();
  await writeSmall(stage);
  browser = await launchBrowser();
  ana = await Member.open(browser, stage.url, { viewport: PHONE, hasTouch: true });
  olivia = await Member.open(browser, stage.url, { viewport: DESKTOP });
  await ana.signIn(ANA);
  await ana.goTo('requests/new');
  const form = new NewRequestScreen(ana.page);
  await form.write({
    kind: 'Maintenance',
    title: TITLE,
    description: 'Between ours and theirs.',
    place: 'Garden',
  });
  await form.send();
  await ana.page
    .getByText(/R-\d{4}/)
    .first()
    .waitFor();
  await olivia.signIn(OLIVIA);
});
afterAll(async () => {
  await browser?.close();
  await stage?.close();
});

const dialog = (page: Page) => page.getByRole('dialog');

describe('Escape at a desk', () => {
  it('leaves the sheet, then the request', async () => {
    const { page } = olivia;
    await olivia.goTo('inbox');
    await page.getByRole('link', { name: TITLE }).click();
    await page.getByRole('button', { name: 'Correct it' }).click();
    await dialog(page).getByLabel('In a few words').fill('A fence of eight feet');
    const opened = page.url();
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'detached' });
    expect(page.url()).toBe(opened);
    await page.keyboard.press('Escape');
    await page.waitForURL('**/inbox');
  });
});

describe('Back on a phone', () => {
  it('leaves the sheet, then the request', async () => {
    const { page } = ana;
    await ana.goTo('requests');
    await page.getByRole('link', { name: TITLE }).click();
    await page.getByRole('button', { name: 'Correct it' }).click();
    await dialog(page).waitFor();
    const opened = page.url();
    await page.goBack();
    await dialog(page).waitFor({ state: 'detached' });
    expect(page.url()).toBe(opened);
    await page.goBack();
    await page.waitForURL('**/requests');
  });
});

/** What the newest message covers of what can be pressed, by name. */
const covered = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const toast = document.querySelector('.ct-toast')?.getBoundingClientRect();
    if (toast === undefined) throw new Error('no message is shown');
    return [...document.querySelectorAll<HTMLElement>('button, .ct-nav a, .ct-page-primary')].flatMap(
      (act) => {
        const box = act.getBoundingClientRect();
        const under =
          act.closest('.ct-toast') === null &&
          box.height > 0 &&
          box.top < toast.bottom &&
          box.bottom > toast.top &&
          box.left < toast.right &&
          box.right > toast.left;
        return under ? [act.textContent] : [];
      },
    );
  });

describe('a message on a phone', () => {
  it('covers nothing that can be pressed, on the page it came on and on the next, scrolled to its end', async () => {
    const { page } = ana;
    await ana.goTo('requests');
    await page.getByRole('link', { name: TITLE }).click();
    await page.getByLabel('Your answer').fill('Is there any news?');
    await page.getByRole('button', { name: 'Send answer' }).click();
    await page.locator('.ct-toast').waitFor();
    await expect.poll(() => covered(page)).toEqual([]);
    await page.getByRole('link', { name: 'More' }).click();
    await page.getByRole('heading', { level: 1, name: 'More' }).waitFor();
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await expect.poll(() => covered(page), { timeout: 2000 }).toEqual([]);
    expect(await page.locator('.ct-toast').count()).toBe(1);
  });
});
