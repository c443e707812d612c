/**
 * A year is closed while a device looks on: lists, accounts, reports and exports say the same before, after and in between,
 * and what is in a closed year can still be taken back and refunded.
 */
import { afterEach, describe, expect, test } from 'vitest';
import {
  addMonths,
  closedYearsOf,
  createBooks,
  csvRows,
  firstBooks,
  journalOf,
  openYear,
  postedOf,
  rulesOfBooks,
  trialBalance,
  type LedgerEntry,
} from '@communitrak/domain/ledger/index.ts';
import { refund, reverse } from '@communitrak/replica/commands/money.ts';
import { accountExceptions } from '@communitrak/replica/queries/money-exceptions.ts';
import { wholeLedger } from '@communitrak/replica/queries/ledger.ts';
import { accounts, accountView } from '@communitrak/replica/queries/money.ts';
import type { Query } from '@communitrak/replica/queries/query.ts';
import type { Replica } from '@communitrak/replica/replica.ts';
import { onLine, putAsWritten } from '@communitrak/testkit/money.ts';
import { read } from '@communitrak/testkit/replica-rig.ts';
import { openSmallReplica, type SmallReplica } from '@communitrak/testkit/small-replica.ts';

const HOMES = ['h1', 'h2'] as const;
const MONTHS = Array.from({ length: 24 }, (_, at) => addMonths('2024-03', at));
const books = createBooks({ ...firstBooks('USD'), lockedThrough: '2025-12-31' });
const rulesOn = rulesOfBooks(undefined);

/** Two homes, two years: something is left open, something is paid ahead, a fee is taken back. */
const entries: readonly LedgerEntry[] = HOMES.flatMap((household, at) => {
  const of = (local: string, input: Parameters<typeof onLine>[0]): LedgerEntry =>
    onLine({ household, local: `${household}.${local}`, ...input });
  const fee = of('fee', { kind: 'fee', posted: '2024-05-05', cents: 3000 });
  const back = of('fee.rev', {
    kind: 'reversal',
    posted: '2024-05-06',
    cents: -3000,
    reverses: fee.id,
    reason: 'A slip',
  });
  const monthly = MONTHS.flatMap((month) => [
    of(`${month}.due`, { posted: `${month}-01`, due: `${month}-28` }),
    of(`${month}.pay`, { kind: 'payment', posted: `${month}-10`, cents: at === 0 ? -9900 : -10_100 }),
  ]);
  return [fee, back, ...monthly];
});
const packs = HOMES.flatMap((household) => {
  const own = entries.filter(({ body }) => body.household === household);
  return closedYearsOf(
    { household, entries: own, packs: [] },
    { through: '2025-12-31', fiscalYearFrom: 1, rulesOn },
  );
});
const packed = packs.flatMap(openYear).map(({ id }) => id);

let small: SmallReplica | undefined;
afterEach(async () => {
  await small?.replica.close();
  small = undefined;
});

async function open(who: 'office' | 'head', homes: readonly string[] = HOMES): Promise<SmallReplica> {
  const opened = await openSmallReplica(who, [books]);
  small = opened;
  await putAsWritten(
    opened,
    entries.filter(({ body }) => homes.includes(body.household)),
  );
  return opened;
}

/** As the server does it: the packs, and then the entries leave. */
async function close({ server, replica }: SmallReplica, homes: readonly string[] = HOMES): Promise<void> {
  for (const pack of packs) if (homes.includes(pack.body.household)) server.put(pack);
  for (const id of packed) if (server.docs.has(id)) server.revoke(id);
  replica.parts.sync.ask();
  await replica.parts.sync.settled();
}

function follow<T>(query: Query<T>): { readonly seen: T[]; readonly stop: () => void } {
  const seen: T[] = [];
  const look = (): void => {
    const now = query.getSnapshot();
    if (now !== undefined) seen.push(now);
  };
  const stop = query.subscribe(look);
  look();
  return { seen, stop };
}

