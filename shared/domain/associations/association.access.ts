/** Who sees the association's document and who may change it. */
import { isZone } from '../core/dates.ts';
import type { Change } from '../core/entity.ts';
import { makeId } from '../core/ids.ts';
import type { Key, Principal } from '../core/principal.ts';
import { ALLOWED, refuse, type Verdict } from '../core/verdict.ts';
import type { AssociationBody } from './association.ts';

export function associationNeeds(): readonly string[] {
  return [];
}

export function associationAudience(): readonly Key[] {
  return ['all', 'office'];
}

function changedFields(before: AssociationBody, after: AssociationBody): readonly string[] {
  const { ...was }: Record<string, unknown> = before;
  const { ...is }: Record<string, unknown> = after;
  const fields = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return fields.filter((field) => JSON.stringify(was[field]) !== JSON.stringify(is[field]));
}

/**
 * Community leaders change its settings; the office switches parts of the app, and nothing else. It is created with its
 * database and never deleted.
 */
export function mayWriteAssociation(principal: Principal, change: Change<AssociationBody>): Verdict {
  const { before, after } = change;
  if (before === undefined || after === undefined) return refuse('not-allowed');
  if (after.id !== makeId('association', principal.association)) return refuse('not-allowed');
  const switchesOnly = changedFields(before.body, after.body).every((field) => field === 'modulesOff');
  const may = principal.keys.has('lead') || (switchesOnly && principal.keys.has('office'));
  if (!may) return refuse('not-allowed');
  if (!isZone(after.body.timeZone)) return refuse('invalid', 'body.timeZone');
  return ALLOWED;
}
