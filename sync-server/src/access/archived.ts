/**
 * What has left the devices and stays in the store: its audience is kept under keys that nobody holds, so no device is sent
 * it, those that hold it let go of it, and whoever would see it may still name it in what they write (a reversal names what
 * it takes back).
 */
import type { KeyIntervals } from '@communitrak/domain/core/acl.ts';
import type { Key } from '@communitrak/domain/core/principal.ts';
import { currentAudience, isCurrent } from './key-intervals.ts';
import type { Judged, Rights } from './visibility.ts';

const PREFIX = 'archive:';

export const archived = (audience: readonly Key[]): readonly Key[] => audience.map((key) => PREFIX + key);

export const isArchived = (keys: KeyIntervals): boolean =>
  currentAudience(keys).some((key) => key.startsWith(PREFIX));

/** The audience that a document has now: archived, it stays so whatever it depends on. */
export const audienceUnder = (keys: KeyIntervals, audience: readonly Key[]): readonly Key[] =>
  isArchived(keys) ? archived(audience) : audience;

/** True of an archived document that this member would see if it were not. */
export function wouldSee(rights: Rights, { deleted, keys }: Judged): boolean {
  if (deleted) return false;
  return Object.keys(keys).some(
    (key) => key.startsWith(PREFIX) && rights.current.has(key.slice(PREFIX.length)) && isCurrent(keys[key]),
  );
}
