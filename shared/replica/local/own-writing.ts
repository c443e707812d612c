/**
 * What of a document is the member's own writing: by the fields that its mark has noted as they were changed, not by
 * comparing with what RxDB takes for the server's version. That may be another one than the member saw, and then somebody
 * else's words would pass for theirs (G2). Pure.
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

interface Noted {
  readonly base: WireDoc | null;
  readonly fields?: readonly string[];
  readonly values?: FieldValues;
  readonly written?: Pick<WireDoc, 'version'>;
}

/**
 * Which of the mark's fields are the member's own in this version: what is being sent may be older than the mark, and lie over
 * another version of the server's than the mark's base. So what counts is whether they ever wrote that value. Without such a
 * note (of an older app), or after a migration, whether it differs from the base.
 */
function ownFields(
  { body, version }: Pick<WireDoc, 'body' | 'version'>,
  fields: readonly string[],
  base: WireDoc | null,
  mark: Noted,
): readonly string[] {
  const { values, written } = mark;
  const changed = base === null ? fields : changedFields(base.body, body);
  return fields.filter((name) => {
    const known = written?.version === version ? values?.[name] : undefined;
    return known === undefined ? changed.includes(name) : known.includes(valueHash(body[name]));
  });
}

/**
 * @param assumed the version that the edit is taken to start from
 * @param mark of the document; without one, or with one that names no fields, the difference from `assumed` decides
 */
export function ownWriting(
  doc: Pick<WireDoc, 'body' | 'version'>,
  assumed: WireDoc | null,
  mark: Noted | undefined,
): OwnWriting {
  const { body } = doc;
  const known = assumed === null || assumed._deleted ? null : assumed;
  if (mark?.fields !== undefined) {
    const fields = ownFields(doc, mark.fields, mark.base ?? known, mark);
    return { whole: false, body: withFields({}, body, fields) };
  }
  if (known === null) return { whole: true, body };
  return { whole: false, body: withFields({}, body, changedFields(known.body, body)) };
}
