/**
 * What an entity is: its shape, its order, whom it concerns and who may change it. Everything that replica, server and
 * contract tests need to know of an entity is answered here, so that adding one touches none of them.
 */
import type { Body, Envelope } from './envelope.ts';
import type { FileRef } from './files.ts';
import { mergeBodies, type Merged } from './merge.ts';
import type { Key, Principal } from './principal.ts';
import { readDocument, type Parsed, type Shape } from './read.ts';
import type { Contribution } from './rights.ts';
import { ALLOWED, firstRefusal, refuse, type Verdict } from './verdict.ts';

export const COLLECTIONS = [
  'association',
  'places',
  'people',
  'cases',
  'board',
  'messages',
  'calendar',
  'library',
  'forms',
  'meetings',
  'money',
] as const;
/** RxDB's free edition opens 13 collections at once; with the device's own `local` these are 12. */
export type CollectionName = (typeof COLLECTIONS)[number];

/** Documents that a rule depends on, by id; one that does not exist (or is deleted) is absent. */
export type Needed = ReadonlyMap<string, Envelope>;

export interface Change<B = Body> {
  /** The stored document; undefined when there is none. */
  readonly before: Envelope<B> | undefined;
  /** What it would become; undefined for a deletion. */
  readonly after: Envelope<B> | undefined;
  readonly needed: Needed;
  /** Server time on the server, the device's own on a device. Epoch ms. */
  readonly now: number;
}

export type { Parsed };

export interface EntitySpec<B extends Body> extends Shape {
  readonly collection: CollectionName;
  order(doc: Envelope<B>): string;
  /** Ids of the documents that audience and mayWrite look at. Few, found by id. */
  needs(doc: Envelope<B>): readonly string[];
  /** Never empty for a valid document. */
  audience(doc: Envelope<B>, needed: Needed): readonly Key[];
  mayWrite(principal: Principal, change: Change<B>): Verdict;
  /**
   * True for what is written once and never changed or deleted again, by nobody: not by a member, not by the server itself.
   */
  readonly insertOnly?: boolean;
  /**
   * What must hold whoever writes, asked of the server's own writes too (those ask nothing else): after mayWrite, against
   * the stored document.
   */
  invariants?(change: Change<B>): Verdict;
  /** Running number claimed at first acceptance: `kind` names the sequence, `format(7)` → 'R-0007'. */
  readonly numbered?: { readonly kind: string; format(n: number): string };
  /** True when two edits of different fields may be merged field by field on the device. */
  readonly mergeable?: boolean;
  /** Fields that only explain the edit itself; in a merge the device's own side wins there. */
  readonly preferMine?: readonly string[];
  /** Two versions into one where both are right, whatever they started from; then nothing is ever a conflict. */
  combine?(mine: B, theirs: B): B;
  /**
   * True for what the app notes down by itself while a member reads: nobody wrote it, so it is not listed among what is
   * unsent, and what the server does not take of it is let go.
   */
  readonly byItself?: boolean;
  files?(doc: Envelope<B>): readonly FileRef[];
  /** Keys that this document gives a member (roles, links, cards). */
  rights?(doc: Envelope<B>, needed: Needed): Contribution | undefined;
}

/** The same with its body's type erased: what the registry lists. Each method parses first. */
export interface Entity<B extends Body = Body> {
  readonly type: string;
  readonly collection: CollectionName;
  readonly version: number;
  readonly numbered: { readonly kind: string; format(n: number): string } | undefined;
  readonly mergeable: boolean;
  readonly byItself: boolean;
  /**
   * Two edits of `base` into one; undefined when this entity's documents are never merged, and for two that were made
   * apart (no base) unless the entity combines them.
   */
  merge(base: Envelope | undefined, mine: Envelope, theirs: Envelope): Merged | undefined;
  parse(doc: Envelope): Parsed<B>;
  /** The document in today's shape; undefined for none, for one of another type, and for one that does not parse. */
  readonly read: (doc: Envelope | undefined) => Envelope<B> | undefined;
  order(doc: Envelope): string;
  needs(doc: Envelope): readonly string[];
  audience(doc: Envelope, needed: Needed): readonly Key[];
  /** The entity's rule for this member, then its invariants. */
  mayWrite(principal: Principal, change: Change): Verdict;
  readonly insertOnly: boolean;
  /** The first broken one; of an insert-only entity also 'immutable' for every change of what is stored. */
  invariants(change: Change): Verdict;
  files(doc: Envelope): readonly FileRef[];
  /** True for entities whose documents give rights. */
  readonly givesRights: boolean;
  rights(doc: Envelope, needed: Needed): Contribution | undefined;
}

