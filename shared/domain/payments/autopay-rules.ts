/**
 * What autopay does on a day: which charges it drafts, of which it tells the household beforehand, and when a draft that
 * failed is tried again. Worked out each day from what stands now, so that a change of date, method or limit, a pause or an
 * end holds from the moment it is made. Pure.
 *
 * Why nobody is drafted twice and nobody is late by it (product/field.md 6):
 * - a charge that any payment has taken on, by whomever and however, is left alone until that payment has ended;
 * - a charge that was drafted and paid, or whose draft a person withdrew, is never drafted again;
 * - the day of a draft is the due day or before it, never after; a change that moves it into the past drafts today;
 * - what fell due in a pause is drafted on the day after it, so that nothing stays unpaid unseen.
 */
import { addDays, dayNumber } from '../ledger/index.ts';
import { consentOf, type AutopayBody } from './autopay.ts';

export interface DraftCharge {
  /** Id of its entry. */
  readonly entry: string;
  readonly openCents: number;
  /** `YYYY-MM-DD` */
  readonly due: string;
}

/** A payment of any kind that named the charge, as far as autopay must know it. */
export interface Attempt {
  /** Ids of entries. */
  readonly charges: readonly string[];
  readonly isAutopay: boolean;
  /** `failed`: nothing was paid, or what was paid came back. `withdrawn`: a person cancelled it. */
  readonly state: 'under-way' | 'paid' | 'failed' | 'withdrawn';
  /** The day it came to that state, in the association's zone. */
  readonly on: string;
}

/** The association's own rule. */
export interface AutopayRule {
  /** Days before a draft on which the household is told. */
  readonly remindDays: number;
  /** Days after the first, second, third failed draft on which it is tried again; after the last one no more. */
  readonly retryDays: readonly number[];
}

export interface AutopayFacts {
  readonly autopay: AutopayBody;
  readonly charges: readonly DraftCharge[];
  readonly attempts: readonly Attempt[];
  /** Charges that are not to be drafted: in a payment plan that is kept to, in dispute. */
  readonly held: ReadonlySet<string>;
  readonly rule: AutopayRule;
  /** What a draft of so many cents would cost, fee included. */
  readonly totalOf: (cents: number) => number;
  /** The day in the association's zone on which the household agreed last. */
  readonly consentDay: string;
}

export interface Planned extends DraftCharge {
  /** The day of its draft. */
  readonly draftOn: string;
  /** The day from which the household is told. */
  readonly remindOn: string;
  /** Drafts of it that failed before. */
  readonly failures: number;
  /** It would cost more than the limit: nothing is drafted, and the household told. */
  readonly isOverLimit: boolean;
}

const later = (a: string, b: string): string => (a > b ? a : b);

/** The day of a draft, whatever has happened to the charge. */
export function draftDay({ daysBefore, pausedUntil }: AutopayBody, due: string): string {
  const day = addDays(due, -daysBefore);
  return pausedUntil === '' ? day : later(day, addDays(pausedUntil, 1));
}

/** Undefined when it is not tried again. */
function retryDay(failed: readonly Attempt[], { retryDays }: AutopayRule): string | undefined {
  const days = retryDays[failed.length - 1];
  const last = failed
    .map(({ on }) => on)
    .toSorted()
    .at(-1);
  return days === undefined || last === undefined ? undefined : addDays(last, days);
}

function plannedDay(facts: AutopayFacts, charge: DraftCharge, own: readonly Attempt[]): string | undefined {
  const { autopay, rule, consentDay, held } = facts;
  if (held.has(charge.entry) || charge.due < consentDay) return undefined;
  const drafts = own.filter(({ isAutopay }) => isAutopay);
  const isTaken =
    own.some(({ state }) => state === 'under-way') ||
    drafts.some(({ state }) => state === 'paid' || state === 'withdrawn');
  if (isTaken) return undefined;
  const first = draftDay(autopay, charge.due);
  const failed = drafts.filter(({ state }) => state === 'failed');
  if (failed.length === 0) return first;
  const again = retryDay(failed, rule);
  return again === undefined ? undefined : later(first, again);
}

function planned(facts: AutopayFacts, charge: DraftCharge): readonly Planned[] {
  const own = facts.attempts.filter(({ charges }) => charges.includes(charge.entry));
  const draftOn = plannedDay(facts, charge, own);
  if (draftOn === undefined || charge.openCents <= 0) return [];
  const { limitCents } = facts.autopay;
  const failures = own.filter(({ isAutopay, state }) => isAutopay && state === 'failed').length;
  const isOverLimit = limitCents > 0 && facts.totalOf(charge.openCents) > limitCents;
  return [{ ...charge, draftOn, remindOn: addDays(draftOn, -facts.rule.remindDays), failures, isOverLimit }];
}

/**
 * All that autopay still means to draft, the next first: for the screen that shows it and for the server that does it.
 * Empty while it is off. One charge is one draft.
 */
export function autopayPlan(facts: AutopayFacts): readonly Planned[] {
  if (!facts.autopay.on || consentOf(facts.autopay) === undefined) return [];
  return facts.charges
    .flatMap((charge) => planned(facts, charge))
    .toSorted(
      (a, b) =>
        dayNumber(a.draftOn) - dayNumber(b.draftOn) || (a.entry === b.entry ? 0 : a.entry < b.entry ? -1 : 1),
    );
}

export interface AutopayDay {
  /** Of these the household is told, once each; before the draft, on its day at the latest. */
  readonly reminders: readonly Planned[];
  readonly overLimit: readonly Planned[];
  readonly drafts: readonly Planned[];
}

/** @param today in the association's zone */
export function autopayOn(facts: AutopayFacts, today: string): AutopayDay {
  const plan = autopayPlan(facts);
  const near = plan.filter(({ remindOn }) => remindOn <= today);
  const affordable = near.filter(({ isOverLimit }) => !isOverLimit);
  return {
    reminders: affordable.filter(({ failures }) => failures === 0),
    overLimit: near.filter(({ isOverLimit }) => isOverLimit),
    drafts: affordable.filter(({ draftOn }) => draftOn <= today),
  };
}

/** Charges that a pause would leave unpaid on their due day: shown before one pauses. */
export function dueInPause(
  charges: readonly DraftCharge[],
  pausedUntil: string,
  today: string,
): readonly DraftCharge[] {
  return charges.filter(({ due, openCents }) => openCents > 0 && due >= today && due <= pausedUntil);
}
