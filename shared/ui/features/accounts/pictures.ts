/** The accounts, as they are looked at. Test material. */
import type { Picture } from '../../../../tests/support/screen-states.ts';

export const pictures: readonly Picture[] = [
  { name: 'accounts', who: 'office', path: 'accounts' },
  { name: 'accounts-owing', who: 'board', path: 'accounts?show=owing&sort=-balance' },
];
