/** A home's autopay as its people see it: what holds, and what it still means to draft, worked out as the server does. */
import { combineLatest, map } from 'rxjs';
import { dateInZone } from '@communitrak/domain/core/dates.ts';
import { localOf, makeId } from '@communitrak/domain/core/ids.ts';
import {
  accountOf,
  byEffect,
  dateOfDay,
  paymentPlanEntity,
  planProgress,
  rulesOfBooks,
  type PaymentPlan,
} from '@communitrak/domain/ledger/index.ts';
import {
  attemptIn,
  autopayEntity,
  autopayId,
  autopayPlan,
  consentOf,
  defaultMethod,
  quoteOf,
  type Autopay,
  type AutopayBody,
  type DraftCharge,
  type Planned,
  type SavedMethod,
} from '@communitrak/domain/payments/index.ts';
import type { Replica } from '../replica.ts';
import { watchDeliverer, type Delivery } from '../status/delivery.ts';
import { accountView, type AccountView } from './account-view.ts';
import { derivedQuery } from './derived-query.ts';
import { liveQuery } from './live.ts';
import { myPayments, type MyPayments } from './payments.ts';
import type { Query } from './query.ts';
import { remembered } from './read.ts';

export interface AutopayView {
  /** Undefined while nobody has ever agreed to it. */
  readonly autopay: Autopay | undefined;
  readonly delivery: Delivery;
  /** What a draft would be paid with now; undefined where that is not usable (any more). */
  readonly method: SavedMethod | undefined;
  /** The next draft first; empty while it is off. */
  readonly plan: readonly Planned[];
  /** What is open, the one due first on top. */
  readonly charges: readonly DraftCharge[];
}

interface Stored {
  readonly autopay: Autopay | undefined;
  readonly delivery: Delivery;
  readonly plans: readonly PaymentPlan[];
}

const readPlan = remembered(paymentPlanEntity.read);

function stored(replica: Replica, household: string): Query<Stored> {
  const { parts } = replica;
  return liveQuery(replica, `autopay-stored:${household}`, () =>
    combineLatest([
      parts.documents.watch(autopayId(household)),
      parts.documents.watchChildren('payment-plan', makeId('household', household)),
      watchDeliverer(parts),
    ]).pipe(
      map(([doc, plans, deliverer]) => ({
        autopay: autopayEntity.read(doc),
        delivery: doc === undefined ? ('sent' as const) : deliverer.of(doc),
        plans: plans.flatMap((plan) => readPlan(plan) ?? []),
      })),
    ),
  );
}

/** Of a payment plan that has not ended: what is paid of them when was agreed otherwise. */
function heldBy(plans: readonly PaymentPlan[], { lines, rules, day }: AccountView): ReadonlySet<string> {
  const rulesOn = rulesOfBooks(rules.books);
  const running = plans.filter((plan) => {
    const { state } = planProgress(plan, lines, rulesOn, day);
    return state === 'kept' || state === 'behind';
  });
  return new Set(running.flatMap(({ body }) => body.charges.map(({ entry }) => entry)));
}

function methodOf(methods: readonly SavedMethod[], chosen: string): SavedMethod | undefined {
  if (chosen === '') return defaultMethod(methods);
  return methods.find(({ id, body }) => localOf(id) === chosen && body.state === 'usable');
}

/** As the account stands when all that is posted ahead has taken effect. */
function chargesOf({ lines: counted, upcoming, rules }: AccountView): readonly DraftCharge[] {
  const lines = [...counted, ...upcoming].toSorted(byEffect);
  return accountOf(lines, rulesOfBooks(rules.books))
    .charges.filter(({ openCents, state }) => openCents > 0 && state !== 'void')
    .map(({ line, openCents }) => ({ entry: line.id, openCents, due: dateOfDay(line.dueDay) }))
    .toSorted((a, b) => (a.due < b.due ? -1 : Number(a.due > b.due)));
}

function planOf(
  body: AutopayBody,
  { plans }: Stored,
  view: AccountView,
  paying: MyPayments,
): readonly Planned[] {
  const home = paying.homes.find(({ household }) => household === view.household);
  const kind = methodOf(home?.methods ?? [], body.method)?.body.kind ?? 'card';
  const { zone, today } = view.rules;
  const agreed = consentOf(body)?.at;
  const { settings } = paying;
  return autopayPlan({
    autopay: body,
    charges: chargesOf(view),
    attempts: (home?.rows ?? []).map(({ payment }) => attemptIn(payment, zone)),
    held: heldBy(plans, view),
    rule: { remindDays: settings.autopayRemindDays, retryDays: settings.autopayRetryDays },
    totalOf: (cents) => quoteOf([{ cents }], kind, settings).totalCents,
    consentDay: agreed === undefined ? today : dateInZone(agreed, zone),
  });
}

/** @returns undefined until it is read, and for a home that is not here */
export function homeAutopay(replica: Replica, household: string): Query<AutopayView> {
  return derivedQuery(
    [stored(replica, household), accountView(replica, household), myPayments(replica)],
    (kept, view, paying): AutopayView | undefined => {
      if (view === null) return undefined;
      const methods = paying.homes.find((home) => home.household === household)?.methods ?? [];
      const { autopay, delivery } = kept;
      return {
        autopay,
        delivery,
        method: methodOf(methods, autopay?.body.method ?? ''),
        plan: autopay === undefined ? [] : planOf(autopay.body, kept, view, paying),
        charges: chargesOf(view),
      };
    },
  );
}
