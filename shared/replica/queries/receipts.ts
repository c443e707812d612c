/** Live reads of receipts: what one needs to take money in, the batches, and what has become of each of their lines. */
import { combineLatest, map, type Observable } from 'rxjs';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import { makeId } from '@communitrak/domain/core/ids.ts';
import { REFUSAL_CODES, type RefusalCode } from '@communitrak/domain/core/verdict.ts';
import {
  accountOf,
  depositOf,
  rulesOfBooks,
  type Account,
  type Deposit,
  type LedgerEntry,
  type Line,
  type PaymentState,
} from '@communitrak/domain/ledger/index.ts';
import {
  paymentOf,
  paysAsShown,
  receiptBatchEntity,
  type BatchLine,
  type ReceiptBatch,
} from '@communitrak/domain/receipts/index.ts';
import type { Replica } from '../replica.ts';
import { watchDeliverer, type Deliverer, type Delivery } from '../status/delivery.ts';
import { watchDeposits } from './deposits.ts';
import { watchEntries } from './entries.ts';
import { liveQuery } from './live.ts';
import { watchRules, type MoneyRules } from './money-rules.ts';
import type { Query } from './query.ts';
import { watchAll } from './read.ts';
import { watchDeskHomes, type DeskHome } from './receipt-homes.ts';

export type { DeskHome } from './receipt-homes.ts';

/** What lies on the desk of whoever takes money in. */
export interface ReceiptDesk {
  /** By name. */
  readonly homes: readonly DeskHome[];
  readonly rules: MoneyRules;
  readonly entriesOf: (household: string) => readonly LedgerEntry[];
  readonly linesOf: (household: string) => readonly Line[];
  /** Whose sum is what the home owes. */
  readonly countedOf: (household: string) => readonly Line[];
  readonly entry: (id: string) => LedgerEntry | undefined;
}

export function receiptDesk(replica: Replica): Query<ReceiptDesk> {
  return liveQuery<ReceiptDesk>(
    replica,
    'receipt-desk',
    () =>
      combineLatest([watchDeskHomes(replica.parts), watchRules(replica), watchEntries(replica.parts)]).pipe(
        map(([homes, rules, { entriesOf, linesOf, countedOf, entry }]) => ({
          homes,
          rules,
          entriesOf,
          linesOf,
          countedOf: (household) => countedOf(household, rules.today),
          entry,
        })),
      ),
    (_before, after) => after,
  );
}

/** `provisional`: the server has not spoken yet. `changed`: taken, and pays otherwise than was shown, or was taken back. */
export type Outcome = 'provisional' | 'accepted' | 'changed' | 'refused';

export interface ReceiptRow {
  /** The payment's document id. */
  readonly id: string;
  readonly at: number;
  readonly line: BatchLine;
  readonly outcome: Outcome;
  /** Undefined while the payment is not on this device. */
  readonly payment: LedgerEntry | undefined;
  readonly state: PaymentState | undefined;
  /** Why it was refused. */
  readonly code: RefusalCode | undefined;
}

export interface BatchRow {
  /** Document id. */
  readonly id: string;
  readonly batch: ReceiptBatch;
  readonly delivery: Delivery;
  readonly counts: Readonly<Record<Outcome, number>>;
}

export interface BatchView extends BatchRow {
  readonly rows: readonly ReceiptRow[];
  readonly rules: MoneyRules;
  readonly homes: ReadonlyMap<string, DeskHome>;
  readonly entry: (id: string) => LedgerEntry | undefined;
}

interface Sources {
  readonly entry: (id: string) => LedgerEntry | undefined;
  readonly accountOf: (household: string) => Account;
  readonly deliverer: Deliverer;
  readonly refused: ReadonlyMap<string, string>;
  /** By payment: the deposit that it went with. */
  readonly deposits: ReadonlyMap<string, Deposit>;
}

function outcomeOf(
  line: BatchLine,
  row: Omit<ReceiptRow, 'outcome'>,
  { deliverer, refused, entry }: Sources,
): Outcome {
  const { state, payment } = row;
  if (refused.has(row.id) || row.code !== undefined) return 'refused';
  // Not here and not refused: written on another device and still on its way, or let go of here.
  if (payment === undefined || deliverer.of(payment) !== 'sent') return 'provisional';
  if (state === undefined || state.state === 'void' || state.refundedCents !== 0) return 'changed';
  // A deposit pays nothing of its own.
  if (line.payment !== undefined) return 'accepted';
  // What came onto the account after it, or takes effect after it, is paid by the credit that was shown.
  const then = state.paid.filter((split) => {
    const charge = entry(split.entry);
    return (charge?.stamp.at ?? '') <= payment.stamp.at && (charge?.body.posted ?? '') <= payment.body.posted;
  });
  return paysAsShown(line, then) ? 'accepted' : 'changed';
}

