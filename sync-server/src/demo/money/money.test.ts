/** The demo's money foots, breaks no rule of the ledger, and shows what an office meets in three years. */
import { describe, expect, it } from 'vitest';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import { groupBy } from '@communitrak/domain/core/group-by.ts';
import {
  accountOf,
  agingOf,
  allEntries,
  booksEntity,
  carriedLines,
  closedThrough,
  closedYearsOf,
  countedLines,
  dayNumber,
  ENTRY_KINDS,
  ledgerEntryEntity,
  lineOf,
  openYear,
  postedOf,
  postingsOf,
  rulesOfBooks,
  trialBalance,
  type LedgerEntry,
} from '@communitrak/domain/ledger/index.ts';
import { entityOf } from '@communitrak/domain/registry.ts';
import { readDemoPeople } from '../demo-association.ts';
import { demoMoney } from './money.ts';

const NOW = Date.UTC(2026, 10, 23, 6, 51);
const people = readDemoPeople(NOW);
const writes = demoMoney(people, NOW).rounds.flat();

const stamped = ({ doc, at, by, byName }: (typeof writes)[number]): Envelope => ({
  ...doc,
  stamp: { at, by, byName, number: '', state: 'accepted' },
});
const entries = writes.flatMap((write) => ledgerEntryEntity.read(stamped(write)) ?? []);

const reader = { open: openYear, carried: carriedLines, line: lineOf };

describe('the demo’s money', () => {
  it('keeps every invariant, in the order in which it is written', () => {
    const stored = new Map(people.documents.map((doc) => [doc.id, doc]));
    for (const write of writes) {
      const { doc, at } = write;
      const entity = entityOf(doc.type);
      const needed = new Map(
        (entity?.needs(doc) ?? []).flatMap((id) => {
          const found = stored.get(id);
          return found === undefined ? [] : [[id, found] as const];
        }),
      );
      const change = { before: stored.get(doc.id), after: doc, needed, now: Date.parse(at) };
      expect(entity?.invariants(change), doc.id).toEqual({ ok: true });
      stored.set(doc.id, stamped(write));
    }
  });

  it('foots: debits are credits, and what homes owe is what the receivable account says', () => {
    const bodies = new Map(entries.map(({ id, body }) => [id, body]));
    const sums = trialBalance(entries.flatMap(({ body }) => postingsOf(body, bodies.get(body.reverses))));
    expect([...sums.values()].reduce((sum, cents) => sum + cents, 0)).toBe(0);
    const owed = entries.reduce((sum, { body }) => sum + body.cents, 0);
    expect(sums.get('1200')).toBe(owed);
  });

  it('shows every kind, and homes that owe, are square and are in credit', () => {
    const kinds = new Set(entries.map(({ body }) => body.kind));
    expect(ENTRY_KINDS.filter((kind) => !kinds.has(kind))).toEqual([]);
    const books = writes.map(({ doc }) => booksEntity.read(doc)).find((one) => one !== undefined);
    const rulesOn = rulesOfBooks(books?.body);
    const homes = new Set(entries.map(({ body }) => body.household));
    const balances = [...homes].map((home) => {
      const own = entries.filter(({ body }) => body.household === home).map(lineOf);
      return accountOf(own, rulesOn).balanceCents;
    });
    expect(balances).toHaveLength(187);
    const owing = balances.filter((cents) => cents > 0).length;
    expect(owing).toBeGreaterThan(10);
    expect(owing).toBeLessThan(60);
    expect(balances.filter((cents) => cents < 0).length).toBeGreaterThan(5);
  });

  it('says the same when its closed years are packed, and foots', () => {
    const books = writes.flatMap(({ doc }) => booksEntity.read(doc) ?? []).at(-1)?.body;
    if (books === undefined) throw new Error('no books');
    const rulesOn = rulesOfBooks(books);
    const today = dayNumber('2026-11-23');
    const closing = { through: closedThrough(books), fiscalYearFrom: books.fiscalYearFrom, rulesOn };
    const known: LedgerEntry[] = [];
    let carried = 0;
    for (const [household, own] of groupBy(entries, ({ body }) => body.household)) {
      const packs = closedYearsOf({ household, entries: own, packs: [] }, closing);
      const packed = new Set(packs.flatMap(openYear).map(({ id }) => id));
      const singles = own.filter(({ id }) => !packed.has(id));
      known.push(...allEntries(packs, singles, reader));
      const counted = countedLines(packs, singles, reader, '2026-11-23');
      expect(agingOf(counted, rulesOn, today), household).toEqual(agingOf(own.map(lineOf), rulesOn, today));
      if (counted.length < own.length) carried += 1;
    }
    expect(closing.through).toBe('2025-12-31');
    expect(carried).toBeGreaterThan(150);
    const sums = trialBalance(postedOf(known));
    expect(Object.fromEntries(sums)).toEqual(Object.fromEntries(trialBalance(postedOf(entries))));
    expect([...sums.values()].reduce((sum, cents) => sum + cents, 0)).toBe(0);
  });

  it('gives the signed-in resident something to pay, and nothing dated after today', () => {
    const own = entries.filter(({ body }) => body.household === people.places.household('2').id);
    expect(own.reduce((sum, { body }) => sum + body.cents, 0)).toBeGreaterThan(0);
    for (const { at } of writes) expect(Date.parse(at)).toBeLessThan(NOW);
  });

  it('locks the months that are over, and not the one before this', () => {
    const books = writes.flatMap(({ doc }) => booksEntity.read(doc) ?? []).at(-1);
    expect(books?.body.lockedThrough).toBe('2026-09-30');
    expect(entries.length).toBeGreaterThan(5000);
  });
});
