/**
 * Writes down what became of payments, many of one association at once: first the ledger, then the payments, then what was
 * pending is struck off. A process that dies in between leaves what the next one finds and finishes: entries have their ids
 * from the payment, and what Stripe says is asked again.
 */
import { localOf } from '@communitrak/domain/core/ids.ts';
import {
  BOOKS_ID,
  booksEntity,
  ledgerEntryEntity,
  reversalId,
  type LedgerEntry,
} from '@communitrak/domain/ledger/index.ts';
import {
  isPending,
  openDay,
  PAYMENT_SETTINGS_ID,
  paymentEntity,
  paymentEntry,
  paymentEntryId,
  paymentSettingsEntity,
  refundsAmong,
  returnFeeEntry,
  takenBack,
  USUAL_SETTINGS,
  withOutcome,
  type Payment,
  type PaymentOutcome,
} from '@communitrak/domain/payments/index.ts';
import type { WriteOutcome } from '../ports/server-writes.ts';
import { followed, type Followed, type Seen } from './outcome.ts';
import { readDocs, readRange, todayIn, writeAll, type PaymentParts, type Place } from './parts.ts';
import { end, wait } from './pending.ts';

export interface Known {
  readonly payment: Payment;
  readonly seen: Seen;
}

/** What decides on which day and at what price things are written down. */
interface Moment {
  /** An open day. */
  readonly posted: string;
  readonly returnFeeCents: number;
  readonly now: number;
}

async function momentOf(parts: PaymentParts, place: Place): Promise<Moment> {
  const docs = await readDocs(place.database, [BOOKS_ID, PAYMENT_SETTINGS_ID]);
  const books = booksEntity.read(docs.get(BOOKS_ID))?.body;
  const settings = paymentSettingsEntity.read(docs.get(PAYMENT_SETTINGS_ID))?.body ?? USUAL_SETTINGS;
  const posted = openDay(await todayIn(parts, place), books?.lockedThrough ?? '');
  return { posted, returnFeeCents: settings.returnFeeCents, now: parts.clock() };
}

interface Plan {
  readonly payment: Payment;
  readonly next: Followed;
  readonly entries: readonly LedgerEntry[];
}

/** Of what was asked for something else was charged: nothing of it is posted by itself. */
function isOther({ body }: Payment, { intent }: Seen): boolean {
  return intent !== undefined && (intent.cents !== body.totalCents || intent.currency !== body.currency);
}

/** Everything that the payment has written, and its refunds with it: the other way round. */
async function reversals(
  { database }: Place,
  payment: Payment,
  own: LedgerEntry,
  next: Followed,
  { posted, returnFeeCents, now }: Moment,
): Promise<readonly LedgerEntry[]> {
  const refunds = refundsAmong(await readRange(database, ledgerEntryEntity, `${own.id}.ref`)).standing;
  const back = [...refunds, own].map((entry) => takenBack(entry, posted, next.reason, now));
  const costs = next.state === 'returned' && returnFeeCents > 0;
  return costs ? [...back, returnFeeEntry(payment, returnFeeCents, posted)] : back;
}

async function planOf(place: Place, { payment, seen }: Known, moment: Moment): Promise<Plan> {
  const next = followed(payment, seen);
  if (!next.isPaid || isOther(payment, seen)) return { payment, next, entries: [] };
  const isKnown = payment.body.outcome.entries.includes(paymentEntryId(payment.id));
  const own = paymentEntry(payment, moment.posted, next.changes.paidWith ?? payment.body.outcome.paidWith);
  const isBack = payment.body.outcome.entries.includes(reversalId(own.id));
  const back = next.isTakenBack && !isBack ? await reversals(place, payment, own, next, moment) : [];
  return { payment, next, entries: [...(isKnown ? [] : [own]), ...back] };
}

type Faults = ReadonlyMap<string, PaymentOutcome['unposted']>;

/** What is there already, in whatever words of then, is as good as written. */
function faultsIn(outcomes: readonly WriteOutcome[]): Faults {
  const faults = new Map<string, PaymentOutcome['unposted']>();
  for (const one of outcomes) {
    if (one.outcome !== 'refused' || one.code === 'immutable') continue;
    faults.set(one.id, { code: one.code, detail: one.detail ?? '' });
  }
  return faults;
}

