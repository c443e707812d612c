/**
 * What a rule answers. The same rule runs on the device (courteous: says no early) and on the server (final).
 * A refusal carries a code that the screens put into words; it never says whether a hidden document exists.
 */
export const REFUSAL_CODES = [
  'not-allowed', // this member may not do this, or there is no such document: deliberately the same
  'invalid', // the content does not have the shape its type asks for
  'unknown-type', // no entity of this type is replicated
  'wrong-collection', // the document was sent to a collection that is not its own
  'not-a-transition', // the status cannot change that way
  'closed', // the document is closed to this change
  'changed-meanwhile', // the change started from a value that is no longer the current one
  'event-missing', // a change of a request must cite the event that explains it
  'immutable', // an event, a note, a link's ends never change once written
  'missing-document', // a document this one depends on did not arrive within a day
  'app-too-old', // written by an app version that this server no longer takes
  'too-large', // one document is larger than the server keeps
  'service-unpaid', // the association's bill is not paid: changes wait until it is, and can then be sent again
  'newer-version', // the document was written by a newer version than the one that changes or reads it
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

export type Verdict =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: RefusalCode; readonly detail?: string };

export const ALLOWED: Verdict = { ok: true };

/** @param detail names the field at fault (`body.title`), never anything about other documents. */
export function refuse(code: RefusalCode, detail?: string): Verdict {
  return detail === undefined ? { ok: false, code } : { ok: false, code, detail };
}

/** The first refusal wins; with none, allowed. Later rules are not evaluated after a refusal. */
export function firstRefusal(...rules: readonly (() => Verdict)[]): Verdict {
  for (const rule of rules) {
    const verdict = rule();
    if (!verdict.ok) return verdict;
  }
  return ALLOWED;
}
