/** Paying and payments, as they are looked at. Test material. */
import type { Page } from 'playwright-core';
import type { Picture, Prepare } from '../../../../tests/support/screen-states.ts';

const next = (page: Page): Promise<void> => page.getByRole('button', { name: 'Continue' }).click();

/** Where something can be paid at all. */
const whereOpen =
  (prepare: Prepare): Prepare =>
  async (page, scene) => {
    if ((await page.getByRole('button', { name: 'Continue' }).count()) > 0) await prepare(page, scene);
  };

const chooseWay: Prepare = whereOpen(next);

const review: Prepare = whereOpen(async (page) => {
  await next(page);
  await page.getByRole('radio').first().check();
  await next(page);
  await page.getByText('You pay in all').waitFor();
});

/** The first payment in this state, where there is one. */
const openOne =
  (state: string): Prepare =>
  async (page) => {
    const row = page.getByRole('link', { name: new RegExp(state) }).first();
    if ((await row.count()) === 0) return;
    await row.click();
    await page.getByRole('heading', { level: 1, name: /^Payment of/ }).waitFor();
  };

const pause: Prepare = async (page) => {
  const button = page.getByRole('button', { name: 'Pause', exact: true });
  if ((await button.count()) === 0) return;
  await button.click();
  await page.getByRole('dialog').waitFor();
};

export const pictures: readonly Picture[] = [
  { name: 'payments', who: 'resident', path: 'payments' },
  { name: 'payments-pay', who: 'resident', path: 'payments/pay' },
  { name: 'payments-pay-how', who: 'resident', path: 'payments/pay', prepare: chooseWay },
  { name: 'payments-pay-review', who: 'resident', path: 'payments/pay', prepare: review },
  { name: 'payments-processing', who: 'resident', path: 'payments', prepare: openOne('Processing') },
  { name: 'payments-failed', who: 'resident', path: 'payments', prepare: openOne('Failed') },
  { name: 'payments-refunded', who: 'resident', path: 'payments', prepare: openOne('Partly refunded') },
  { name: 'payments-methods', who: 'resident', path: 'payments/methods' },
  { name: 'payments-autopay', who: 'resident', path: 'payments/autopay' },
  { name: 'payments-autopay-pause', who: 'resident', path: 'payments/autopay', prepare: pause },
];
