/**
 * What the tests must know of an entity, in one shape: `<entity>.cases.ts` beside the entity says it, and the contract
 * tests, the authorisation matrix, the doors and the random requests loop over all there are. Knows no entity.
 */
import type { Entity } from '@communitrak/domain/core/entity.ts';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import type { Actor } from './matrix-people.ts';
import { EVERYONE, verdictOf, who, type Who } from './verdicts.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** One change and what everyone of the small association is answered to it. */
export interface AccessCase {
  /** In the third person: 'adds one', 'renames it'. */
  readonly what: string;
  /** The stored document; absent where there is none yet. */
  readonly before?: Envelope | undefined;
  /** What it would become, or what each person would write themselves; absent for a deletion. */
  readonly after?: Envelope | ((by: Who) => Envelope) | undefined;
  /** Besides the documents of the small association. */
  readonly needed?: readonly Envelope[];
  /** 'ok' or the refusal's code, by name. */
  readonly verdicts: Readonly<Record<Who, string>>;
}

/** A document and who of the small association sees it: nobody else does. */
export interface SightCase {
  readonly what: string;
  readonly doc: Envelope;
  readonly needed?: readonly Envelope[];
  readonly seenBy: readonly Who[];
}

export interface EntityCases {
  readonly entity: Entity;
  /** Valid documents: at least one for each state that changes the audience. What they name, they name by short ids. */
  readonly samples: readonly Envelope[];
  /** Where the entity's version is above 1: a document of each older version, as it was written then. */
  readonly older?: readonly Envelope[];
  /** The table of who may do what: creating, changing and deleting at least, something allowed and something refused. */
  readonly access: readonly AccessCase[];
  /** True where no member may write one, ever: the server alone does. */
  readonly serverOnly?: boolean;
  /** Who sees what: somebody does, somebody does not. */
  readonly sight: readonly SightCase[];
  /** Body fields of a lawful change of a sample. */
  readonly edit: (doc: Envelope) => Fields;

  /** Body fields that make a new one this actor's own, where that matters to the rule. */
  readonly own?: (who: Actor) => Fields;
  /** Further states for the matrix: other owners, other households. */
  readonly more?: () => readonly Envelope[];
  /** Further lawful changes: those after which who made them does not see the document any more. */
  readonly turns?: readonly Fields[];
  /** Documents that only exist with the one of this subject (the first part of its local id). */
  readonly around?: (subject: string) => readonly Envelope[];
  /** Body fields with which it may be written before the documents are there that name it in turn. */
  readonly seed?: Fields;
}

export type Act = 'create' | 'edit' | 'delete';

export function actOf({ before, after }: AccessCase): Act {
  if (after === undefined) return 'delete';
  return before === undefined ? 'create' : 'edit';
}

/** What everyone is really answered. */
export function verdictsIn(entity: Entity, { before, after, needed = [] }: AccessCase): Record<Who, string> {
  const entries = EVERYONE.map((name) => {
    const next = typeof after === 'function' ? after(name) : after;
    return [name, verdictOf(entity, who(name), { before, after: next, needed })] as const;
  });
  return Object.fromEntries(entries) as Record<Who, string>;
}

/**
 * What is lacking in an entity's tables; empty when they are complete. An entity nobody may delete says so in a case,
 * which asks everyone.
 */
export function lackingIn({ samples, access, sight, serverOnly = false }: EntityCases): readonly string[] {
  const acts = new Set(access.map(actOf));
  const verdicts = new Set(access.flatMap(({ verdicts: given }) => Object.values(given)));
  const unasked = access.filter(({ verdicts: given }) => EVERYONE.some((name) => given[name] === undefined));
  const hidden = sight.some(({ seenBy }) => EVERYONE.some((name) => !seenBy.includes(name)));
  const checks: readonly (readonly [boolean, string])[] = [
    [samples.length > 0, 'a sample'],
    ...(['create', 'edit', 'delete'] as const).map(
      (act) => [acts.has(act), `an access case that asks to ${act}`] as const,
    ),
    [
      verdicts.has('ok') !== serverOnly,
      serverOnly ? 'nobody allowed in any access case' : 'an access case in which somebody is allowed',
    ],
    [verdicts.size > (verdicts.has('ok') ? 1 : 0), 'an access case in which somebody is refused'],
    [unasked.length === 0, `everyone's verdict in: ${unasked.map(({ what }) => what).join(', ')}`],
    [sight.some(({ seenBy }) => seenBy.length > 0), 'a sight case in which somebody sees it'],
    [hidden, 'a sight case in which somebody does not see it'],
  ];
  return checks.flatMap(([there, what]) => (there ? [] : [what]));
}
