/**
 * What a late run on a day would charge, from everything that is on this device: each charge that is late, by the rules in
 * force on that day; without charges of payment plans that are kept, without those that a payment on its way has taken on
 * (a bank takes days over it), and without what a run on its way charges already.
 */
import { useMemo } from 'react';
import { localOf } from '@communitrak/domain/core/ids.ts';
import {
  entryIdsOf,
  heldCharges,
  lateProposals,
  rulesOfBooks,
  type BooksBody,
  type PaymentPlan,
  type Proposal,
} from '@communitrak/domain/ledger/index.ts';
import {
  chargesUnderWay,
  householdNames,
  ledger as ledgerQuery,
  paymentPlans,
  runStates,
  type Ledger,
  type RunState,
} from '@communitrak/replica/queries/dues.ts';
import { useReplica } from '../../../app/context.ts';
import { useQuery } from '../../../app/use-query.ts';

export interface LateRow extends Proposal {
  /** The proposal's key. */
  readonly id: string;
  readonly home: string;
  readonly payer: string;
  /** The charge that is late, in its own words. */
  readonly of: string;
}

export interface Late {
  readonly rows: readonly LateRow[];
  /** Households with a plan that is kept, on whose charges nothing is raised. */
  readonly held: number;
}

function plansByHousehold(plans: readonly PaymentPlan[]): ReadonlyMap<string, readonly PaymentPlan[]> {
  const found = new Map<string, PaymentPlan[]>();
  for (const plan of plans) {
    const { household } = plan.body;
    found.set(household, [...(found.get(household) ?? []), plan]);
  }
  return found;
}

/** Keys of late lines whose entries have not come yet. */
function onTheWay(runs: readonly RunState[]): ReadonlySet<string> {
  const waiting = runs.filter(({ run, posted }) => posted.size < run.body.lines.length);
  return new Set(waiting.flatMap(({ run }) => entryIdsOf(run).map(localOf)));
}

export function proposalsOn(
  { lines }: Pick<Ledger, 'lines'>,
  books: Pick<BooksBody, 'rules'>,
  day: string,
  about: {
    readonly plans: readonly PaymentPlan[];
    readonly runs: readonly RunState[];
    readonly underWay: ReadonlySet<string>;
  },
): { readonly proposals: readonly Proposal[]; readonly held: number } {
  const rulesOn = rulesOfBooks(books);
  const plans = plansByHousehold(about.plans);
  const known = onTheWay(about.runs);
  let held = 0;
  const proposals = [...lines].flatMap(([household, of]) => {
    const kept = heldCharges(plans.get(household) ?? [], of, rulesOn, day);
    if (kept.size > 0) held += 1;
    return lateProposals(of, rulesOn, day, new Set([...kept, ...about.underWay]), known);
  });
  return { proposals, held };
}

/** Undefined while it is being read. */
export function useLate(books: BooksBody, day: string): Late | undefined {
  const replica = useReplica();
  const ledger = useQuery(useMemo(() => ledgerQuery(replica), [replica]));
  const names = useQuery(useMemo(() => householdNames(replica), [replica]));
  const plans = useQuery(useMemo(() => paymentPlans(replica), [replica]));
  const runs = useQuery(useMemo(() => runStates(replica), [replica]));
  const underWay = useQuery(useMemo(() => chargesUnderWay(replica), [replica]));
  return useMemo(() => {
    if (ledger === undefined || names === undefined || plans === undefined) return undefined;
    if (runs === undefined || underWay === undefined) return undefined;
    const about = { plans: plans.map(({ plan }) => plan), runs, underWay };
    const { proposals, held } = proposalsOn(ledger, books, day, about);
    const rows = proposals.map((proposal): LateRow => {
      const { name = '', address = '' } = names.get(proposal.household) ?? {};
      return { ...proposal, id: proposal.key, home: address, payer: name, of: ledger.words(proposal.charge) };
    });
    return { rows, held };
  }, [ledger, names, plans, runs, underWay, books, day]);
}
