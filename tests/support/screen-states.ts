/**
 * What a picture of a screen is, and the states that are the app's own. A feature's pictures, and how its screens get into
 * the state that is to be looked at, lie beside it (`features/<name>/pictures.ts`).
 */
import type { Page, Request, Route } from 'playwright-core';
import type { Cast } from './screen-casts.ts';
import type { Stage } from './stage.ts';

export type Who = 'public' | 'resident' | 'board' | 'office';

export interface Scene {
  readonly stage: Stage;
  readonly cast: Cast;
}
export type Prepare = (page: Page, scene: Scene) => Promise<void>;

export interface Picture {
  readonly name: string;
  readonly who: Who;
  /** Below the association; for the public, below the server. `<request>` stands for a request of theirs with photos. */
  readonly path: string;
  /** Brings the screen into the state to look at. */
  readonly prepare?: Prepare;
}

export const PULL = '**/sync/pull';

/** No more interception. Answers on their way are waited for: they cannot be given once it has ended. */
export const endInterception = (page: Page): Promise<void> => page.unrouteAll({ behavior: 'wait' });

const asAnOlderApp = (route: Route, request: Request): Promise<void> =>
  route.continue({ postData: { ...(request.postDataJSON() as object), protocol: 0 } });

/** The app is of a version that the server does not take any more. */
export const becomeTooOld: Prepare = async (page) => {
  await page.route(PULL, asAnOlderApp);
  await page.reload();
  await page.getByText('This version is too old to go on sending').waitFor();
  await endInterception(page);
};

/** A desk has it in a menu; a phone under *More*. */
export const openAccount: Prepare = async (page) => {
  const button = page.getByRole('button', { name: /^Account of/ });
  if (!(await button.isVisible())) return;
  await button.click();
  await page.getByRole('dialog').waitFor();
};

/** The search, with a few words typed in it: of what a member said, so that all of its parts show. */
export const openPalette: Prepare = async (page) => {
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  const field = page.getByRole('dialog').getByRole('combobox', { name: 'Search' });
  await field.fill('water');
  await page.getByText('Still going through').waitFor({ state: 'hidden' });
  await page
    .getByRole('dialog')
    .getByText(/result|Nothing matches/)
    .first()
    .waitFor();
};

export const openPaletteAtRest: Prepare = async (page) => {
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await page.getByRole('dialog').getByRole('option').first().waitFor();
};
