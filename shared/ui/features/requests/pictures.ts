/** The requests’ screens, as they are looked at. Test material. */
import type { Picture, Prepare } from '../../../../tests/support/screen-states.ts';

const openDiscard: Prepare = async (page) => {
  await page.getByLabel('In a few words').fill('The gate at the pool does not close');
  await page.getByRole('button', { name: 'Discard draft' }).click();
  await page.getByRole('dialog').waitFor();
};

const showFaults: Prepare = async (page) => {
  await page.getByRole('button', { name: 'Send to the office' }).click();
  await page.getByText(/need(s)? a correction/).waitFor();
};

export const pictures: readonly Picture[] = [
  { name: 'requests', who: 'resident', path: 'requests' },
  { name: 'new-request', who: 'resident', path: 'requests/new' },
  { name: 'new-request-faults', who: 'resident', path: 'requests/new', prepare: showFaults },
  { name: 'new-request-dialog', who: 'resident', path: 'requests/new', prepare: openDiscard },
  { name: 'request', who: 'resident', path: 'requests/<request>' },
];
