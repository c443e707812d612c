/** Online payments, as they are looked at. Test material. */
import type { Picture } from '../../../../tests/support/screen-states.ts';

export const pictures: readonly Picture[] = [
  { name: 'online-payments', who: 'office', path: 'online-payments' },
  { name: 'online-payments-setup', who: 'office', path: 'online-payments/setup' },
  { name: 'online-payments-settings', who: 'office', path: 'online-payments/settings' },
  { name: 'online-payments-settings-board', who: 'board', path: 'online-payments/settings' },
];
