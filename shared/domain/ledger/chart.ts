/**
 * The chart of accounts and what each entry posts to it: debits and credits that cancel, to the cent, by fund. The codes
 * are the usual ones; an association may rename accounts and add income accounts, not change what a kind means.
 */
import type { EntryBody } from './entry.ts';
import type { EntryKind, Fund } from './kinds.ts';

export const ACCOUNT_TYPES = ['asset', 'equity', 'income', 'expense'] as const;

export interface ChartAccount {
  readonly code: string;
  readonly name: string;
  readonly type: (typeof ACCOUNT_TYPES)[number];
}

export const CODES = {
  cash: '1000',
  undeposited: '1010',
  clearing: '1020',
  receivable: '1200',
  transfers: '1290',
  opening: '3900',
  assessments: '4000',
  special: '4010',
  lateFees: '4100',
  interest: '4110',
  fines: '4120',
  fees: '4130',
  credits: '4900',
  processing: '5100',
  writeOffs: '5900',
} as const;

export const USUAL_CHART: readonly ChartAccount[] = [
  { code: CODES.cash, name: 'Cash in bank', type: 'asset' },
  { code: CODES.undeposited, name: 'Undeposited funds', type: 'asset' },
  { code: CODES.clearing, name: 'Online payments clearing', type: 'asset' },
  { code: CODES.receivable, name: 'Owners receivable', type: 'asset' },
  { code: CODES.transfers, name: 'Transfers between accounts', type: 'asset' },
  { code: CODES.opening, name: 'Opening balances', type: 'equity' },
  { code: CODES.assessments, name: 'Assessments', type: 'income' },
  { code: CODES.special, name: 'Special assessments', type: 'income' },
  { code: CODES.lateFees, name: 'Late fees', type: 'income' },
  { code: CODES.interest, name: 'Interest on late payments', type: 'income' },
  { code: CODES.fines, name: 'Fines', type: 'income' },
  { code: CODES.fees, name: 'Fees and costs', type: 'income' },
  { code: CODES.credits, name: 'Credits given', type: 'income' },
  { code: CODES.processing, name: 'Payment processing fees', type: 'expense' },
  { code: CODES.writeOffs, name: 'Bad debt', type: 'expense' },
];

export interface Posting {
  readonly account: string;
  readonly fund: Fund;
  /** Positive: debit. Negative: credit. */
  readonly cents: number;
}

const INCOME: Readonly<Partial<Record<EntryKind, string>>> = {
  assessment: CODES.assessments,
  'special-assessment': CODES.special,
  fee: CODES.fees,
  fine: CODES.fines,
  interest: CODES.interest,
  'late-fee': CODES.lateFees,
  credit: CODES.credits,
  'write-off': CODES.writeOffs,
  'opening-balance': CODES.opening,
  transfer: CODES.transfers,
  refund: CODES.cash,
};

/** Money that moves between the association's own accounts, of no household: a payout of the payment service. */
export interface BankMove {
  /** Of the document that says so. */
  readonly id: string;
  /** `YYYY-MM-DD` */
  readonly posted: string;
  readonly text: string;
  readonly currency: string;
  /** Their sum is 0. */
  readonly postings: readonly Posting[];
}

type Posted = Pick<EntryBody, 'kind' | 'cents' | 'fund' | 'category' | 'method' | 'source' | 'run'>;

const isElectronic = ({ method }: Posted): boolean => method === 'card' || method === 'bank';

/** A batch of receipts is a deposit: what came in with it is in the bank. What came over the counter alone is not yet. */
function moneyAccount(posted: Posted): string {
  const { method, source, run } = posted;
  if (isElectronic(posted)) return CODES.clearing;
  const isDeposited = method === 'lockbox' || (source === 'receipt' && run !== '');
  return isDeposited ? CODES.cash : CODES.undeposited;
}

/** Money that came over the counter and waits for its deposit. */
export const isUndeposited = (posted: Posted): boolean =>
  posted.kind === 'payment' && moneyAccount(posted) === CODES.undeposited;

function otherSide(posted: Posted): string {
  const { kind, category, source } = posted;
  if (kind === 'payment') return moneyAccount(posted);
  // What the payment service gives back, it keeps from the next payout.
  if (kind === 'refund' && source === 'online' && isElectronic(posted)) return CODES.clearing;
  return category !== '' ? category : (INCOME[kind] ?? CODES.assessments);
}

/**
 * Two postings whose sum is 0.
 * @param reversed what a reversal takes back: it posts the exact negative of that
 */
export function postingsOf(entry: Posted, reversed?: Posted): readonly [Posting, Posting] {
  const like = entry.kind === 'reversal' && reversed !== undefined ? reversed : entry;
  const { fund } = like;
  const { cents } = entry;
  return [
    { account: CODES.receivable, fund, cents },
    { account: otherSide(like), fund, cents: cents === 0 ? 0 : -cents },
  ];
}

/** Sums by account, debits positive: they cancel. */
export function trialBalance(postings: Iterable<Posting>): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { account, cents } of postings) sums.set(account, (sums.get(account) ?? 0) + cents);
  return sums;
}
