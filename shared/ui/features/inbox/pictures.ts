/** The inbox, as it is looked at. Test material. */
import type { Picture, Prepare } from '../../../../tests/support/screen-states.ts';

const openKeys: Prepare = async (page) => {
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
};

export const pictures: readonly Picture[] = [
  { name: 'inbox', who: 'office', path: 'inbox' },
  { name: 'inbox-request', who: 'office', path: 'inbox/<request>' },
  { name: 'inbox-keys', who: 'office', path: 'inbox', prepare: openKeys },
];
