/** Receipts, as they are looked at. Test material. */
import type { Picture } from '../../../../tests/support/screen-states.ts';

export const pictures: readonly Picture[] = [
  { name: 'receipts', who: 'office', path: 'receipts' },
  { name: 'receipts-new', who: 'office', path: 'receipts/new' },
  { name: 'receipts-cash', who: 'office', path: 'receipts/cash' },
  { name: 'receipts-deposit', who: 'office', path: 'receipts/deposit' },
  { name: 'receipts-lockbox', who: 'office', path: 'receipts/import' },
];
