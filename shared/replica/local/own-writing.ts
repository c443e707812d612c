/**
 * What of a document is the member's own writing: by the fields that its mark has noted as they were changed, not by
 * comparing with what RxDB takes for the server's version. That may be another one than the member saw, and then somebody
 * else's words would pass for theirs (G2). Pure.
 */
import type { Body, WireDoc } from '@communitrak/domain/core/envelope.ts';
import { canonicalJson } from '@communitrak/protocol/hash.ts';

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

interface Noted {
  readonly base: WireDoc | null;
  readonly fields?: readonly string[];
}

/**
 * @param assumed the version that the edit is taken to start from
 * @param mark of the document; without one, or with one that names no fields, the difference from `assumed` decides
 */
export function ownWriting(
  { body }: Pick<WireDoc, 'body'>,
  assumed: WireDoc | null,
  mark: Noted | undefined,
): OwnWriting {
  const known = assumed === null || assumed._deleted ? null : assumed;
  const base = mark?.base ?? known;
  if (mark?.fields !== undefined) {
    // What is being sent may be older than the mark: a field that was changed since is still the server's in it.
    const fields = base === null ? mark.fields : changedFields(base.body, body);
    return {
      whole: false,
      body: withFields(
        {},
        body,
        mark.fields.filter((name) => fields.includes(name)),
      ),
    };
  }
  if (known === null) return { whole: true, body };
  return { whole: false, body: withFields({}, body, changedFields(known.body, body)) };
}
