/**
 * The documents that a write depends on, as its writer may know them. One that was never theirs to see counts as one that
 * is not there: otherwise naming an id and seeing what happens would tell that it exists.
 */
import type { Entity } from '@communitrak/domain/core/entity.ts';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import { refuse, type Verdict } from '@communitrak/domain/core/verdict.ts';
import { NOT_ALLOWED } from '../access/decide.ts';
import { wouldSee } from '../access/archived.ts';
import type { Rights } from '../access/visibility.ts';
import type { SyncRules } from './rules.ts';
import type { StoredEnvelope } from '../access/stored-envelope.ts';

export type Lookup = (id: string) => StoredEnvelope | undefined;

/** Ids a document's rules look at; none of one that does not parse. */
export function needsOf(entity: Entity, doc: Envelope | undefined): readonly string[] {
  return doc !== undefined && entity.parse(doc).ok ? entity.needs(doc) : [];
}

export type NeededAnswer =
  | { readonly kind: 'here' | 'missing'; readonly needed: ReadonlyMap<string, Envelope> }
  | { readonly kind: 'refused'; readonly verdict: Verdict };

export interface NeededQuestion {
  readonly entity: Entity;
  /** The stored document, if the writer sees it: what it names is no secret to them. */
  readonly before: Envelope | undefined;
  readonly after: Envelope | undefined;
  readonly lookup: Lookup;
  readonly rights: Rights;
  readonly rules: SyncRules;
}

/** Why a newly named document cannot be used; undefined when it can. */
function hindrance(
  found: StoredEnvelope | undefined,
  rights: Rights,
  rules: SyncRules,
): 'missing' | Verdict | undefined {
  if (found === undefined) return 'missing';
  // Archived, it is on no device any more, and what it says still counts.
  if (rules.visible(rights, found) || wouldSee(rights, found)) return undefined;
  if (!rules.mayHold(rights, found)) return 'missing';
  // They knew it: waiting for it to come back would only hide from them that it is gone.
  return found.deleted ? refuse('missing-document') : NOT_ALLOWED;
}

export function neededFor({ entity, before, after, lookup, rights, rules }: NeededQuestion): NeededAnswer {
  const named = new Set(needsOf(entity, before));
  let missing = false;
  for (const id of needsOf(entity, after)) {
    if (named.has(id)) continue;
    const why = hindrance(lookup(id), rights, rules);
    if (why === 'missing') missing = true;
    else if (why !== undefined) return { kind: 'refused', verdict: why };
    else named.add(id);
  }
  const found = [...named].map(lookup).filter((doc) => doc?.deleted === false);
  const needed = new Map(found.flatMap((doc) => (doc === undefined ? [] : [[doc.id, doc.doc] as const])));
  return { kind: missing ? 'missing' : 'here', needed };
}
