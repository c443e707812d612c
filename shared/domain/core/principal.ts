/**
 * Who acts: a member of one association with the audience keys that are theirs right now. A document's audience is a
 * set of the same keys, and *visible* means that the two sets meet: one notion for the view, the pull, the push, the
 * events and the files.
 */

/**
 * `all` active members · `office` · `board` · `lead` community leaders · `hh:<household>` · `head:<household>` heads of
 * it · `grp:<group>` · `u:<member>` that member alone. The part after the colon is the local part of an id.
 */
export type Key = string;

export type Role = 'office' | 'board' | 'lead';

export interface Principal {
  /** Association's local id, as in the URL. */
  readonly association: string;
  /** Member's local id. */
  readonly member: string;
  readonly name: string;
  readonly keys: ReadonlySet<Key>;
}

export const SYSTEM = 'system';

export const householdKey = (household: string): Key => `hh:${household}`;
export const headKey = (household: string): Key => `head:${household}`;
export const memberKey = (member: string): Key => `u:${member}`;

export function has(principal: Principal, key: Key): boolean {
  return principal.keys.has(key);
}

export function isOffice(principal: Principal): boolean {
  return principal.keys.has('office');
}

/** Local ids of the households whose member (owner's or tenant's side) the principal is. */
export function householdsOf(principal: Principal): readonly string[] {
  return [...principal.keys].filter((key) => key.startsWith('hh:')).map((key) => key.slice(3));
}

/** Two key sets meet. */
export function meets(principal: Principal, audience: readonly Key[]): boolean {
  return audience.some((key) => principal.keys.has(key));
}
