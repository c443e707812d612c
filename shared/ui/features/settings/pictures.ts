/** The settings, as they are looked at. Test material. */
import type { Route } from 'playwright-core';
import type { PullAnswer } from '@communitrak/protocol/pull.ts';
import {
  endInterception,
  PULL,
  type Picture,
  type Prepare,
} from '../../../../tests/support/screen-states.ts';
import { changePhone, signInElsewhere } from '../../../../tests/support/stage-writes.ts';

/** The answer to a pull without the documents that it brings, as a fault of ours would lose them. */
async function withoutDocuments(route: Route, lost: (count: number) => void): Promise<void> {
  const response = await route.fetch();
  const answer = (await response.json()) as PullAnswer;
  lost(answer.pages.reduce((count, page) => count + page.documents.length, 0));
  const pages = answer.pages.map((page) => ({ ...page, documents: [] }));
  await route.fulfill({ response, json: { ...answer, pages } });
}

/** The device has missed changes, and the check finds them. */
const checkData: Prepare = async (page, { stage, cast }) => {
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
const eraseElsewhere: Prepare = async (page, { stage, cast }) => {
  await signInElsewhere(stage, cast.resident);
  await page.reload();
  await page.getByRole('button', { name: 'Erase there' }).first().click();
  await page.getByRole('dialog').waitFor();
};

export const pictures: readonly Picture[] = [
  { name: 'settings', who: 'resident', path: 'settings' },
  { name: 'settings-checked', who: 'resident', path: 'settings', prepare: checkData },
  { name: 'settings-erase', who: 'resident', path: 'settings', prepare: eraseElsewhere },
];
