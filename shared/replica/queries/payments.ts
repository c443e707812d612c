/** Live reads of a member's own payments: whether they can pay here, and by home its payments and saved ways to pay. */
import { combineLatest, map, of, switchMap, type Observable } from 'rxjs';
import { makeId } from '@communitrak/domain/core/ids.ts';
import { householdsOf } from '@communitrak/domain/core/principal.ts';
import {
  PAYMENT_SETTINGS_ID,
  PAYMENT_STATUS_ID,
  paymentEntity,
  paymentMethodEntity,
  paymentSettingsEntity,
  paymentShown,
  paymentStatusEntity,
  USUAL_SETTINGS,
  type Payment,
  type PaymentSettingsBody,
  type PaymentStatusBody,
  type SavedMethod,
  type ShownState,
} from '@communitrak/domain/payments/index.ts';
import type { Unaccepted } from '../local/unaccepted.ts';
import type { ReplicaParts } from '../parts.ts';
import type { Replica } from '../replica.ts';
import { liveQuery } from './live.ts';
import type { Query } from './query.ts';
import { remembered } from './read.ts';

export interface PaymentRow {
  readonly payment: Payment;
  readonly shown: ShownState;
}

/** A payment that the server would not take: nothing was charged. */
export interface RefusedPayment {
  /** Document id. */
  readonly id: string;
  /** Of the list of what is unsent. */
  readonly key: string;
  /** A RefusalCode; '' for one that met another under the same id. */
  readonly code: string;
}

export interface HomePayments {
  /** Local id. */
  readonly household: string;
  /** Newest first. */
  readonly rows: readonly PaymentRow[];
  /** The default first; none that was taken away. */
  readonly methods: readonly SavedMethod[];
}

export interface MyPayments {
  /** Undefined where the association has never begun to take payments online. */
  readonly status: PaymentStatusBody | undefined;
  readonly settings: PaymentSettingsBody;
  readonly homes: readonly HomePayments[];
  readonly refused: readonly RefusedPayment[];
}

const readPayment = remembered(paymentEntity.read);
const readMethod = remembered(paymentMethodEntity.read);

function watchHome(parts: ReplicaParts, household: string): Observable<HomePayments> {
  const parent = makeId('household', household);
  return combineLatest([
    parts.documents.watchChildren('payment', parent),
    parts.documents.watchChildren('payment-method', parent),
  ]).pipe(
    map(([payments, methods]) => ({
      household,
      rows: payments
        .flatMap((doc) => readPayment(doc) ?? [])
        .map((payment) => ({ payment, shown: paymentShown(payment) })),
      methods: methods
        .flatMap((doc) => readMethod(doc) ?? [])
        .filter(({ body }) => body.state !== 'detached'),
    })),
  );
}

function watchHomes(parts: ReplicaParts): Observable<readonly HomePayments[]> {
  return parts.principal$.pipe(
    map(householdsOf),
    switchMap((homes) =>
      homes.length === 0 ? of([]) : combineLatest(homes.map((home) => watchHome(parts, home))),
    ),
  );
}

function refusedOf(items: readonly Unaccepted[]): readonly RefusedPayment[] {
  return items
    .filter(({ type }) => type === 'payment')
    .map(({ documentId: id, key, code }) => ({ id, key, code }));
}

export function myPayments(replica: Replica): Query<MyPayments> {
  const { parts } = replica;
  return liveQuery(replica, 'my-payments', () =>
    combineLatest([
      parts.documents.watch(PAYMENT_STATUS_ID),
      parts.documents.watch(PAYMENT_SETTINGS_ID),
      watchHomes(parts),
      parts.unaccepted.watch(),
    ]).pipe(
      map(([status, settings, homes, unaccepted]) => ({
        status: paymentStatusEntity.read(status)?.body,
        settings: paymentSettingsEntity.read(settings)?.body ?? USUAL_SETTINGS,
        homes,
        refused: refusedOf(unaccepted),
      })),
    ),
  );
}
