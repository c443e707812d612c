/** A batch and its payments: derived ids, what each pays, what came in before. */
import { describe, expect, it } from 'vitest';
import { START } from '@communitrak/testkit/builders.ts';
import { aLine } from '@communitrak/testkit/ledger.ts';
import { PACKS, rulesOf, type PackId } from '../ledger/index.ts';
import {
  checkNumber,
  createReceiptBatch,
  MOST_RECEIPTS,
  paymentsOf,
  paysAsShown,
  previewPayments,
  receiptBatchEntity,
  sameCheck,
  type BatchLine,
} from './index.ts';

const line = (household: string, cents: number, reference = ''): BatchLine => ({
  household,
  cents,
  reference,
  note: '',
  split: [],
});
const batchOf = (lines: readonly BatchLine[], local = 'b1') =>
  createReceiptBatch(
    { kind: 'checks', deposited: '2026-03-10', currency: 'USD', lines: [...lines] },
    { member: 'm-office', device: 'desktop' },
    START,
    local,
  );
const words = { text: ({ reference }: { reference: string }) => `Check ${reference}` };
const under = (pack: PackId) => rulesOf(PACKS, [{ from: '1900-01-01', pack, changes: {} }]);
const owed = [
  aLine({ local: 'fine', kind: 'fine', cents: 2500, posted: '2026-01-05', due: '2026-01-05' }),
  aLine({ local: 'late', kind: 'late-fee', cents: 1000, posted: '2026-01-20', due: '2026-01-20' }),
  aLine({ local: 'mar', cents: 10_000, posted: '2026-03-01', due: '2026-03-01' }),
];
const linesOf = (household: string) => (household === 'h1' ? owed : []);

describe('a batch of receipts', () => {
  it('makes one payment of each line, named after both, the same however often', () => {
    const batch = batchOf([line('h1', 5000, ' 1018 '), line('h2', 7500, '0118')]);
    const payments = paymentsOf(batch, words);
    expect(payments.map(({ id, body }) => [id, body.household, body.cents, body.text])).toEqual([
      ['ledger-entry:b1.001', 'h1', -5000, 'Check 1018'],
      ['ledger-entry:b1.002', 'h2', -7500, 'Check 0118'],
    ]);
    expect(payments[0]?.body).toMatchObject({
      posted: '2026-03-10',
      source: 'receipt',
      run: 'b1',
      method: 'check',
      author: 'm-office',
    });
    expect(batch.body.totalCents).toBe(12_500);
    expect(paymentsOf(batchOf([line('h1', 5000, '1018'), line('h2', 7500, '0118')]), words)).toEqual(
      payments,
    );
  });
  it('of the most that one document carries is valid, and stands in the order of its lines', () => {
    const batch = batchOf(Array.from({ length: MOST_RECEIPTS }, (_, at) => line(`h${at}`, at + 1)));
    expect(receiptBatchEntity.parse(batch)).toMatchObject({ ok: true });
    const ids = paymentsOf(batch, words).map(({ id }) => id);
    expect(ids.toSorted()).toEqual(ids);
    expect(receiptBatchEntity.parse(batchOf([...batch.body.lines, line('h1', 1)]))).toMatchObject({
      ok: false,
    });
  });
});

describe('what a payment pays, before it is posted', () => {
  const paid = (pack: PackId, ...lines: BatchLine[]) =>
    previewPayments(paymentsOf(batchOf(lines), words), linesOf, under(pack)).map(({ split, creditCents }) => [
      ...split.map(({ entry, cents }) => `${entry.slice('ledger-entry:'.length)} ${cents}`),
      ...(creditCents > 0 ? [`credit ${creditCents}`] : []),
    ]);
  it('goes by the rules of each pack', () => {
    expect(paid('default', line('h1', 11_000))).toEqual([['fine 2500', 'late 1000', 'mar 7500']]);
    expect(paid('US-CA', line('h1', 11_000))).toEqual([['mar 10000', 'late 1000']]);
    expect(paid('US-FL', line('h1', 11_000))).toEqual([['late 1000', 'mar 10000']]);
  });
  it('the second of a home finds what the first has left; too much is credit, and of that home alone', () => {
    expect(paid('US-CA', line('h1', 10_000), line('h2', 500), line('h1', 4000))).toEqual([
      ['mar 10000'],
      ['credit 500'],
      ['late 1000', 'fine 2500', 'credit 500'],
    ]);
  });
  it('is not counted twice when it is in the account already', () => {
    const payments = paymentsOf(batchOf([line('h1', 10_000)]), words);
    const [first] = previewPayments(payments, linesOf, under('US-CA'));
    const here = aLine({ ...payments[0]?.body, local: 'b1.001' });
    const [again] = previewPayments(payments, () => [...owed, here], under('US-CA'));
    expect(again).toEqual(first);
    expect(first?.rule).toBe('US-CA@2025-06-30');
  });
  it('is remembered, to be told when it came out otherwise', () => {
    const shown = { split: [{ entry: 'ledger-entry:mar', cents: 10_000 }] };
    expect(paysAsShown(shown, [{ entry: 'ledger-entry:mar', cents: 10_000 }])).toBe(true);
    expect(paysAsShown(shown, [{ entry: 'ledger-entry:mar', cents: 9999 }])).toBe(false);
    expect(paysAsShown(shown, [])).toBe(false);
  });
});

describe('a check that came in before', () => {
  const earlier = [{ reference: '#01018', posted: '2026-01-10', cents: 5000 }];
  it('is known by its number, however it is written', () => {
    expect(checkNumber('No. 0-118')).toBe('no0118');
    expect(sameCheck('1018', '2026-03-10', earlier)).toBe(earlier[0]);
    expect(sameCheck('1019', '2026-03-10', earlier)).toBeUndefined();
    expect(sameCheck('', '2026-03-10', [{ reference: '', posted: '2026-03-10', cents: 1 }])).toBeUndefined();
  });
  it('not when it was long ago: numbers come round again', () => {
    expect(sameCheck('1018', '2026-07-13', earlier)).toBeUndefined();
    expect(sameCheck('1018', '2026-07-12', earlier)).toBe(earlier[0]);
  });
});
