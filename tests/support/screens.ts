/** Every screen, for pictures and for the accessibility run: the app's own, and what the features have lying beside them. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { Member } from '../e2e/pages/member.ts';
import type { Cast } from './screen-casts.ts';
import { becomeTooOld, openAccount, openPalette, openPaletteAtRest, type Picture } from './screen-states.ts';
import type { Stage } from './stage.ts';

const OWN: readonly Picture[] = [
  { name: 'front', who: 'public', path: '' },
  { name: 'sign-in', who: 'public', path: 'app/sign-in' },
  { name: 'too-old', who: 'resident', path: '', prepare: becomeTooOld },
  { name: 'not-found', who: 'resident', path: 'nowhere' },
  { name: 'not-open', who: 'resident', path: 'inbox' },
  { name: 'more', who: 'resident', path: 'more' },
  { name: 'more-office', who: 'office', path: 'more' },
  { name: 'account', who: 'board', path: '', prepare: openAccount },
  { name: 'palette', who: 'office', path: 'inbox', prepare: openPalette },
  { name: 'palette-acts', who: 'office', path: 'inbox/<request>', prepare: openPaletteAtRest },
];

async function ofFeatures(): Promise<readonly Picture[]> {
  const root = fileURLToPath(new URL('../../shared/ui/features', import.meta.url));
  const files = readdirSync(root)
    .map((name) => join(root, name, 'pictures.ts'))
    .filter((file) => existsSync(file));
  const found = await Promise.all(
    files.map(async (file) => (await import(pathToFileURL(file).href)) as { pictures: readonly Picture[] }),
  );
  return found.flatMap(({ pictures }) => pictures);
}

export const SCREENS: readonly Picture[] = [...OWN, ...(await ofFeatures())];

export interface Look {
  readonly width: 'phone' | 'desktop';
  readonly theme: 'light' | 'dark';
}
export const LOOKS: readonly Look[] = [
  { width: 'phone', theme: 'light' },
  { width: 'phone', theme: 'dark' },
  { width: 'desktop', theme: 'light' },
  { width: 'desktop', theme: 'dark' },
];
export const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1440, height: 900 } };

/** Goes through all screens in one look, signed in as each screen's reader, and hands each page over when it stands still. */
export async function visitScreens(
  browser: Browser,
  stage: Stage,
  cast: Cast,
  look: Look,
  visit: (screen: Picture, page: Page) => Promise<void>,
  isWanted: (screen: Picture) => boolean = () => true,
): Promise<void> {
  for (const who of ['public', 'resident', 'board', 'office'] as const) {
    if (!SCREENS.some((one) => one.who === who && isWanted(one))) continue;
    const member = await Member.open(browser, stage.url, {
      association: cast.association,
      viewport: SIZES[look.width],
      colorScheme: look.theme,
      reducedMotion: 'reduce',
      hasTouch: look.width === 'phone',
    });
    if (who !== 'public') await member.signIn(cast[who], cast[who].password);
    if (who !== 'public')
      await member.page
        .getByText(/^Up to date/)
        .first()
        .waitFor();
    for (const screen of SCREENS.filter((one) => one.who === who && isWanted(one))) {
      // One before may have taken the device off the network.
      await member.online();
      const path = screen.path.replace('<request>', cast.request);
      await (who === 'public' ? member.page.goto(`${stage.url}/${path}`) : member.goTo(path));
      await settled(member.page);
      await screen.prepare?.(member.page, { stage, cast });
      await visit(screen, member.page);
    }
    await member.close();
  }
}

/** No skeleton, no spinner, and every photo that is here has been decoded. */
async function settled(page: Page): Promise<void> {
  await page.getByRole('main').waitFor();
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"], .ct-skeleton') === null);
  await page.waitForFunction(() => [...document.images].every((image) => image.complete));
  await page.waitForTimeout(150);
}
