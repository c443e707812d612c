/** Transfers come and go on both sides; opening balances count once and are corrected; a lock between does not part them. */
import { describe, expect, it } from 'vitest';
import { smallAssociation } from '@communitrak/testkit/builders.ts';
import {
  createBooks,
  createOpening,
  createTransfer,
  entriesOfRun,
  firstBooks,
  homeFinder,
  ledgerEntryEntity,
  openingKey,
  openingSums,
  readOpenings,
  reversalId,
  signedCents,
  takeTransferBack,
  transferSides,
  type LedgerEntry,
} from './index.ts';

const small = smallAssociation();
const transfer = createTransfer(
  {
    from: 'h1',
    to: 'h3',
    cents: 5000,
    currency: 'USD',
    fund: 'operating',
    posted: '2026-01-15',
    reason: 'Paid for the other home',
    words: { run: 'Transfer', from: 'To Lot 3', to: 'From Lot 1' },
  },
  't1',
);
const sides = entriesOfRun(transfer) as [LedgerEntry, LedgerEntry];
const locked = createBooks({ ...firstBooks('USD'), lockedThrough: '2026-01-31' });
const judged = (after: LedgerEntry, ...needed: readonly LedgerEntry[]) =>
  ledgerEntryEntity.invariants({
    before: undefined,
    after,
    needed: new Map([...small.documents, locked, ...needed].map((doc) => [doc.id, doc])),
    now: 0,
  });

describe('a transfer', () => {
  it('is two entries that cancel, each on its own account', () => {
    expect(sides.map(({ id, body }) => [id, body.household, body.cents, body.reason])).toEqual([
      ['ledger-entry:t1.transfer-in', 'h3', -5000, 'Paid for the other home'],
      ['ledger-entry:t1.transfer-out', 'h1', 5000, 'Paid for the other home'],
    ]);
  });
  it('is not left with one side when the month is locked between the two', () => {
    const [first, second] = sides;
    expect(judged(first)).toMatchObject({ ok: false, code: 'closed' });
    expect(judged(second)).toMatchObject({ ok: false, code: 'missing-document' });
    expect(judged(second, first)).toEqual({ ok: true });
    expect(judged({ ...second, body: { ...second.body, cents: 4999 } }, first)).toMatchObject({ ok: false });
  });
  it('is taken back whole, under names that follow from it', () => {
    const how = { posted: '2026-02-01', reason: 'A slip', name: 'Transfer taken back' };
    const back = takeTransferBack(sides, how);
    expect(back.id).toBe('charge-run:t1.back');
    expect(entriesOfRun(back).map(({ id, body }) => [id, body.cents, body.reverses])).toEqual(
      sides.map(({ id, body }) => [reversalId(id), -body.cents, id]),
    );
  });
  it('knows both its sides by either', () => {
    for (const { id } of sides)
      expect(transferSides(id)).toEqual(['ledger-entry:t1.transfer-in', 'ledger-entry:t1.transfer-out']);
    expect(transferSides('ledger-entry:e1')).toBeUndefined();
  });
});

describe('opening balances', () => {
  const about = { currency: 'USD', posted: '2026-01-01', name: 'Opening balances' };
  it('have the same names whoever enters them', () => {
    const lines = [{ household: 'h1', cents: 100, key: 'opening.h1' }];
    const [one, two] = [createOpening(lines, about, 'a'), createOpening(lines, about, 'b')];
    expect(entriesOfRun(one).map(({ id }) => id)).toEqual(entriesOfRun(two).map(({ id }) => id));
  });
  it('are entered again only after they were taken back', () => {
    const here = new Set<string>();
    const key = () => openingKey('h1', (id) => here.has(id));
    expect(key()).toBe('opening.h1');
    here.add('ledger-entry:opening.h1');
    expect(key()).toBeUndefined();
    here.add('ledger-entry:opening.h1.rev');
    expect(key()).toBe('opening.h1.2');
  });
  it('are said before they are written', () => {
    const of = (cents: number, at: number) => ({ household: `h${String(at)}`, cents });
    expect(openingSums([100, -30, 50].map(of))).toEqual({
      owing: 2,
      owedCents: 150,
      inCredit: 1,
      creditCents: 30,
    });
  });
  it('are read as a spreadsheet gives them, and what is not known is kept', () => {
    const find = homeFinder([
      { id: 'h1', name: 'Núñez Household', address: 'Lot 1, 104 Heron Ct', people: [] },
      { id: 'h2', name: 'Smith Household', address: 'Lot 2, 108 Mill Race Rd', people: [] },
    ]);
    const text =
      'Lot\tOwes\nLot 1\t$1,285.50\n2\t(40.00)\n104 Heron Ct 12\nNunez household; 5 CR\nLot 9\t3\nLot 2\tmuch';
    expect(readOpenings(text, find).map(({ household, cents, home }) => [household, cents, home])).toEqual([
      ['h1', 128_550, 'Lot 1'],
      ['h2', -4000, '2'],
      ['h1', 1200, '104 Heron Ct'],
      ['h1', -500, 'Nunez household'],
      ['', 300, 'Lot 9'],
      ['h2', 0, 'Lot 2'],
    ]);
    expect(['-5', '−5', '5-', '(5)', '5 cr', '1.005', '0'].map(signedCents)).toEqual([
      -500, -500, -500, -500, -500, 0, 0,
    ]);
  });
});
