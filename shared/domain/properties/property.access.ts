/** Who sees a property (everyone in the community) and who keeps the list of them (the office). */
import type { Change } from '../core/entity.ts';
import type { Key, Principal } from '../core/principal.ts';
import { isOffice } from '../core/principal.ts';
import { ALLOWED, refuse, type Verdict } from '../core/verdict.ts';
import type { PropertyBody } from './property.ts';

export function propertyNeeds(): readonly string[] {
  return [];
}

export function propertyAudience(): readonly Key[] {
  return ['all', 'office'];
}

/** A property is never deleted: households, requests and money name it for as long as the association lives. */
export function mayWriteProperty(principal: Principal, { after }: Change<PropertyBody>): Verdict {
  if (!isOffice(principal) || after === undefined) return refuse('not-allowed');
  const { kind, name, lot, street } = after.body;
  if (kind === 'common' && name.trim() === '') return refuse('invalid', 'body.name');
  if (kind === 'home' && `${lot}${street}`.trim() === '') return refuse('invalid', 'body.street');
  return ALLOWED;
}
