/**
 * The wire's version. A server takes PROTOCOL_VERSION and the one before it; anything older is answered 426, and its
 * rows are refused with that reason, so that nothing written on an old app is lost. `wire-shape.test.ts` holds a hash of
 * every message's shape: a changed shape without a new version (or a deliberate new hash) is a red test.
 */
export const PROTOCOL_VERSION = 1;
/** Oldest version still answered. Version 1 is the first, so there is no older one yet. */
export const PROTOCOL_FLOOR = 1;

export function protocolIsSupported(version: number): boolean {
  return version >= PROTOCOL_FLOOR && version <= PROTOCOL_VERSION;
}
