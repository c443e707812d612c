/** What the tests must know of entries: samples, who may write which, who sees an account. */
import type { EntityCases } from '@communitrak/testkit/entity-cases.ts';
import { anEntry } from '@communitrak/testkit/ledger.ts';
import { allBut, who, type Who } from '@communitrak/testkit/verdicts.ts';
import {
  createBooks,
  createTransfer,
  entriesOfRun,
  firstBooks,
  ledgerEntryEntity,
  refundId,
  reverseEntry,
  type EntryInput,
  type LedgerEntry,
} from './index.ts';

const charge = anEntry({ local: 'e1', due: '2026-01-31' });
const payment = anEntry({
  local: 'e2',
  kind: 'payment',
  cents: -5000,
  method: 'check',
  source: 'receipt',
  reference: '0118',
});
const reversal = reverseEntry(
  charge,
  { posted: '2026-02-01', reason: 'Charged twice', by: { member: 'm9', device: 'Desk' } },
  0,
);
const office = { office: 'ok', lead: 'ok' };
const locked = createBooks({ ...firstBooks('USD'), lockedThrough: '2025-12-31' });

/** What each person would write themselves. */
const by =
  (input: Partial<EntryInput> & { readonly local?: string }) =>
  (name: Who): LedgerEntry =>
    anEntry({ local: 'new1', ...input, author: who(name).member });
const takenBack =
  (of: LedgerEntry, over: Partial<EntryInput> = {}) =>
  (name: Who): LedgerEntry => {
    const how = {
      posted: '2026-02-01',
      reason: 'Charged twice',
      by: { member: who(name).member, device: '' },
    };
    const made = reverseEntry(of, how, 0);
    return { ...made, body: { ...made.body, ...over } };
  };
const refund = (cents: number, part: number, undone: readonly string[] = []) =>
  by({
    local: refundId(payment.id, part).slice('ledger-entry:'.length),
    kind: 'refund',
    cents,
    applies: [payment.id, ...undone],
    reason: 'Paid twice',
  });
const firstRefund = refund(5000, 1)('office');
const refundBack = takenBack(firstRefund)('office');
const transfer = createTransfer(
  {
    from: 'h1',
    to: 'h3',
    cents: 5000,
    currency: 'USD',
    fund: 'operating',
    posted: '2026-01-15',
    reason: 'Paid for the other home',
    words: { run: 'Transfer', from: 'To another home', to: 'From another home' },
  },
  't1',
);
const [side, otherSide] = entriesOfRun(transfer) as unknown as readonly [LedgerEntry, LedgerEntry];
const nothing = (code: string) => allBut('not-allowed', { office: code, lead: code });

export const cases: EntityCases = {
  entity: ledgerEntryEntity,
  samples: [charge, payment, reversal],
  access: [
    {
      what: 'takes a check',
      after: by({ kind: 'payment', cents: -5000, source: 'receipt' }),
      verdicts: allBut('not-allowed', office),
    },
    {
      what: 'charges a fine',
      after: by({ kind: 'fine', cents: 5000 }),
      verdicts: allBut('not-allowed', office),
    },
    {
      what: 'pays into the wrong side',
      after: by({ kind: 'payment', cents: 5000 }),
      verdicts: nothing('invalid'),
    },
    { what: 'charges nothing', after: by({ cents: 0 }), verdicts: nothing('invalid') },
    { what: 'is due on 30 February', after: by({ due: '2026-02-30' }), verdicts: nothing('invalid') },
    {
      what: 'writes for somebody else',
      after: anEntry({ local: 'new2', author: 'm-other' }),
      verdicts: nothing('not-allowed'),
    },
    { what: 'passes for a run', after: by({ source: 'run' }), verdicts: nothing('not-allowed') },
    {
      what: 'charges a home that is not there',
      after: by({ household: 'h99' }),
      verdicts: nothing('missing-document'),
    },
    {
      what: 'posts into a locked month',
      after: by({ posted: '2025-12-31' }),
      needed: [locked],
      verdicts: nothing('closed'),
    },
    {
      what: 'posts after a locked month',
      after: by({ posted: '2026-01-01' }),
      needed: [locked],
      verdicts: allBut('not-allowed', office),
    },
    {
      what: 'posts in another currency',
      after: by({ currency: 'EUR' }),
      needed: [locked],
      verdicts: nothing('invalid'),
    },
    {
      what: 'gives credit without a reason',
      after: by({ kind: 'credit', cents: -100 }),
      verdicts: nothing('invalid'),
    },
    {
      what: 'takes back a charge',
      after: takenBack(charge),
      needed: [charge],
      verdicts: allBut('not-allowed', office),
    },
    {
      what: 'takes back a charge before it takes effect',
      after: takenBack(anEntry({ local: 'e1', posted: '2026-02-02' })),
      needed: [anEntry({ local: 'e1', posted: '2026-02-02' })],
      verdicts: nothing('invalid'),
    },
    {
      what: 'takes back a part',
      after: takenBack(charge, { cents: -1 }),
      needed: [charge],
      verdicts: nothing('invalid'),
    },
    { what: 'takes back what is not there', after: takenBack(charge), verdicts: nothing('missing-document') },
    { what: 'refunds', after: refund(2000, 1), needed: [payment], verdicts: allBut('not-allowed', office) },
    {
      what: 'refunds more than was paid',
      after: refund(5001, 1),
      needed: [payment],
      verdicts: nothing('invalid'),
    },
    {
      what: 'refunds more than is left',
      after: refund(3001, 2),
      needed: [payment, refund(2000, 1)('office')],
      verdicts: nothing('invalid'),
    },
    {
      what: 'refunds again what an earlier refund took and gave back',
      after: refund(5000, 2, [refundBack.id]),
      needed: [payment, firstRefund, refundBack],
      verdicts: allBut('not-allowed', office),
    },
    {
      what: 'refunds again naming a reversal that is not there',
      after: refund(5000, 2, [refundBack.id]),
      needed: [payment, firstRefund],
      verdicts: nothing('missing-document'),
    },
    {
      what: 'refunds again naming the reversal of something else',
      after: refund(5000, 2, [reversal.id]),
      needed: [payment, firstRefund, reversal, charge],
      verdicts: nothing('invalid'),
    },
    {
      what: 'writes one side of a transfer',
      after: (name) => ({
        ...side,
        body: { ...side.body, source: 'person' as const, author: who(name).member },
      }),
      verdicts: nothing('not-allowed'),
    },
    {
      what: 'takes one side of a transfer back',
      after: takenBack(otherSide),
      needed: [side, otherSide],
      verdicts: nothing('not-allowed'),
    },
    {
      what: 'writes an opening balance alone',
      after: by({ kind: 'opening-balance', local: 'opening.h1' }),
      verdicts: nothing('not-allowed'),
    },
    {
      what: 'makes it less',
      before: charge,
      after: { ...charge, body: { ...charge.body, cents: 1 } },
      verdicts: allBut('not-allowed', { office: 'immutable', lead: 'immutable' }),
    },
    { what: 'deletes it', before: charge, verdicts: allBut('not-allowed') },
  ],
  sight: [
    {
      what: 'is for its household, the office and the board',
      doc: charge,
      seenBy: ['office', 'board', 'lead', 'head', 'member'],
    },
  ],
  edit: () => ({ text: 'Something else' }),
  own: ({ member }) => ({ author: member }),
  more: () => [anEntry({ local: 'e4', household: 'h3', kind: 'fee', cents: 2500 })],
};
