/** Live reads for charging many homes: the homes, runs and how far they are, what is late, payment plans. */
import { combineLatest, map, type Observable } from 'rxjs';
import { associationEntity } from '@communitrak/domain/associations/index.ts';
import { localOf } from '@communitrak/domain/core/ids.ts';
import { householdLinkEntity } from '@communitrak/domain/household-links/index.ts';
import { householdEntity } from '@communitrak/domain/households/index.ts';
import {
  chargeRunEntity,
  entryIdsOf,
  homesOf,
  paymentPlanEntity,
  type ChargeRun,
  type Home,
  type Line,
  type PaymentPlan,
} from '@communitrak/domain/ledger/index.ts';
import { memberEntity, displayName } from '@communitrak/domain/members/index.ts';
import { paymentEntity, pendingByCharge } from '@communitrak/domain/payments/index.ts';
import { propertyEntity } from '@communitrak/domain/properties/index.ts';
import type { ReplicaParts } from '../parts.ts';
import type { Replica } from '../replica.ts';
import { watchDeliverer, type Delivery } from '../status/delivery.ts';
import { watchEntries, type Entries } from './entries.ts';
import { liveQuery } from './live.ts';
import type { Query } from './query.ts';
import { watchAll, watchHouseholds, watchPlaces } from './read.ts';

/** Large lists: compared as they are, not value by value. */
const newest = <T>(_before: T, after: T): T => after;

/** Every home that there is, and through which household it is billed. */
export function homes(replica: Replica): Query<readonly Home[]> {
  const { parts } = replica;
  return liveQuery(
    replica,
    'homes',
    () =>
      combineLatest([
        watchAll(parts, propertyEntity),
        watchAll(parts, householdEntity),
        watchAll(parts, householdLinkEntity),
        watchAll(parts, memberEntity),
      ]).pipe(
        map(([properties, households, links, members]) =>
          homesOf({ properties, households, links, members }),
        ),
      ),
    newest,
  );
}

export interface RunState {
  readonly run: ChargeRun;
  readonly delivery: Delivery;
  /** Ids of its lines' entries that are here. */
  readonly posted: ReadonlySet<string>;
  /** Of these, those that another run had charged before: late fees alone. */
  readonly byOthers: number;
}

function stateOf(run: ChargeRun, { entry }: Entries): Omit<RunState, 'delivery'> {
  const own = localOf(run.id);
  const here = entryIdsOf(run).flatMap((id) => entry(id) ?? []);
  return {
    run,
    posted: new Set(here.map(({ id }) => id)),
    byOthers: here.filter(({ body }) => body.run !== own).length,
  };
}

/** Newest first, with what has become of each line. */
export function runStates(replica: Replica): Query<readonly RunState[]> {
  const { parts } = replica;
  return liveQuery(
    replica,
    'run-states',
    () =>
      combineLatest([watchAll(parts, chargeRunEntity), watchEntries(parts), watchDeliverer(parts)]).pipe(
        map(([runs, entries, deliverer]) =>
          runs.map((run) => ({ ...stateOf(run, entries), delivery: deliverer.of(run) })),
        ),
      ),
    newest,
  );
}

/** In which the association itself writes: what a run says on every account. */
export function associationLocale(replica: Replica): Query<string> {
  const { parts, session } = replica;
  return liveQuery(replica, 'association-locale', () =>
    parts.documents
      .watch(`association:${session.id}`)
      .pipe(map((doc) => associationEntity.read(doc)?.body.locale ?? 'en-US')),
  );
}

export interface HouseholdName {
  /** `Smith Household`. */
  readonly name: string;
  /** `Lot 12, 148 Mill Race Rd`. */
  readonly address: string;
}

const watchNames = (parts: ReplicaParts): Observable<ReadonlyMap<string, HouseholdName>> =>
  combineLatest([watchHouseholds(parts), watchPlaces(parts)]).pipe(
    map(
      ([households, places]) =>
        new Map(
          [...households].map(([id, { name, property }]) => [
            localOf(id),
            { name, address: places.get(property) ?? '' },
          ]),
        ),
    ),
  );

/** Of households, by local id. */
export function householdNames(replica: Replica): Query<ReadonlyMap<string, HouseholdName>> {
  return liveQuery(replica, 'household-names', () => watchNames(replica.parts), newest);
}

/** Of members, by local id: who locked a month, who decided on a rule. */
export function memberNames(replica: Replica): Query<ReadonlyMap<string, string>> {
  return liveQuery(
    replica,
    'member-names',
    () =>
      watchAll(replica.parts, memberEntity).pipe(
        map((cards) => new Map(cards.map(({ id, body }) => [localOf(id), displayName(body)]))),
      ),
    newest,
  );
}

export interface Ledger {
  /** By household's local id. */
  readonly lines: ReadonlyMap<string, readonly Line[]>;
  /** What each entry says of itself, by id. */
  readonly words: (entry: string) => string;
}

function ledgerOf({ households, linesOf, entry }: Entries): Ledger {
  return {
    lines: new Map(households.map((household) => [household, linesOf(household)])),
    words: (id) => entry(id)?.body.text ?? '',
  };
}

/** Everything that has been posted and is here. */
export function ledger(replica: Replica): Query<Ledger> {
  return liveQuery(replica, 'ledger', () => watchEntries(replica.parts).pipe(map(ledgerOf)), newest);
}

export interface PlanRow extends HouseholdName {
  readonly plan: PaymentPlan;
  readonly delivery: Delivery;
}

/** Newest first. */
export function paymentPlans(replica: Replica): Query<readonly PlanRow[]> {
  const { parts } = replica;
  return liveQuery(replica, 'payment-plans', () =>
    combineLatest([watchAll(parts, paymentPlanEntity), watchNames(parts), watchDeliverer(parts)]).pipe(
      map(([plans, names, deliverer]) =>
        plans.map((plan) => {
          const { name = '', address = '' } = names.get(plan.body.household) ?? {};
          return { plan, name, address, delivery: deliverer.of(plan) };
        }),
      ),
    ),
  );
}

/** Charges that a payment through the gateway has taken on and that has not ended, by entry's id. */
export function chargesUnderWay(replica: Replica): Query<ReadonlySet<string>> {
  return liveQuery(replica, 'charges-under-way', () =>
    watchAll(replica.parts, paymentEntity).pipe(
      map((payments): ReadonlySet<string> => new Set(pendingByCharge(payments).keys())),
    ),
  );
}
