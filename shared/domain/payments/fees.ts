/**
 * What a payment through the gateway costs, and who bears it: 4.5 % by card, 2.4 % from a bank account, of the amount before
 * the fee, rounded half up to the cent. Paid by the resident it comes on top, and the association receives the exact amount;
 * paid by the association it is taken out, and the resident pays the exact amount.
 * Source: the handbook's worked examples (2.14): $10.00 from a bank account is $10.24, or the association receives $9.76.
 */
import { MOST_CENTS } from '../ledger/index.ts';

export const METHOD_KINDS = ['card', 'bank'] as const;
export type MethodKind = (typeof METHOD_KINDS)[number];
export const FEE_PAYERS = ['resident', 'association'] as const;
export type FeePayer = (typeof FEE_PAYERS)[number];

/** Of 10,000. */
export const FEE_BASIS_POINTS: Readonly<Record<MethodKind, number>> = { card: 450, bank: 240 };
const WHOLE = 10_000;

/** What the gateway takes at least and at most in one payment, fee included (Stripe's own limits for US dollars). */
export const LEAST_TOTAL_CENTS = 50;
export const MOST_TOTAL_CENTS = 99_999_999;

/** @throws RangeError for what is no amount in whole cents, 0 or more */
export function feeOf(cents: number, kind: MethodKind): number {
  if (!Number.isSafeInteger(cents) || cents < 0 || cents > MOST_CENTS)
    throw new RangeError(`No amount: ${cents}`);
  return Math.floor((cents * FEE_BASIS_POINTS[kind] + WHOLE / 2) / WHOLE);
}

export interface Quote {
  /** What the charges are paid down by. */
  readonly cents: number;
  readonly feeCents: number;
  readonly feePayer: FeePayer;
  /** What the resident pays. */
  readonly totalCents: number;
  /** What the association receives. */
  readonly netCents: number;
}

export function quote(cents: number, kind: MethodKind, feePayer: FeePayer): Quote {
  const feeCents = feeOf(cents, kind);
  const onTop = feePayer === 'resident' ? feeCents : 0;
  return { cents, feeCents, feePayer, totalCents: cents + onTop, netCents: cents + onTop - feeCents };
}

/** True for what the gateway would take. */
export const isPayable = ({ totalCents }: Pick<Quote, 'totalCents'>): boolean =>
  totalCents >= LEAST_TOTAL_CENTS && totalCents <= MOST_TOTAL_CENTS;
