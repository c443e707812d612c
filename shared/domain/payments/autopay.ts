/**
 * Autopay of a household: whether its charges are paid by themselves, with which method, how long before they are due, up
 * to which amount, and what the person agreed to, word for word. It may be changed, paused or ended at any time. What is
 * drafted when follows from it (`autopay-rules.ts`); the drafts are payments like any other.
 */
import Type from 'typebox';
import { newEnvelope, withBody } from '../core/draft.ts';
import type { Envelope } from '../core/envelope.ts';
import { makeId } from '../core/ids.ts';
import type { Shape } from '../core/read.ts';
import { InstantText, LocalId, MaybeDateText, MaybeLine, MaybeLocalId, Prose } from '../core/shapes.ts';
import { MOST_CENTS } from '../ledger/index.ts';

/** Charges are drafted at most so many days before they are due, and never after. */
export const MOST_DAYS_BEFORE = 10;
/** The last ones are kept word for word. */
export const MOST_CONSENTS = 40;

const ConsentSchema = Type.Object({
  /** Of the words: `2026-12`. */
  version: MaybeLine(20),
  /** What the person read and agreed to, in their language. */
  text: Prose(3000),
  /** Member's local id. */
  by: LocalId,
  at: InstantText,
});
export type Consent = Type.Static<typeof ConsentSchema>;

export const AUTOPAY_VERSION = 1;
export const AutopaySchema = Type.Object({
  household: LocalId,
  on: Type.Boolean(),
  /** Local id of a payment method; '' for the household's default, whichever it is on the day of the draft. */
  method: MaybeLocalId,
  daysBefore: Type.Integer({ minimum: 0, maximum: MOST_DAYS_BEFORE }),
  /** Nothing is drafted through this day; what came due meanwhile is drafted on the day after. '' while not paused. */
  pausedUntil: MaybeDateText,
  /** A charge above this, its fee included, is not drafted, and the household told; 0 for no limit. */
  limitCents: Type.Integer({ minimum: 0, maximum: MOST_CENTS }),
  /** Each time it was turned on, oldest first. */
  consents: Type.Array(ConsentSchema, { maxItems: MOST_CONSENTS }),
});
export type AutopayBody = Type.Static<typeof AutopaySchema>;
export type Autopay = Envelope<AutopayBody>;
export const autopayShape = {
  type: 'autopay',
  version: AUTOPAY_VERSION,
  schema: AutopaySchema,
} satisfies Shape;

export const autopayId = (household: string): string => makeId('autopay', household);
export const autopayOrder = ({ body }: Autopay): string => body.household;

/** What a person chooses; the rest is for turning it on and off. */
export type AutopayChoices = Pick<AutopayBody, 'method' | 'daysBefore' | 'limitCents'>;

function withConsent(consents: readonly Consent[], consent: Consent): Consent[] {
  return [...consents, consent].slice(-MOST_CONSENTS);
}

export function createAutopay(household: string, choices: AutopayChoices, consent: Consent): Autopay {
  const head = {
    id: autopayId(household),
    type: 'autopay',
    version: AUTOPAY_VERSION,
    parent: makeId('household', household),
  };
  const body = { ...choices, household, on: true, pausedUntil: '', consents: [consent] };
  return newEnvelope(head, body, autopayOrder);
}

/** Another method, another day, another limit, a pause; in force at once. */
export function changeAutopay(
  doc: Autopay,
  changes: Partial<AutopayChoices & Pick<AutopayBody, 'pausedUntil'>>,
): Autopay {
  return withBody(doc, { ...doc.body, ...changes }, autopayOrder);
}

export function turnAutopayOff(doc: Autopay): Autopay {
  return withBody(doc, { ...doc.body, on: false, pausedUntil: '' }, autopayOrder);
}

/** On again needs a new consent; what fell due in between is paid by hand. */
export function turnAutopayOn(doc: Autopay, consent: Consent): Autopay {
  const consents = withConsent(doc.body.consents, consent);
  return withBody(doc, { ...doc.body, on: true, pausedUntil: '', consents }, autopayOrder);
}

/** What holds now; undefined when nobody ever agreed. */
export const consentOf = ({ consents }: Pick<AutopayBody, 'consents'>): Consent | undefined =>
  consents.at(-1);
