/** Whether two versions of a document are shown to the same keys now. */
import type { KeyIntervals } from '@communitrak/domain/core/acl.ts';
import { currentAudience } from '../access/key-intervals.ts';

export function sameAudience(a: KeyIntervals, b: KeyIntervals): boolean {
  const [left, right] = [currentAudience(a), new Set(currentAudience(b))];
  return left.length === right.size && left.every((key) => right.has(key));
}
