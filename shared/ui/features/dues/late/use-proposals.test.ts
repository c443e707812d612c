/** What a late run leaves alone: charges of plans that are kept, and those that a payment on its way has taken on. */
import { expect, it } from 'vitest';
import { firstBooks } from '@communitrak/domain/ledger/index.ts';
import { aLine } from '@communitrak/testkit/ledger.ts';
import { proposalsOn } from './use-proposals.ts';

const books = {
  ...firstBooks('USD'),
  rules: [{ from: '1900-01-01', pack: 'US-CA' as const, changes: {}, reason: '', by: 'm1' }],
};
const jan = aLine({ cents: 10_000, posted: '2026-01-01', due: '2026-01-01', local: 'jan' });
const lines = new Map([['h1', [jan]]]);
const fees = (underWay: ReadonlySet<string>): number =>
  proposalsOn({ lines }, books, '2026-03-01', { plans: [], runs: [], underWay }).proposals.length;

it('a bank that takes days over a payment makes nobody late', () => {
  expect(fees(new Set())).toBeGreaterThan(0);
  expect(fees(new Set([jan.id]))).toBe(0);
});