async function heldTypes({ replica }: SmallReplica): Promise<readonly number[]> {
  const count = async (type: string): Promise<number> =>
    (await replica.parts.documents.firstOfType(type, 10_000)).length;
  return [await count('closed-year'), await count('ledger-entry')];
}

async function everythingOf(replica: Replica) {
  const { entries: all, rules } = await read(wholeLedger(replica));
  const then = { effective: '2024-08-31', known: '2024-07-31' };
  const views = [];
  for (const home of HOMES) {
    for (const moment of [{}, then]) {
      const view = await read(accountView(replica, home, moment));
      views.push({ account: view?.account, aging: view?.aging, lines: view?.lines });
    }
  }
  const earlier = all.filter(({ body }) => body.posted <= '2025-06-30');
  return {
    journal: journalOf(all),
    csv: csvRows(all).map(String).toSorted(),
    trial: [...trialBalance(postedOf(earlier))].map(String).toSorted(),
    views,
    accounts: (await read(accounts(replica))).rows,
    exceptions: (await read(accountExceptions(replica))).rows,
    today: rules.today,
  };
}

describe('a year is closed', () => {
  test('the office’s device holds a document a home and year, and says the same of everything', async () => {
    const here = await open('office');
    const before = await everythingOf(here.replica);
    expect(await heldTypes(here)).toEqual([0, entries.length]);
    const followed = [follow(accounts(here.replica)), follow(wholeLedger(here.replica))] as const;
    const account = follow(accountView(here.replica, 'h1'));
    await close(here);
    expect(await heldTypes(here)).toEqual([4, entries.length - packed.length]);
    expect(await everythingOf(here.replica)).toEqual(before);
    const balances = followed[0].seen.map(({ totals }) => totals.balanceCents);
    expect(balances.length).toBeGreaterThan(1);
    expect(new Set(balances).size).toBe(1);
    expect(new Set(followed[1].seen.map(({ entries: all }) => all.length))).toEqual(
      new Set([entries.length]),
    );
    expect(new Set(account.seen.map((view) => view?.lines.length))).toEqual(new Set([entries.length / 2]));
    for (const { stop } of [...followed, account]) stop();
  });

  test('a resident’s device has their own, and owes the same', async () => {
    const here = await open('head', ['h1']);
    const before = (await read(accounts(here.replica))).rows;
    await close(here, ['h1']);
    expect(await heldTypes(here)).toEqual([2, MONTHS.filter((month) => month > '2025-12').length * 2]);
    expect((await read(accounts(here.replica))).rows).toEqual(before);
  });

  test('a payment of it is refunded, a charge of it taken back once', async () => {
    const here = await open('office');
    await close(here);
    const view = await read(accountView(here.replica, 'h2'));
    const entry = (local: string): LedgerEntry => {
      const found = view?.entries.get(`ledger-entry:h2.${local}`)?.entry;
      if (found === undefined) throw new Error(`no ${local}`);
      return found;
    };
    const how = { posted: '2026-03-02', reason: 'Charged twice' };
    const charge = entry('2024-03.due');
    expect(await reverse(here.replica, charge, how)).toMatchObject({ ok: true });
    expect(await reverse(here.replica, charge, how)).toMatchObject({ ok: false, code: 'immutable' });
    expect(await reverse(here.replica, entry('fee'), how)).toMatchObject({ ok: false, code: 'immutable' });
    const given = { ...how, cents: 10_100, text: 'Refund' };
    expect(await refund(here.replica, entry('2024-03.pay'), given)).toMatchObject({ ok: true });
    await here.replica.parts.sync.settled();
    const after = await read(accountView(here.replica, 'h2'));
    expect(after?.refused).toEqual([]);
    const row = (await read(accounts(here.replica))).rows.find(({ id }) => id === 'h2');
    expect(row?.aging).toEqual(after?.aging);
    expect(row?.aging.balanceCents).toBe((view?.account.balanceCents ?? 0) - 10_000 + 10_100);
  });
});
