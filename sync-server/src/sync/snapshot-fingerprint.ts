/**
 * How this program understands documents, as a short text: which types are replicated, where, in which version, and how
 * they go over the wire. A snapshot made with another understanding lacks what that one did not know, so it is not used.
 */
import { createHash } from 'node:crypto';
import { PROTOCOL_VERSION } from '@communitrak/protocol/version.ts';
import type { Registry } from './sync-service.ts';

export function fingerprintOf({ entities }: Registry): string {
  const known = entities.map(({ type, collection, version, givesRights }) =>
    JSON.stringify([type, collection, version, givesRights]),
  );
  const text = JSON.stringify([PROTOCOL_VERSION, ...known.toSorted()]);
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
