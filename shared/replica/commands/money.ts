/**
 * What the office can do with money: take a payment, charge, put right, run charges for many homes, keep the books. Written
 * here first; a payment counts as received when the server has taken it, and says so until then.
 */
import { firstValueFrom } from 'rxjs';
import { isoInstant } from '@communitrak/domain/core/dates.ts';
import { localOf, makeId } from '@communitrak/domain/core/ids.ts';
import {
  booksEntity,
  BOOKS_ID,
  budgetEntity,
  budgetId,
  changeBooks,
  createBooks,
  createBudget,
  createDuesSchedule,
  createEntry,
  duesScheduleEntity,
  changeDuesSchedule,
  firstBooks,
  MOST_REFUNDS,
  planAccount,
  refundId,
  reversalId,
  reverseEntry,
  type BooksBody,
  type ChargeRun,
  type DuesBody,
  type EntryInput,
  type LedgerEntry,
} from '@communitrak/domain/ledger/index.ts';
import { watchEntriesOf } from '../queries/entries.ts';
import type { Replica } from '../replica.ts';
import { post, untilFresh } from './post.ts';
import type { CommandResult } from './result.ts';

/** Who writes, on what, when: what an auditor asks of every line. */
function written(replica: Replica): Pick<EntryInput, 'author' | 'device' | 'recorded'> {
  const { principal, platform, clock } = replica;
  return { author: principal.member, device: platform.kind, recorded: isoInstant(clock()) };
}

export type NewEntry = Omit<EntryInput, 'author' | 'device' | 'recorded' | 'source' | 'files'>;

/** All of a home's account, its closed years too. */
async function entriesHere(replica: Replica, household: string): Promise<ReadonlyMap<string, LedgerEntry>> {
  const entries = await firstValueFrom(watchEntriesOf(replica.parts, makeId('household', household)));
  return new Map(entries.map((entry) => [entry.id, entry]));
}

/** @param local made when its form was begun: written again, by a second press or after a crash, it is the same one */
async function writeOnce(replica: Replica, input: EntryInput, local: string): Promise<CommandResult> {
  const made = createEntry(input, local);
  const here = await entriesHere(replica, input.household);
  return here.has(made.id) ? { ok: true, id: made.id } : post(replica, [made], made.id);
}

/** One line of an account: a charge, a credit, a write-off. @param local see writeOnce */
export function addEntry(replica: Replica, entry: NewEntry, local = replica.newId()): Promise<CommandResult> {
  return writeOnce(replica, { ...entry, ...written(replica), source: 'person' }, local);
}

/** @param local see writeOnce */
export function recordPayment(
  replica: Replica,
  payment: Omit<NewEntry, 'kind'>,
  local: string,
): Promise<CommandResult> {
  return writeOnce(replica, { ...payment, ...written(replica), kind: 'payment', source: 'receipt' }, local);
}

const GONE: CommandResult = { ok: false, code: 'not-allowed' };

/** Takes an entry back whole. @param how `posted` YYYY-MM-DD; the reason is what the account shows */
export async function reverse(
  replica: Replica,
  entry: LedgerEntry,
  how: { readonly posted: string; readonly reason: string },
): Promise<CommandResult> {
  const here = await entriesHere(replica, entry.body.household);
  if (!here.has(entry.id) || entry.body.kind === 'reversal') return GONE;
  const { member } = replica.principal;
  const reversal = reverseEntry(
    entry,
    { ...how, by: { member, device: replica.platform.kind } },
    replica.clock(),
  );
  if (here.has(reversal.id)) return { ok: false, code: 'immutable', detail: reversal.id };
  return post(replica, [reversal], reversal.id);
}

/** Gives a payment back, whole or in part. */
export async function refund(
  replica: Replica,
  payment: LedgerEntry,
  how: { readonly cents: number; readonly posted: string; readonly reason: string; readonly text: string },
): Promise<CommandResult> {
  const { household, currency, fund } = payment.body;
  const here = await entriesHere(replica, household);
  if (!here.has(payment.id)) return GONE;
  const parts = Array.from({ length: MOST_REFUNDS }, (_, at) => refundId(payment.id, at + 1));
  const id = parts.find((part) => !here.has(part));
  if (id === undefined) return { ok: false, code: 'closed', detail: payment.id };
  const backs = parts.map(reversalId).filter((back) => here.has(back));
  const input: EntryInput = {
    household,
    currency,
    fund,
    ...how,
    kind: 'refund',
    applies: [payment.id, ...backs],
    ...written(replica),
  };
  const made = createEntry({ ...input, source: 'person' }, localOf(id));
  return post(replica, [made], made.id);
}

/** A run as it was previewed; the server makes its entries when it has arrived. */
export function postRun(replica: Replica, run: ChargeRun): Promise<CommandResult> {
  return post(replica, [run], run.id);
}

/** @param id of the schedule to change, or a new one's, made when it was begun: saved twice, it is still one */
export function keepDues(replica: Replica, id: string, body: DuesBody): Promise<CommandResult> {
  return untilFresh(async () => {
    const known = duesScheduleEntity.read(await replica.parts.documents.get(id));
    const doc = known === undefined ? createDuesSchedule(body, localOf(id)) : changeDuesSchedule(known, body);
    return post(replica, [doc], doc.id);
  });
}

/** Plans one account of a fiscal year; the year's budget begins with the first. @param from the year's first month */
export function planBudget(
  replica: Replica,
  from: string,
  currency: string,
  plan: { readonly code: string; readonly months: readonly number[] },
): Promise<CommandResult> {
  return untilFresh(async () => {
    const known = budgetEntity.read(await replica.parts.documents.get(budgetId(from)));
    const doc = planAccount(known ?? createBudget({ from, currency, lines: [] }), plan.code, plan.months);
    return post(replica, [doc], doc.id);
  });
}

/** Changes the books, or begins them. @param currency of an association that has no books yet */
export function keepBooks(
  replica: Replica,
  currency: string,
  change: (books: BooksBody) => Partial<BooksBody>,
): Promise<CommandResult> {
  return untilFresh(async () => {
    const known = booksEntity.read(await replica.parts.documents.get(BOOKS_ID));
    const first = firstBooks(currency);
    const doc =
      known === undefined
        ? createBooks({ ...first, ...change(first) })
        : changeBooks(known, change(known.body));
    return post(replica, [doc], doc.id);
  });
}
