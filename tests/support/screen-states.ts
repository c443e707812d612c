/** Brings a screen into the state that is to be looked at, by what a member, the office or the network does. */
import type { Page, Request, Route } from 'playwright-core';
import type { PullAnswer } from '@communitrak/protocol/pull.ts';
import { NewRequestScreen } from '../e2e/pages/new-request.ts';
import type { Cast } from './screen-casts.ts';
import type { Stage } from './stage.ts';
import { changePhone, closeRequest, signInElsewhere } from './stage-writes.ts';

export interface Scene {
  readonly stage: Stage;
  readonly cast: Cast;
}
export type Prepare = (page: Page, scene: Scene) => Promise<void>;

export const openKeys: Prepare = async (page) => {
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
};

export const openDiscard: Prepare = async (page) => {
  await page.getByLabel('In a few words').fill('The gate at the pool does not close');
  await page.getByRole('button', { name: 'Discard draft' }).click();
  await page.getByRole('dialog').waitFor();
};

export const showFaults: Prepare = async (page) => {
  await page.getByRole('button', { name: 'Send to the office' }).click();
  await page.getByText(/need(s)? a correction/).waitFor();
};

const shellReady = (page: Page): Promise<void> =>
  page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));

/** What is said for a moment does not lie over what is to be looked at. */
const toastGone = (page: Page): Promise<void> =>
  page.locator('.ct-toast').first().waitFor({ state: 'detached' });

async function report(page: Page, title: string, description: string, place: string): Promise<void> {
  await page.goto(page.url().replace(/unsent$/, 'requests/new'));
  await new NewRequestScreen(page).write({ kind: 'Maintenance', title, description, place });
  await page.getByRole('button', { name: 'Send to the office' }).click();
}

/** Off the network with one request written: the device's own side of things. */
export const writeOffline: Prepare = async (page) => {
  const unsent = page.url();
  await shellReady(page);
  await page.context().setOffline(true);
  const title = 'Handrail loose on the outside stairs';
  const words = 'It moves a hand’s width at the top. My mother uses these stairs every day.';
  await report(page, title, words, 'Front entrance');
  await page.getByText('Waiting to send').first().waitFor();
  await page.goto(unsent);
  await page.getByText(title).waitFor();
  await toastGone(page);
};

/** A correction made without a connection, of a request that the office closed meanwhile. */
export const correctTooLate: Prepare = async (page, { stage, cast }) => {
  const unsent = page.url();
  const title = `Water under the sink (${crypto.randomUUID().slice(0, 4)})`;
  await shellReady(page);
  await report(page, title, 'There is a puddle every morning, and the wood is getting soft.', 'Kitchen');
  await page.getByText(/R-\d{4}/).waitFor();
  await page.getByRole('button', { name: 'Correct it' }).click();
  await page.context().setOffline(true);
  await page.getByRole('dialog').getByLabel('In a few words').fill('Water under the sink and in the hall');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Waiting to send').first().waitFor();
  await closeRequest(stage, cast.association, title);
  await page.context().setOffline(false);
  await page.goto(unsent);
  await page.getByText(/^Not accepted/).waitFor();
  await toastGone(page);
};

const PULL = '**/sync/pull';

/** No more interception. Answers on their way are waited for: they cannot be given once it has ended. */
const endInterception = (page: Page): Promise<void> => page.unrouteAll({ behavior: 'wait' });

/** The answer to a pull without the documents that it brings, as a fault of ours would lose them. */
async function withoutDocuments(route: Route, lost: (count: number) => void): Promise<void> {
  const response = await route.fetch();
  const answer = (await response.json()) as PullAnswer;
  lost(answer.pages.reduce((count, page) => count + page.documents.length, 0));
  const pages = answer.pages.map((page) => ({ ...page, documents: [] }));
  await route.fulfill({ response, json: { ...answer, pages } });
}

/** The device has missed changes, and the check finds them. */
export const checkData: Prepare = async (page, { stage, cast }) => {
  let lost = 0;
  await page.route(PULL, (route) => withoutDocuments(route, (count) => (lost += count)));
  await changePhone(stage, cast.association);
  while (lost === 0) await page.waitForTimeout(50);
  await page.getByRole('button', { name: 'Check my data' }).click();
  const found = page.getByText('Found and mended');
  await found.waitFor();
  await endInterception(page);
  await found.evaluate((element) => element.scrollIntoView({ block: 'center' }));
};

/** Another device of theirs, which is about to be erased. */
export const eraseElsewhere: Prepare = async (page, { stage, cast }) => {
  await signInElsewhere(stage, cast.resident);
  await page.reload();
  await page.getByRole('button', { name: 'Erase there' }).first().click();
  await page.getByRole('dialog').waitFor();
};

const asAnOlderApp = (route: Route, request: Request): Promise<void> =>
  route.continue({ postData: { ...(request.postDataJSON() as object), protocol: 0 } });

/** The app is of a version that the server does not take any more. */
export const becomeTooOld: Prepare = async (page) => {
  await page.route(PULL, asAnOlderApp);
  await page.reload();
  await page.getByText('This version is too old to go on sending').waitFor();
  await endInterception(page);
};
