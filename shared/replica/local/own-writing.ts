/**
 * What of a document is the member's own writing: by the fields that its pending change has noted as they were changed,
 * not by comparing with what RxDB takes for the server's version. That may be another one than the member saw, and then
 * somebody else's words would pass for theirs (G2). Pure.
 */
import type { Body, WireDoc } from '@communitrak/domain/core/envelope.ts';
import { canonicalJson, valueHash } from '@communitrak/protocol/hash.ts';

export interface OwnWriting {
  /** The document is the member's own from end to end. */
  readonly whole: boolean;
  readonly body: Body;
}

/** Names of the fields in which the two differ; a field that only one of them has is one. */
export function changedFields(before: Body, after: Body): readonly string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.filter((name) => canonicalJson(before[name]) !== canonicalJson(after[name]));
}

/** `base` with these fields as they are in `mine`. */
export function withFields(base: Body, mine: Body, fields: readonly string[]): Body {
  const kept = Object.entries(base).filter(([name]) => !fields.includes(name));
  const own = fields.filter((name) => name in mine).map((name) => [name, mine[name]]);
  return Object.fromEntries([...kept, ...own]);
}

/** By field: hashes of the values it was given. */
export type FieldValues = Readonly<Record<string, readonly string[]>>;

/** `values` with those of `body` too. */
export function withValues(values: FieldValues, body: Body, fields: readonly string[]): FieldValues {
  const added = fields.map((name) => {
    const hash = valueHash(body[name]);
    return [name, [...new Set([...(values[name] ?? []), hash])]] as const;
  });
  return { ...values, ...Object.fromEntries(added) };
}

/** What the server has of it; null: nothing. */
const knownOf = (assumed: WireDoc | null): WireDoc | null =>
  assumed === null || assumed._deleted ? null : assumed;

const changedSince = (known: WireDoc | null, body: Body): readonly string[] =>
  known === null ? Object.keys(body) : changedFields(known.body, body);

interface Noted {
  readonly base: WireDoc | null;
  readonly fields?: readonly string[];
  readonly values?: FieldValues;
  readonly written?: Pick<WireDoc, 'version'>;
}

type Version = Pick<WireDoc, 'body' | 'version'>;

/** Undefined: nobody has noted what values the member wrote (an older app), or a migration has changed them since. */
function noteOf(
  { body, version }: Version,
  pending: Noted | undefined,
): ((name: string) => boolean) | undefined {
  const values = pending?.written?.version === version ? pending.values : undefined;
  return values && ((name) => values[name]?.includes(valueHash(body[name])) === true);
}

/**
 * Which of the pending change's fields are the member's own in this version: what is being sent may be older than the
 * pending change, and lie over another version of the server's than the pending change's base. So what counts is
 * whether they ever wrote that value. Without such a note (of an older app), or after a migration, whether it differs
 * from the base.
 */
function ownFields(
  doc: Version,
  fields: readonly string[],
  base: WireDoc | null,
  pending: Noted,
): readonly string[] {
  const changed = base === null ? fields : changedFields(base.body, doc.body);
  const wrote = noteOf(doc, pending);
  return fields.filter((name) => (pending.values?.[name] && wrote ? wrote(name) : changed.includes(name)));
}

/**
 * A document that is the member's own from end to end. What is being sent may still be an edit from before they wrote
 * it, of a document that has gone since: of that only what they ever wrote is theirs.
 */
function ownOfWhole(doc: Version, known: WireDoc | null, pending: Noted | undefined): OwnWriting {
  const wrote = noteOf(doc, pending);
  const changed = changedSince(known, doc.body);
  const own = changed.filter((name) => wrote?.(name) ?? true);
  const whole = known === null && own.length === changed.length;
  return { whole, body: withFields({}, doc.body, own) };
}

/**
 * @param assumed the version that the edit is taken to start from
 * @param pending of the document; without one, or with an older app's, the difference from `assumed` decides
 */
export function ownWriting(doc: Version, assumed: WireDoc | null, pending: Noted | undefined): OwnWriting {
  const known = knownOf(assumed);
  if (pending?.fields === undefined) return ownOfWhole(doc, known, pending);
  const fields = ownFields(doc, pending.fields, pending.base ?? known, pending);
  return { whole: false, body: withFields({}, doc.body, fields) };
}

/**
 * Whether it holds a change that the member no longer stands by: one that they have discarded, and then changed
 * something else.
 */
export function hasDiscardedChange(
  doc: Version,
  assumed: WireDoc | null,
  pending: Noted | undefined,
): boolean {
  const wrote = noteOf(doc, pending);
  return wrote !== undefined && changedSince(knownOf(assumed), doc.body).some((name) => !wrote(name));
}
