/** A payment plan as it is written, and what it is then; pure. */
import {
  accountOf,
  instalmentsOf,
  MOST_INSTALMENTS,
  type Line,
  type PaymentPlanBody,
  type RulesOn,
} from '@communitrak/domain/ledger/index.ts';

export interface PlanForm {
  readonly household: string;
  readonly count: string;
  readonly firstDue: string;
  readonly graceDays: string;
  readonly waives: string;
  readonly text: string;
}

export const NEW_PLAN: PlanForm = {
  household: '',
  count: '6',
  firstDue: '',
  graceDays: '5',
  waives: 'yes',
  text: '',
};

/** Undefined for what is no whole number between the two. */
export function wholeIn(text: string, least: number, most: number): number | undefined {
  const value = /^\d{1,2}$/.test(text.trim()) ? Number(text) : -1;
  return value >= least && value <= most ? value : undefined;
}

export const readCount = (text: string): number | undefined => wholeIn(text, 1, MOST_INSTALMENTS);
export const readGrace = (text: string): number | undefined => wholeIn(text, 0, 60);

/** What a household has open on a day: what a plan made on it covers. */
export function openOn(lines: readonly Line[], rulesOn: RulesOn, today: string): PaymentPlanBody['charges'] {
  const account = accountOf(
    lines.filter(({ posted }) => posted <= today),
    rulesOn,
  );
  return account.charges
    .filter(({ openCents }) => openCents > 0)
    .map(({ line, openCents }) => ({ entry: line.id, cents: openCents }));
}

export const sumOf = (all: readonly { readonly cents: number }[]): number =>
  all.reduce((sum, { cents }) => sum + cents, 0);

/** Of a form without faults; undefined of any other. */
export function planOf(
  form: PlanForm,
  charges: PaymentPlanBody['charges'],
  about: { readonly currency: string; readonly today: string },
): Omit<PaymentPlanBody, 'author'> | undefined {
  const count = readCount(form.count);
  const graceDays = readGrace(form.graceDays);
  const totalCents = sumOf(charges);
  if (count === undefined || graceDays === undefined || totalCents < count) return undefined;
  return {
    household: form.household,
    currency: about.currency,
    agreed: about.today,
    charges,
    totalCents,
    instalments: [...instalmentsOf(totalCents, count, form.firstDue)],
    graceDays,
    waives: form.waives === 'yes',
    text: form.text.trim(),
  };
}