function unpostedOf({ payment, next, entries }: Plan, faults: Faults): PaymentOutcome['unposted'] {
  const own = paymentEntryId(payment.id);
  const isThere = entries.some(({ id }) => id === own) || payment.body.outcome.entries.includes(own);
  if (next.isPaid && !isThere) return { code: 'amount', detail: '' };
  const failed = entries.find(({ id }) => faults.has(id));
  return failed === undefined ? undefined : faults.get(failed.id);
}

/** The payment as it is to be written: twice where a state lies in between. */
function versions(plan: Plan, faults: Faults): readonly Payment[] {
  const { payment, next, entries } = plan;
  const before = payment.body.outcome;
  const posted = entries.map(({ id }) => id).filter((id) => !faults.has(id) && !before.entries.includes(id));
  const unposted = unpostedOf(plan, faults);
  const { unposted: _was, refusal: _refusal, failure: _failure, ...kept } = before;
  const outcome = {
    ...kept,
    ...(next.state === 'refused' && before.refusal !== undefined ? { refusal: before.refusal } : {}),
    ...(next.state === 'failed' && before.failure !== undefined ? { failure: before.failure } : {}),
    ...next.changes,
    ...(unposted === undefined ? {} : { unposted }),
    entries: [...before.entries, ...posted],
  };
  const at = (state: PaymentOutcome['state']): Payment => ({
    ...withOutcome(payment, {}),
    body: { ...payment.body, outcome: { ...outcome, state } },
  });
  const isJump = next.state === 'returned' && before.state !== 'succeeded' && before.state !== 'returned';
  return isJump ? [at('succeeded'), at('returned')] : [at(next.state)];
}

function isEnded(next: Followed, unposted: PaymentOutcome['unposted']): boolean {
  return !isPending(next.state) && unposted === undefined;
}

interface Done {
  readonly ended: readonly string[];
  readonly open: readonly string[];
  /** Somebody else wrote meanwhile: to be looked at anew. */
  readonly moved: readonly string[];
}

async function settleOnce(parts: PaymentParts, place: Place, known: readonly Known[]): Promise<Done> {
  const moment = await momentOf(parts, place);
  const plans = await Promise.all(known.map((one) => planOf(place, one, moment)));
  const entries = plans.flatMap((plan) => plan.entries);
  const { association } = place;
  const faults = faultsIn(entries.length === 0 ? [] : await writeAll(parts, association, entries));
  const docs = plans.flatMap((plan) => versions(plan, faults));
  const outcomes = await writeAll(parts, association, docs);
  const refused = new Map(outcomes.flatMap((one) => (one.outcome === 'refused' ? [[one.id, one]] : [])));
  for (const [document, { code, detail }] of refused)
    parts.log.warn({ association, document, code, detail }, 'a payment changed while it was written down');
  const ended: string[] = [];
  const open: string[] = [];
  for (const plan of plans) {
    const { id } = plan.payment;
    const unposted = unpostedOf(plan, faults);
    if (unposted !== undefined)
      parts.log.error(
        { association, document: id, ...unposted },
        'money came in that the ledger did not take',
      );
    if (!refused.has(id)) (isEnded(plan.next, unposted) ? ended : open).push(id);
  }
  return { ended, open, moved: [...refused.keys()] };
}

const ROUNDS = 4;

/** Each as it is stored now, with what Stripe said of it. */
async function reread({ database }: Place, known: readonly Known[]): Promise<readonly Known[]> {
  const docs = await readDocs(
    database,
    known.map(({ payment }) => payment.id),
  );
  return known.flatMap(({ payment, seen }) => {
    const now = paymentEntity.read(docs.get(payment.id));
    return now === undefined ? [] : [{ payment: now, seen }];
  });
}

/** Writes down what is known of payments of one association. What cannot be written down stays pending. */
export async function settle(parts: PaymentParts, place: Place, known: readonly Known[]): Promise<void> {
  let left = known;
  for (let round = 0; left.length > 0 && round < ROUNDS; round += 1) {
    const { ended, open, moved } = await settleOnce(parts, place, left);
    const keyOf = (document: string) => ({ association: place.association, document });
    await end(parts.operations, ended.map(keyOf));
    await wait(parts.operations, open.map(keyOf), parts.clock());
    const again = left.filter(({ payment }) => moved.includes(payment.id));
    left = await reread(place, again);
  }
  if (left.length > 0)
    parts.log.error(
      { association: place.association, payments: left.map(({ payment }) => localOf(payment.id)) },
      'payments kept changing while they were written down; they are looked at again',
    );
}
