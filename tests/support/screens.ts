/** Every screen, for pictures and for the accessibility run: where it is, who looks at it, and how it gets its content. */
import type { Browser, Page } from 'playwright-core';
import { Member } from '../e2e/pages/member.ts';
import type { Cast } from './screen-casts.ts';
import {
  becomeTooOld,
  checkData,
  correctTooLate,
  eraseElsewhere,
  openDiscard,
  openKeys,
  showFaults,
  writeOffline,
  type Prepare,
} from './screen-states.ts';
import type { Stage } from './stage.ts';

export type Who = 'public' | 'resident' | 'office';

export interface Screen {
  readonly name: string;
  readonly who: Who;
  /** Below the association; for the public, below the server. `<request>` stands for a request of theirs with photos. */
  readonly path: string;
  /** Brings the screen into the state to look at. */
  readonly prepare?: Prepare;
}

export const SCREENS: readonly Screen[] = [
  { name: 'front', who: 'public', path: '' },
  { name: 'sign-in', who: 'public', path: 'app/sign-in' },
  { name: 'home', who: 'resident', path: '' },
  { name: 'requests', who: 'resident', path: 'requests' },
  { name: 'new-request', who: 'resident', path: 'requests/new' },
  { name: 'new-request-faults', who: 'resident', path: 'requests/new', prepare: showFaults },
  { name: 'new-request-dialog', who: 'resident', path: 'requests/new', prepare: openDiscard },
  { name: 'request', who: 'resident', path: 'requests/<request>' },
  { name: 'unsent', who: 'resident', path: 'unsent' },
  { name: 'settings', who: 'resident', path: 'settings' },
  { name: 'settings-checked', who: 'resident', path: 'settings', prepare: checkData },
  { name: 'settings-erase', who: 'resident', path: 'settings', prepare: eraseElsewhere },
  { name: 'too-old', who: 'resident', path: 'requests', prepare: becomeTooOld },
  { name: 'not-found', who: 'resident', path: 'nowhere' },
  { name: 'unsent-refused', who: 'resident', path: 'unsent', prepare: correctTooLate },
  { name: 'unsent-waiting', who: 'resident', path: 'unsent', prepare: writeOffline },
  { name: 'inbox', who: 'office', path: 'inbox' },
  { name: 'inbox-request', who: 'office', path: 'inbox/<request>' },
  { name: 'inbox-keys', who: 'office', path: 'inbox', prepare: openKeys },
];

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
const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1440, height: 900 } };

/** Goes through all screens in one look, signed in as each screen's reader, and hands each page over when it stands still. */
export async function visitScreens(
  browser: Browser,
  stage: Stage,
  cast: Cast,
  look: Look,
  visit: (screen: Screen, page: Page) => Promise<void>,
): Promise<void> {
  for (const who of ['public', 'resident', 'office'] as const) {
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
    for (const screen of SCREENS.filter((one) => one.who === who)) {
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
