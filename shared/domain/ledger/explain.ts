/**
 * The rules of a day with the reason for each: the pack's citation, or the association's own decision and its day. For
 * those who must answer "where does that stand?".
 */
import type { BooksBody } from './books.ts';
import { PACKS } from './packs.ts';
import { rulesOf, type DatedRules, type PackId, type RuleChange, type Rules } from './rules.ts';

export const RULE_FIELDS = [
  'graceDays',
  'lateFee',
  'interest',
  'bearing',
  'order',
  'floorCents',
  'fineCapCents',
] as const satisfies readonly (keyof Rules)[];
export type RuleField = (typeof RULE_FIELDS)[number];

/** Where a rule comes from. `pack` without a citation: nothing is written of it, it is the product's usual way. */
export type RuleSource =
  | { readonly kind: 'pack'; readonly citation: string }
  | { readonly kind: 'own'; readonly from: string; readonly reason: string };

export interface ExplainedRules {
  readonly pack: PackId;
  /** The pack's version in force. */
  readonly since: string;
  readonly name: string;
  readonly rules: Rules;
  readonly sources: Readonly<Record<RuleField, RuleSource>>;
}

function versionOf(pack: PackId, date: string): DatedRules | undefined {
  const { versions } = PACKS[pack];
  return versions.findLast(({ from }) => from <= date) ?? versions[0];
}

/** @param date `YYYY-MM-DD`, in the association's zone */
export function explainRules(books: Pick<BooksBody, 'rules'> | undefined, date: string): ExplainedRules {
  const changes = (books?.rules ?? []).toSorted((a, b) => (a.from < b.from ? -1 : Number(a.from > b.from)));
  const held = changes.filter(({ from }) => from <= date);
  const pack = held.findLast((change) => change.pack !== undefined)?.pack ?? 'default';
  const version = versionOf(pack, date);
  const { rules, name } = rulesOf(PACKS, changes as readonly RuleChange[])(date);
  const sourceOf = (field: RuleField): RuleSource => {
    const own = held.findLast(({ changes: changed }) => changed[field] !== undefined);
    return own === undefined
      ? { kind: 'pack', citation: version?.sources[field] ?? '' }
      : { kind: 'own', from: own.from, reason: own.reason };
  };
  const sources = Object.fromEntries(RULE_FIELDS.map((field) => [field, sourceOf(field)]));
  return { pack, since: version?.from ?? '', name, rules, sources: sources as ExplainedRules['sources'] };
}
