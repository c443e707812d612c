/**
 * The one shape every replicated document has, on a device, on the wire and in the store. One shape means that a
 * replica's schema never migrates and that a tombstone is valid everywhere (shared/docs/sync.md section 2).
 * What `body` holds is the entity's own business; this file refuses to know it.
 */

/** An entity's own data. Fields that this version does not know are kept and sent back untouched. */
export type Body = Readonly<Record<string, unknown>>;

/** Written by the server alone; a device's claim in it is ignored. Every field is '' until the server has spoken. */
export interface Stamp {
  /** Server time of the last accepted change, ISO 8601 UTC. */
  readonly at: string;
  /** Local part of the member who made that change, or 'system'. */
  readonly by: string;
  /** That member's name at the time, so that a record reads the same after the member has left. */
  readonly byName: string;
  /** Running number of the association, e.g. `R-0042`; '' for entities without one, or not yet claimed. */
  readonly number: string;
  /** 'waiting' on a device whose change the server has not acknowledged; 'accepted' once it has. */
  readonly state: '' | 'waiting' | 'accepted';
}

export interface Envelope<B = Body> {
  /** `<type>:<local>`; see ids.ts. */
  readonly id: string;
  readonly type: string;
  /** Version of the entity's body; see EntitySpec.migrations. */
  readonly version: number;
  /** Id of the document that this one belongs to, or ''. */
  readonly parent: string;
  /** Sort key computed by the entity, ascending; newest-first lists invert their time (see order.ts). */
  readonly order: string;
  readonly stamp: Stamp;
  readonly body: B;
}

/** An envelope as it travels and as a replica keeps it: RxDB marks deleted documents in the document itself. */
export interface WireDoc extends Envelope {
  readonly _deleted: boolean;
}

export const EMPTY_STAMP: Stamp = { at: '', by: '', byName: '', number: '', state: '' };
export const WAITING_STAMP: Stamp = { ...EMPTY_STAMP, state: 'waiting' };

/** What a device gets instead of a document it may no longer see: valid by the schema, and empty. */
export function stubOf(id: string): WireDoc {
  const type = id.slice(0, Math.max(0, id.indexOf(':')));
  return { id, type, version: 0, parent: '', order: '', stamp: EMPTY_STAMP, body: {}, _deleted: true };
}
