/** Kinds of ledger entries: which side of an account each stands on, and in which class a payment finds it. */

export const ENTRY_KINDS = [
  'assessment',
  'special-assessment',
  'fee',
  'fine',
  'interest',
  'late-fee',
  'payment',
  'credit',
  'refund',
  'reversal',
  'transfer',
  'write-off',
  'opening-balance',
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

export const FUNDS = ['operating', 'reserve', 'special'] as const;
export type Fund = (typeof FUNDS)[number];

/** What rules of application order speak of. `cost`: fees and costs of collection. */
export const CHARGE_CLASSES = ['assessment', 'interest', 'late-fee', 'cost', 'fine'] as const;
export type ChargeClass = (typeof CHARGE_CLASSES)[number];

/** `owed` adds to what the household owes, `paid` takes from it, `either` may do both. */
export const SIDES: Readonly<Record<EntryKind, 'owed' | 'paid' | 'either'>> = {
  assessment: 'owed',
  'special-assessment': 'owed',
  fee: 'owed',
  fine: 'owed',
  interest: 'owed',
  'late-fee': 'owed',
  payment: 'paid',
  credit: 'paid',
  refund: 'owed',
  reversal: 'either',
  transfer: 'either',
  'write-off': 'paid',
  'opening-balance': 'either',
};

const CLASS_OF: Readonly<Partial<Record<EntryKind, ChargeClass>>> = {
  interest: 'interest',
  'late-fee': 'late-fee',
  fee: 'cost',
  fine: 'fine',
};

/** What an owner had owed before the books begin, or at another home, is counted among the assessments. */
export function classOf(kind: EntryKind): ChargeClass {
  return CLASS_OF[kind] ?? 'assessment';
}

/** True when the amount stands on the side that its kind has. Zero stands on none. */
export function hasRightSide(kind: EntryKind, cents: number): boolean {
  const side = SIDES[kind];
  return cents !== 0 && (side === 'either' || (side === 'owed') === cents > 0);
}
