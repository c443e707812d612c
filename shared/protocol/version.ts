/**
 * The wire's version. A server takes PROTOCOL_VERSION and the one before it; anything older is answered 426, and its
 * rows are refused with that reason, so that nothing written on an old app is lost. How the version before is answered
 * is `history.ts`. `wire-shape.test.ts` holds a hash of every message's shape: a changed shape without a new version
 * (or a deliberate new hash) is a red test.
 */
export const PROTOCOL_VERSION = 2;
/** Oldest version still answered: the one before. */
export const PROTOCOL_FLOOR = PROTOCOL_VERSION - 1;

export function protocolIsSupported(version: number): boolean {
  return Number.isInteger(version) && version >= PROTOCOL_FLOOR && version <= PROTOCOL_VERSION;
}
