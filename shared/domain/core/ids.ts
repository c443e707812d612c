/**
 * Document ids: `<type>:<local>`. Local is a lower-case UUIDv7 made on the device; or derived, where two devices could
 * do the same act (`household-link:<household>.<member>`); or prefixed by its parent, for what belongs to one document
 * (`request-event:<request>.<uuid>`). Lower case, digits, `: . -` only: CouchDB refuses capitals in database names.
 */

/** Makes a new local id (UUIDv7, lower case). A parameter everywhere, so that tests decide. */
export type NewId = () => string;

const ID = /^[a-z][a-z0-9-]*:[a-z0-9][a-z0-9.-]*$/;
export const MAX_ID_LENGTH = 120;

export function isId(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MAX_ID_LENGTH && ID.test(value);
}

export function makeId(type: string, local: string): string {
  return `${type}:${local}`;
}

/** `request:0190…` → `0190…`. */
export function localOf(id: string): string {
  return id.slice(id.indexOf(':') + 1);
}

/** `request:0190…` → `request`. */
export function typeOf(id: string): string {
  return id.slice(0, Math.max(0, id.indexOf(':')));
}

/** Id of a document that belongs to `parent`: `childId('request-event', 'request:r1', 'u1')` → `request-event:r1.u1`. */
export function childId(type: string, parent: string, local: string): string {
  return `${type}:${localOf(parent)}.${local}`;
}
