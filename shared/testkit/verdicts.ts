/** Access tables in one line a case: who, with what change, gets which verdict. */
import type { Entity, Needed } from '@communitrak/domain/core/entity.ts';
import type { Body, Envelope } from '@communitrak/domain/core/envelope.ts';
import { meets, type Principal } from '@communitrak/domain/core/principal.ts';
import { START, neededOf, smallAssociation, type SmallAssociation } from './builders.ts';

export type Who = keyof SmallAssociation['people'];
export const EVERYONE = ['office', 'board', 'lead', 'head', 'member', 'neighbour', 'tenant'] as const;

export const small = smallAssociation();
/** All documents of the small association, as the rules need them. */
export const smallNeeded: Needed = neededOf(...small.documents);

export function who(name: Who): Principal {
  return small.people[name].principal;
}

export interface Case {
  readonly before?: Envelope | undefined;
  readonly after?: Envelope | undefined;
  /** Besides the small association's documents. */
  readonly needed?: readonly Envelope[];
  readonly now?: number;
}

/** `ok`, or the refusal's code. */
export function verdictOf<B extends Body>(entity: Entity<B>, principal: Principal, given: Case): string {
  const { before, after, needed = [], now = START } = given;
  const all = new Map([...smallNeeded, ...neededOf(...needed)]);
  const verdict = entity.mayWrite(principal, { before, after, needed: all, now });
  return verdict.ok ? 'ok' : verdict.code;
}

/** Who of everyone sees a document, by name. @param needed besides the small association's documents */
export function seenBy(entity: Entity, doc: Envelope, needed: readonly Envelope[] = []): readonly Who[] {
  const audience = entity.audience(doc, new Map([...smallNeeded, ...neededOf(...needed)]));
  return EVERYONE.filter((name) => meets(who(name), audience));
}

/** The same verdict for everyone but those named. */
export function allBut(verdict: string, others: Partial<Record<Who, string>> = {}): Record<Who, string> {
  const entries = EVERYONE.map((name) => [name, others[name] ?? verdict] as const);
  return Object.fromEntries(entries) as Record<Who, string>;
}
