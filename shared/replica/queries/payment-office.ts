/** Live reads for the office's side of online payments: payments with their homes, and one with all that belongs to it. */
import { combineLatest, map, of, switchMap, type Observable } from 'rxjs';
import { localOf, makeId } from '@communitrak/domain/core/ids.ts';
import { ledgerEntryEntity, type LedgerEntry } from '@communitrak/domain/ledger/index.ts';
import {
  paymentEntity,
  paymentShown,
  payoutEntity,
  payoutId,
  refundRequestEntity,
  type Payment,
  type Payout,
  type PayoutLine,
  type RefundRequest,
  type ShownState,
} from '@communitrak/domain/payments/index.ts';
import type { ReplicaParts } from '../parts.ts';
import type { Replica } from '../replica.ts';
import { watchDeliverer, type Delivery } from '../status/delivery.ts';
import { liveQuery } from './live.ts';
import { watchRules, type MoneyRules } from './money-rules.ts';
import type { Query } from './query.ts';
import { watchAll, watchHouseholds, watchPlaces, type HouseholdFacts } from './read.ts';

/** Large lists: compared as they are, not value by value. */
const newest = <T>(_before: T, after: T): T => after;

export interface PaymentRow {
  readonly payment: Payment;
  readonly state: ShownState;
  /** Of the household. */
  readonly name: string;
  readonly address: string;
}

export interface PaymentRows {
  readonly rows: readonly PaymentRow[];
  readonly rules: MoneyRules;
}

export type Named = (household: string) => Pick<PaymentRow, 'name' | 'address'>;

/** How homes are called. */
const naming =
  (households: ReadonlyMap<string, HouseholdFacts>, places: ReadonlyMap<string, string>): Named =>
  (household) => {
    const facts = households.get(makeId('household', household));
    return { name: facts?.name ?? '', address: places.get(facts?.property ?? '') ?? '' };
  };

export const watchNaming = (parts: ReplicaParts): Observable<Named> =>
  combineLatest([watchHouseholds(parts), watchPlaces(parts)]).pipe(
    map(([households, places]) => naming(households, places)),
  );

const rowOf = (payment: Payment, named: Named): PaymentRow => ({
  payment,
  state: paymentShown(payment),
  ...named(payment.body.household),
});

/** Every payment that is here, newest first. */
export function paymentRows(replica: Replica): Query<PaymentRows> {
  const { parts } = replica;
  return liveQuery(
    replica,
    'payment-rows',
    () =>
      combineLatest([watchAll(parts, paymentEntity), watchNaming(parts), watchRules(replica)]).pipe(
        map(([payments, named, rules]) => ({
          rows: payments.map((payment) => rowOf(payment, named)),
          rules,
        })),
      ),
    newest,
  );
}

export interface RefundRow {
  readonly refund: RefundRequest;
  readonly delivery: Delivery;
}

export interface InPayout {
  /** Local id of the payout's first part. */
  readonly payout: string;
  readonly arrives: string;
  readonly line: PayoutLine;
}

export interface PaymentView extends PaymentRow {
  /** The charges that it pays and its own entries and those of its refunds, as far as they are here, by id. */
  readonly entries: ReadonlyMap<string, LedgerEntry>;
  /** First asked first. */
  readonly refunds: readonly RefundRow[];
  readonly inPayouts: readonly InPayout[];
  readonly rules: MoneyRules;
}

function watchEntries(
  parts: ReplicaParts,
  ids: readonly string[],
): Observable<ReadonlyMap<string, LedgerEntry>> {
  if (ids.length === 0) return of(new Map());
  return combineLatest(ids.map((id) => parts.documents.watch(id))).pipe(
    map((docs) => {
      const found = docs.flatMap((doc) => ledgerEntryEntity.read(doc) ?? []);
      return new Map(found.map((entry) => [entry.id, entry]));
    }),
  );
}

const linesOf = (payouts: readonly Payout[], payment: string): readonly InPayout[] =>
  payouts.flatMap(({ body }) =>
    body.lines
      .filter((line) => line.payment === payment)
      .map((line) => ({ payout: localOf(payoutId(body.gateway)), arrives: body.arrives, line })),
  );

const byAsked = (a: RefundRequest, b: RefundRequest): number =>
  a.body.recorded < b.body.recorded ? -1 : a.body.recorded > b.body.recorded ? 1 : 0;

function watchRefunds(parts: ReplicaParts, payment: string): Observable<readonly RefundRow[]> {
  return combineLatest([watchAll(parts, refundRequestEntity), watchDeliverer(parts)]).pipe(
    map(([all, deliverer]) =>
      all
        .filter(({ body }) => body.payment === payment)
        .toSorted(byAsked)
        .map((refund) => ({ refund, delivery: deliverer.of(refund) })),
    ),
  );
}

function watchPayment(replica: Replica, payment: Payment): Observable<PaymentView> {
  const { parts } = replica;
  const local = localOf(payment.id);
  return watchRefunds(parts, local).pipe(
    switchMap((refunds) => {
      const { charges, outcome } = payment.body;
      const own = refunds.flatMap(({ refund }) => refund.body.outcome.entry || []);
      const ids = new Set([...charges.map(({ entry }) => entry), ...outcome.entries, ...own]);
      return combineLatest([
        watchEntries(parts, [...ids]),
        watchAll(parts, payoutEntity),
        watchNaming(parts),
        watchRules(replica),
      ]).pipe(
        map(([entries, payouts, named, rules]) => {
          const inPayouts = linesOf(payouts, local);
          return { ...rowOf(payment, named), entries, refunds, inPayouts, rules };
        }),
      );
    }),
  );
}

/** @param local of the payment @returns null when it is not here */
export function paymentView(replica: Replica, local: string): Query<PaymentView | null> {
  return liveQuery<PaymentView | null>(
    replica,
    `payment-view:${local}`,
    () =>
      replica.parts.documents.watch(makeId('payment', local)).pipe(
        map((doc) => paymentEntity.read(doc)),
        switchMap((payment) => (payment === undefined ? of(null) : watchPayment(replica, payment))),
      ),
    newest,
  );
}
