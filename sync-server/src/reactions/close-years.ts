/**
 * After the lock has moved past the end of a fiscal year: each account's entries of it become one document, and then leave
 * the devices one by one. In this order, so that no device ever lacks an entry; killed anywhere, what is left is done the
 * next time, and nothing twice. What an account's entries say never changes, so neither does what was packed.
 */
import { groupBy } from '@communitrak/domain/core/group-by.ts';
import { SYSTEM } from '@communitrak/domain/core/principal.ts';
import {
  booksEntity,
  closedThrough,
  closedYearEntity,
  closedYearId,
  closedYearsOf,
  ledgerEntryEntity,
  openYear,
  rulesOfBooks,
  type ClosedYear,
  type Closing,
  type LedgerEntry,
} from '@communitrak/domain/ledger/index.ts';
import { isArchived } from '../access/archived.ts';
import { readStored } from '../access/stored-envelope.ts';
import { demandWritten, type WriteOutcome } from '../ports/server-writes.ts';
import type { Reaction, ReactionParts } from './reaction.ts';

const PAGE = 1000;
/** Accounts dealt with at once: some thousand entries. */
const ACCOUNTS = 50;
const LAST = '\ufff0';

/** An account's entries as they are found: no more of each than tells what there is to do. */
interface Account {
  readonly household: string;
  readonly ids: string[];
  /** Calendar years in which they take effect. */
  readonly years: Set<number>;
  /** Some entry of a closed year is still on the devices. */
  due: boolean;
}

const readEntry = (doc: Parameters<typeof readStored>[0] | undefined): LedgerEntry | undefined =>
  doc === undefined ? undefined : ledgerEntryEntity.read(readStored(doc).doc);

/** One look at every entry there is. */
async function dueAccounts(
  { database, signal }: ReactionParts,
  through: string,
): Promise<readonly Account[]> {
  const accounts = new Map<string, Account>();
  for (let startId = 'ledger-entry:'; ;) {
    signal.throwIfAborted();
    const page = await database.range({ startId, endId: `ledger-entry:${LAST}`, limit: PAGE });
    for (const doc of page) {
      const entry = readEntry(doc);
      if (entry === undefined) continue;
      const { household, posted } = entry.body;
      const account = accounts.get(household) ?? { household, ids: [], years: new Set(), due: false };
      accounts.set(household, account);
      account.ids.push(entry.id);
      account.years.add(Number(posted.slice(0, 4)));
      if (posted <= through && !isArchived(readStored(doc).keys)) account.due = true;
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return [...accounts.values()].filter(({ due }) => due);
    startId = `${last._id}\u0000`;
  }
}

/** Whichever month the fiscal year begins in: it begins in the entry's calendar year, or the one before. */
const packIds = ({ household, years }: Account): readonly string[] =>
  [...new Set([...years].flatMap((year) => [year - 1, year]))].map((year) => closedYearId(household, year));

async function packsOf(
  { database }: ReactionParts,
  accounts: readonly Account[],
  closing: Closing,
): Promise<readonly ClosedYear[]> {
  const docs = await database.getMany(accounts.flatMap((account) => [...account.ids, ...packIds(account)]));
  return accounts.flatMap((account) => {
    const entries = account.ids.flatMap((id) => readEntry(docs.get(id)) ?? []);
    const packs = packIds(account).flatMap((id) => {
      const doc = docs.get(id);
      return (doc === undefined ? undefined : closedYearEntity.read(readStored(doc).doc)) ?? [];
    });
    return closedYearsOf({ household: account.household, entries, packs }, closing);
  });
}

/** @returns what was refused: nothing of that account leaves the devices */
async function closeSome(
  association: string,
  parts: ReactionParts,
  accounts: readonly Account[],
  closing: Closing,
): Promise<readonly WriteOutcome[]> {
  const packs = await packsOf(parts, accounts, closing);
  const outcomes = await parts.writes.write(
    association,
    packs.map((doc) => ({ doc, by: SYSTEM, byName: '' })),
  );
  const refused = outcomes.filter(({ outcome }) => outcome === 'refused');
  const ids = new Set(refused.map(({ id }) => id));
  const byHome = groupBy(packs, ({ body }) => body.household);
  const stored = [...byHome.values()].filter((own) => own.every(({ id }) => !ids.has(id)));
  await parts.writes.archive(
    association,
    stored.flat().flatMap((pack) => openYear(pack).map(({ id }) => id)),
  );
  return refused;
}

export const closeYears: Reaction = {
  name: 'close-years',
  tells: false,
  on: ({ type }) => type === 'books',
  async react({ association, doc }, parts) {
    const books = booksEntity.read(doc)?.body;
    const through = books === undefined ? '' : closedThrough(books);
    if (books === undefined || through === '') return;
    const closing = { through, fiscalYearFrom: books.fiscalYearFrom, rulesOn: rulesOfBooks(books) };
    const due = await dueAccounts(parts, through);
    const refused: WriteOutcome[] = [];
    for (let from = 0; from < due.length; from += ACCOUNTS) {
      parts.signal.throwIfAborted();
      refused.push(...(await closeSome(association, parts, due.slice(from, from + ACCOUNTS), closing)));
    }
    // Its household has gone: parked with its id, and the others are closed.
    demandWritten(refused);
  },
};
