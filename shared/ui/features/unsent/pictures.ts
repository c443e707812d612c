/** What is not sent, as it is looked at. Test material. */
import type { Page } from 'playwright-core';
import { NewRequestScreen } from '../../../../tests/e2e/pages/new-request.ts';
import type { Picture, Prepare } from '../../../../tests/support/screen-states.ts';
import { closeRequest } from '../../../../tests/support/stage-writes.ts';

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
const writeOffline: Prepare = async (page) => {
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
const correctTooLate: Prepare = async (page, { stage, cast }) => {
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
  await page.getByText(/^Not accepted: this request was closed/).waitFor();
  await toastGone(page);
};

export const pictures: readonly Picture[] = [
  { name: 'unsent', who: 'resident', path: 'unsent' },
  { name: 'unsent-refused', who: 'resident', path: 'unsent', prepare: correctTooLate },
  { name: 'unsent-waiting', who: 'resident', path: 'unsent', prepare: writeOffline },
];
