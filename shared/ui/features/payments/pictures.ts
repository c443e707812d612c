/** Paying and payments, as they are looked at. Test material. */
import type { Picture } from '../../../../tests/support/screen-states.ts';

export const pictures: readonly Picture[] = [
  { name: 'payments', who: 'resident', path: 'payments' },
  { name: 'payments-pay', who: 'resident', path: 'payments/pay' },
  { name: 'payments-methods', who: 'resident', path: 'payments/methods' },
  { name: 'payments-autopay', who: 'resident', path: 'payments/autopay' },
];