/** Another desk has taken the same check to the bank before. */
function isDepositedTwice(batch: string, { payment }: BatchLine, { deposits }: Sources): boolean {
  const deposit = payment === undefined ? undefined : deposits.get(payment);
  return deposit !== undefined && deposit.id !== batch;
}

function rowsOf({ id, body }: ReceiptBatch, sources: Sources): readonly ReceiptRow[] {
  return body.lines.map((line, at) => {
    const key = paymentOf(id, line, at);
    const payment = sources.entry(key);
    const state =
      payment === undefined
        ? undefined
        : sources.accountOf(line.household).payments.find((one) => one.line.id === key);
    const refusal = isDepositedTwice(id, line, sources) ? 'immutable' : sources.refused.get(key);
    const code = REFUSAL_CODES.find((one) => one === refusal);
    const row = { id: key, at, line, payment, state, code };
    return { ...row, outcome: outcomeOf(line, row, sources) };
  });
}

function countsOf(rows: readonly ReceiptRow[]): BatchRow['counts'] {
  const counts = { provisional: 0, accepted: 0, changed: 0, refused: 0 };
  for (const { outcome } of rows) counts[outcome] += 1;
  return counts;
}

function watchSources(
  replica: Replica,
): Observable<{ readonly sources: Sources; readonly rules: MoneyRules }> {
  const { parts } = replica;
  return combineLatest([
    watchEntries(parts),
    watchRules(replica),
    watchDeliverer(parts),
    parts.unaccepted.watch(),
    watchDeposits(parts),
  ]).pipe(
    map(([entries, rules, deliverer, unaccepted, deposits]) => {
      const rulesOn = rulesOfBooks(rules.books);
      const accounts = new Map<string, Account>();
      const refused = new Map(
        unaccepted.filter(({ kind }) => kind === 'refused').map(({ documentId, code }) => [documentId, code]),
      );
      return {
        rules,
        sources: {
          entry: entries.entry,
          deliverer,
          refused,
          deposits: depositOf(new Map(entries.all.map((one) => [one.id, one])), deposits),
          accountOf(household) {
            const known = accounts.get(household);
            if (known !== undefined) return known;
            const made = accountOf(entries.linesOf(household), rulesOn);
            accounts.set(household, made);
            return made;
          },
        },
      };
    }),
  );
}

/** Newest deposit first. */
export function receiptBatches(replica: Replica): Query<readonly BatchRow[]> {
  return liveQuery(replica, 'receipt-batches', () =>
    combineLatest([watchAll(replica.parts, receiptBatchEntity), watchSources(replica)]).pipe(
      map(([batches, { sources }]) =>
        batches.map((batch) => ({
          id: batch.id,
          batch,
          delivery: sources.deliverer.of(batch),
          counts: countsOf(rowsOf(batch, sources)),
        })),
      ),
    ),
  );
}

/** @param local of the batch @returns null for one that is not here */
export function receiptBatch(replica: Replica, local: string): Query<BatchView | null> {
  const { parts } = replica;
  const id = makeId('receipt-batch', local);
  const read = (doc: Envelope | undefined): ReceiptBatch | undefined => receiptBatchEntity.read(doc);
  return liveQuery<BatchView | null>(
    replica,
    `receipt-batch:${local}`,
    () =>
      combineLatest([parts.documents.watch(id), watchSources(replica), watchDeskHomes(parts)]).pipe(
        map(([doc, { sources, rules }, homes]) => {
          const batch = read(doc);
          if (batch === undefined) return null;
          const rows = rowsOf(batch, sources);
          return {
            id,
            batch,
            rows,
            rules,
            delivery: sources.deliverer.of(batch),
            counts: countsOf(rows),
            homes: new Map(homes.map((home) => [home.id, home])),
            entry: sources.entry,
          };
        }),
      ),
    (_before, after) => after,
  );
}