/** @throws TypeError when a version lacks its step: its documents could never be read again */
function checkSteps({ type, version, migrations = {} }: Shape): void {
  const steps = Object.keys(migrations).map(Number);
  const wanted = Array.from({ length: version - 1 }, (_, index) => index + 1);
  const missing = wanted.find((from) => !steps.includes(from));
  if (missing !== undefined)
    throw new TypeError(`${type}: no step from version ${missing} to ${missing + 1}`);
  const idle = steps.find((from) => !wanted.includes(from));
  if (idle !== undefined)
    throw new TypeError(`${type}: a step from ${idle}, but version ${version} is today's`);
}

function rulesOf<B extends Body>(
  spec: EntitySpec<B>,
  demand: (doc: Envelope) => Envelope<B>,
): Pick<Entity<B>, 'mayWrite' | 'invariants'> {
  const maybe = (doc: Envelope | undefined): Envelope<B> | undefined =>
    doc === undefined ? undefined : demand(doc);
  const read = (change: Change): Change<B> => ({
    ...change,
    before: maybe(change.before),
    after: maybe(change.after),
  });
  const hold = (change: Change<B>): Verdict =>
    spec.insertOnly === true && change.before !== undefined
      ? refuse('immutable')
      : (spec.invariants?.(change) ?? ALLOWED);
  return {
    invariants: (change) => hold(read(change)),
    mayWrite: (principal, given) => {
      const change = read(given);
      return firstRefusal(
        () => spec.mayWrite(principal, change),
        () => hold(change),
      );
    },
  };
}

/**
 * Makes an entity of its spec. The spec's functions see parsed bodies of the current version; the entity's take any
 * envelope. `order`, `needs`, `audience`, `files` throw TypeError on a body that does not parse: callers parse first.
 * @throws TypeError when an older version has no step to the next
 */
export function defineEntity<B extends Body>(spec: EntitySpec<B>): Entity<B> {
  checkSteps(spec);
  const sound = new WeakSet<Body>();
  const parse = (doc: Envelope): Parsed<B> => readDocument<B>(spec, doc, sound);
  const demand = (doc: Envelope): Envelope<B> => {
    const parsed = parse(doc);
    if (!parsed.ok) throw new TypeError(`${spec.type} does not parse: ${parsed.faults.join('; ')}`);
    return parsed.doc;
  };
  return {
    type: spec.type,
    collection: spec.collection,
    version: spec.version,
    numbered: spec.numbered,
    mergeable: spec.mergeable ?? false,
    byItself: spec.byItself ?? false,
    merge: (base, mine, theirs) => {
      const [ours, others] = [demand(mine).body, demand(theirs).body];
      if (spec.combine !== undefined) return { ok: true, body: spec.combine(ours, others) };
      if (spec.mergeable !== true || base === undefined) return undefined;
      return mergeBodies(demand(base).body, ours, others, spec.preferMine);
    },
    parse,
    read: (doc) => {
      const parsed = doc === undefined ? undefined : parse(doc);
      return parsed?.ok === true ? parsed.doc : undefined;
    },
    order: (doc) => spec.order(demand(doc)),
    needs: (doc) => spec.needs(demand(doc)),
    audience: (doc, needed) => spec.audience(demand(doc), needed),
    insertOnly: spec.insertOnly ?? false,
    ...rulesOf(spec, demand),
    files: (doc) => spec.files?.(demand(doc)) ?? [],
    givesRights: spec.rights !== undefined,
    rights: (doc, needed) => spec.rights?.(demand(doc), needed),
  };
}
