/** The association's bill, as it is looked at. Test material. */
import type { Picture } from '../../../../tests/support/screen-states.ts';

export const pictures: readonly Picture[] = [
  { name: 'billing', who: 'office', path: 'billing' },
  { name: 'billing-board', who: 'board', path: 'billing' },
];
