/** The accounts, as they are looked at. Test material. */
import type { Picture, Prepare } from '../../../../tests/support/screen-states.ts';

/** The first account of those that owe most. */
const openFirst: Prepare = async (page) => {
  const first = page.locator('.tb-body [role="row"], .tb-list > li').first();
  if (!(await first.isVisible())) return;
  // The first cell selects the row.
  await first.locator('[role="gridcell"]:nth-child(2), .tb-card-title').first().click();
  await page.getByRole('heading', { level: 2 }).first().waitFor();
};

const asOf: Prepare = async (page, scene) => {
  await openFirst(page, scene);
  const button = page.getByRole('button', { name: 'Another day' });
  if (!(await button.isVisible())) return;
  await button.click();
  await page.getByRole('textbox', { name: 'Day' }).fill('1/31/2026');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await page.getByRole('button', { name: 'Back to today' }).waitFor();
};

const recordPayment: Prepare = async (page, scene) => {
  await openFirst(page, scene);
  const button = page.getByRole('button', { name: 'Record a payment' });
  if (!(await button.isVisible())) return;
  await button.click();
  await page.getByRole('textbox', { name: 'Amount' }).fill('250.00');
};

const transfer: Prepare = async (page, scene) => {
  await openFirst(page, scene);
  const more = page.getByRole('button', { name: 'More', exact: true });
  if (!(await more.isVisible())) return;
  await more.click();
  await page.getByRole('menuitem', { name: 'Transfer to another home' }).click();
  await page.getByRole('textbox', { name: 'Amount' }).fill('250.00');
};

export const pictures: readonly Picture[] = [
  { name: 'accounts', who: 'office', path: 'accounts' },
  { name: 'accounts-exceptions', who: 'office', path: 'accounts/exceptions' },
  { name: 'account', who: 'office', path: 'accounts?sort=-balance', prepare: openFirst },
  { name: 'account-as-of', who: 'office', path: 'accounts?sort=-balance', prepare: asOf },
  { name: 'account-payment', who: 'office', path: 'accounts?sort=-balance', prepare: recordPayment },
  { name: 'account-transfer', who: 'office', path: 'accounts?sort=-balance', prepare: transfer },
  { name: 'accounts-owing', who: 'board', path: 'accounts?show=owing&sort=-balance' },
];
