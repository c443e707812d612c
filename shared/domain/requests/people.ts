/** The members a request speaks of, read from the needed documents: who acts must be active, names must be true. */
import type { Needed } from '../core/entity.ts';
import { makeId } from '../core/ids.ts';
import { ALLOWED, refuse, type Verdict } from '../core/verdict.ts';
import { displayName, memberEntity, type Member } from '../members/index.ts';

const cardOf = (member: string, needed: Needed): Member | undefined =>
  memberEntity.read(needed.get(makeId('member', member)));

/** Inactive and suspended members read what is left to them; they write nothing. */
export function isActive(member: string, needed: Needed): Verdict {
  const card = cardOf(member, needed);
  if (card === undefined) return refuse('missing-document');
  return card.body.state === 'active' ? ALLOWED : refuse('not-allowed');
}

/** Nobody, without a name; or an active member under the name of their card. @param field named in the refusal */
export function isAssignable(member: string, name: string, needed: Needed, field: string): Verdict {
  if (member === '') return name === '' ? ALLOWED : refuse('invalid', field);
  const card = cardOf(member, needed);
  if (card === undefined) return refuse('missing-document');
  if (card.body.state !== 'active') return refuse('invalid', field);
  return displayName(card.body) === name ? ALLOWED : refuse('changed-meanwhile', field);
}
