/** The first screen, as it is looked at. Test material. */
import type { Picture } from '../../../../tests/support/screen-states.ts';

export const pictures: readonly Picture[] = [
  { name: 'home', who: 'resident', path: '' },
  { name: 'home-board', who: 'board', path: '' },
  { name: 'home-office', who: 'office', path: '' },
];
