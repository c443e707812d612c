/** What a resident owes, as it is looked at. Test material. */
import type { Picture } from '../../../../tests/support/screen-states.ts';

export const pictures: readonly Picture[] = [{ name: 'my-account', who: 'resident', path: 'my-account' }];
