/** axe finds nothing on any screen with data, in both widths and both themes, with dialogues and error summaries open. */
import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../../support/browser.ts';
import { demoCast, type Cast } from '../../support/screen-casts.ts';
import { LOOKS, SCREENS, visitScreens } from '../../support/screens.ts';
import { openPayingStage, type Stage } from '../../support/stage.ts';

/** Three years of a demo association are written first. */
const DEMO_MS = 240_000;

let stage: Stage;
let browser: Browser;
let cast: Cast;

beforeAll(async () => {
  stage = await openPayingStage();
  cast = await demoCast(stage);
  browser = await launchBrowser();
}, DEMO_MS);
afterAll(async () => {
  await browser?.close();
  await stage?.close();
});

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Each width and each theme once: colours do not depend on the width. */
const LOOKED_AT = LOOKS.filter(({ width, theme }) => (width === 'phone') === (theme === 'light'));

/** A page without frames of others: looked at where it is, without another page for each. */
const lookedThrough = (page: Page) =>
  new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'] })
    .withTags(TAGS)
    .analyze();

/** All at once: most of the time each waits for its page. */
const LIMIT_MS = 600_000;

describe('accessibility', () => {
  it.concurrent.each(LOOKED_AT)('no violation on $width in $theme', { timeout: LIMIT_MS }, async (look) => {
    const found: string[] = [];
    let looked = 0;
    await visitScreens(browser, stage, cast, look, async (screen, page) => {
      const { violations } = await lookedThrough(page);
      looked += 1;
      found.push(
        ...violations.map(
          ({ id, nodes }) => `${screen.name}: ${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`,
        ),
      );
    });
    expect(found).toEqual([]);
    expect(looked).toBe(SCREENS.length);
  });
});
