/** Live reads of the association's account with the gateway: how far it is, its payouts, what differs from the books. */
import { combineLatest, map } from 'rxjs';
import { localOf, makeId } from '@communitrak/domain/core/ids.ts';
import {
  PAYMENT_ACCOUNT_ID,
  PAYMENT_SETTINGS_ID,
  PAYMENT_STATUS_ID,
  paymentAccountEntity,
  paymentDifferenceEntity,
  paymentEntity,
  paymentSettingsEntity,
  paymentStatusEntity,
  payoutEntity,
  USUAL_SETTINGS,
  wholePayouts,
  type PaymentAccountBody,
  type PaymentDifference,
  type PaymentSettingsBody,
  type PaymentStatusBody,
  type WholePayout,
} from '@communitrak/domain/payments/index.ts';
import type { Replica } from '../replica.ts';
import { liveQuery } from './live.ts';
import { watchRules, type MoneyRules } from './money-rules.ts';
import { watchNaming } from './payment-office.ts';
import type { Query } from './query.ts';
import { watchAll } from './read.ts';

export interface Payouts {
  /** Newest arrival first. */
  readonly payouts: readonly WholePayout[];
  /** Of the payments in them, by local id. */
  readonly homes: ReadonlyMap<string, string>;
  readonly rules: MoneyRules;
}

export function payouts(replica: Replica): Query<Payouts> {
  const { parts } = replica;
  return liveQuery(
    replica,
    'payouts',
    () =>
      combineLatest([
        watchAll(parts, payoutEntity),
        watchAll(parts, paymentEntity),
        watchNaming(parts),
        watchRules(replica),
      ]).pipe(
        map(([parted, payments, named, rules]) => ({
          payouts: wholePayouts(parted),
          homes: new Map(
            payments.map(({ id, body }) => {
              const { name, address } = named(body.household);
              return [localOf(id), address === '' ? name : address];
            }),
          ),
          rules,
        })),
      ),
    (_before, after) => after,
  );
}

export interface PaymentSetup {
  /** Null while the association has no account. */
  readonly account: PaymentAccountBody | null;
  /** Null until the server has said how things are. */
  readonly status: PaymentStatusBody | null;
  readonly settings: PaymentSettingsBody;
}

export function paymentSetup(replica: Replica): Query<PaymentSetup> {
  const { documents } = replica.parts;
  return liveQuery(replica, 'payment-setup', () =>
    combineLatest([
      documents.watch(PAYMENT_ACCOUNT_ID).pipe(map((doc) => paymentAccountEntity.read(doc)?.body ?? null)),
      documents.watch(PAYMENT_STATUS_ID).pipe(map((doc) => paymentStatusEntity.read(doc)?.body ?? null)),
      documents
        .watch(PAYMENT_SETTINGS_ID)
        .pipe(map((doc) => paymentSettingsEntity.read(doc)?.body ?? USUAL_SETTINGS)),
    ]).pipe(map(([account, status, settings]) => ({ account, status, settings }))),
  );
}

/** One difference between the gateway and the books, with the home it is about. Null when it is not here. @param local its own */
export function paymentDifference(
  replica: Replica,
  local: string,
): Query<{ readonly difference: PaymentDifference; readonly name: string; readonly address: string } | null> {
  const { parts } = replica;
  return liveQuery(replica, `payment-difference:${local}`, () =>
    combineLatest([
      parts.documents
        .watch(makeId('payment-difference', local))
        .pipe(map((doc) => paymentDifferenceEntity.read(doc))),
      watchNaming(parts),
    ]).pipe(
      map(([difference, named]) =>
        difference === undefined ? null : { difference, ...named(difference.body.household) },
      ),
    ),
  );
}

/** Every one that was ever found, newest first. */
export function paymentDifferences(replica: Replica): Query<readonly PaymentDifference[]> {
  return liveQuery(
    replica,
    'payment-differences',
    () => watchAll(replica.parts, paymentDifferenceEntity),
    (_before, after) => after,
  );
}
