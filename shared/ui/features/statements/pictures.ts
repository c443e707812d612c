/** Statements, as they are looked at. Test material. */
import type { Picture } from '../../../../tests/support/screen-states.ts';

export const pictures: readonly Picture[] = [{ name: 'statements', who: 'office', path: 'statements' }];
