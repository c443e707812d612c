/** Online payments, as they are looked at. Test material. */
import type { Picture, Prepare } from '../../../../tests/support/screen-states.ts';

/** The newest, where there is one. */
const openFirst: Prepare = async (page) => {
  const first = page.locator('.tb-body [role="row"], .tb-list > li').first();
  if (!(await first.isVisible())) return;
  await first.locator('[role="gridcell"], .tb-card-title').first().click();
  await page.getByRole('heading', { level: 1 }).first().waitFor();
};

const giveBack: Prepare = async (page, scene) => {
  await openFirst(page, scene);
  const button = page.getByRole('button', { name: 'Refund', exact: true });
  if (!(await button.isVisible())) return;
  await button.click();
};

export const pictures: readonly Picture[] = [
  { name: 'online-payments', who: 'office', path: 'online-payments' },
  { name: 'online-payment', who: 'office', path: 'online-payments', prepare: openFirst },
  {
    name: 'online-payment-refund',
    who: 'office',
    path: 'online-payments?f.state=succeeded',
    prepare: giveBack,
  },
  { name: 'payouts', who: 'office', path: 'online-payments/payouts' },
  { name: 'payout', who: 'office', path: 'online-payments/payouts', prepare: openFirst },
  { name: 'online-payments-setup', who: 'office', path: 'online-payments/setup' },
  { name: 'online-payments-settings', who: 'office', path: 'online-payments/settings' },
  { name: 'online-payments-settings-board', who: 'board', path: 'online-payments/settings' },
];
