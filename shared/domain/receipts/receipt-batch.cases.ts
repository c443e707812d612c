/** What the tests must know of batches of receipts: samples, who may post which, who sees them. */
import { START } from '@communitrak/testkit/builders.ts';
import type { EntityCases } from '@communitrak/testkit/entity-cases.ts';
import { anEntry } from '@communitrak/testkit/ledger.ts';
import { allBut, who, type Who } from '@communitrak/testkit/verdicts.ts';
import { createBooks, firstBooks } from '../ledger/index.ts';
import {
  createReceiptBatch,
  receiptBatchEntity,
  type BatchInput,
  type ReceiptBatch,
  type ReceiptBatchBody,
} from './index.ts';

const input: BatchInput = {
  kind: 'checks',
  deposited: '2026-01-15',
  currency: 'USD',
  lines: [
    { household: 'h1', cents: 5000, reference: '1018', note: '', split: [] },
    {
      household: 'h2',
      cents: 7500,
      reference: '0118',
      note: 'Torn at the edge',
      split: [{ entry: 'ledger-entry:e1', cents: 7500 }],
    },
  ],
};
const made = (member: string, local: string, over: Partial<BatchInput> = {}): ReceiptBatch =>
  createReceiptBatch({ ...input, ...over }, { member, device: 'desktop' }, START, local);
const by =
  (over: Partial<BatchInput> = {}, body: Partial<ReceiptBatchBody> = {}) =>
  (name: Who): ReceiptBatch => {
    const batch = made(who(name).member, 'new1', over);
    return { ...batch, body: { ...batch.body, ...body } };
  };

const stored = made('m-office', 'b1');
const office = { office: 'ok', lead: 'ok' };
const locked = createBooks({ ...firstBooks('USD'), lockedThrough: '2026-01-31' });
const nothing = (code: string) => allBut('not-allowed', { office: code, lead: code });

const overTheCounter = anEntry({
  local: 'p1',
  kind: 'payment',
  cents: -5000,
  method: 'check',
  source: 'receipt',
  posted: '2026-01-10',
});
const fromLockbox = anEntry({
  local: 'p2',
  kind: 'payment',
  cents: -5000,
  method: 'lockbox',
  source: 'receipt',
});
const depositing = (payment: string, over: Partial<BatchInput['lines'][number]> = {}) =>
  by({
    kind: 'deposit',
    lines: [{ household: 'h1', cents: 5000, reference: '', note: '', split: [], payment, ...over }],
  });

export const cases: EntityCases = {
  entity: receiptBatchEntity,
  samples: [stored, made('m-office', 'b2', { kind: 'lockbox', file: 'lockbox-2026-01-15.csv' })],
  access: [
    { what: 'posts checks', after: by(), verdicts: allBut('not-allowed', office) },
    {
      what: 'posts in another’s name',
      after: made('m-other', 'new2'),
      verdicts: nothing('not-allowed'),
    },
    { what: 'posts into a locked month', after: by(), needed: [locked], verdicts: nothing('closed') },
    {
      what: 'posts another currency',
      after: by({ currency: 'EUR', deposited: '2026-02-02' }),
      needed: [locked],
      verdicts: nothing('invalid'),
    },
    {
      what: 'deposits a check from the counter',
      after: depositing(overTheCounter.id),
      needed: [overTheCounter],
      verdicts: allBut('not-allowed', office),
    },
    {
      what: 'deposits a payment that is not there',
      after: depositing(overTheCounter.id),
      verdicts: nothing('missing-document'),
    },
    {
      what: 'deposits what is in the bank already',
      after: depositing(fromLockbox.id),
      needed: [fromLockbox],
      verdicts: nothing('invalid'),
    },
    {
      what: 'deposits a part of a check',
      after: depositing(overTheCounter.id, { cents: 4999 }),
      needed: [overTheCounter],
      verdicts: nothing('invalid'),
    },
    {
      what: 'posts checks that stand already',
      after: by({
        lines: [
          { household: 'h1', cents: 5000, reference: '', note: '', split: [], payment: overTheCounter.id },
        ],
      }),
      needed: [overTheCounter],
      verdicts: nothing('invalid'),
    },
    { what: 'deposits on 30 February', after: by({ deposited: '2026-02-30' }), verdicts: nothing('invalid') },
    {
      what: 'has a total that is not its lines’',
      after: by({}, { totalCents: 1 }),
      verdicts: nothing('invalid'),
    },
    {
      what: 'changes it afterwards',
      before: stored,
      after: { ...stored, body: { ...stored.body, deposited: '2026-01-16' } },
      verdicts: allBut('not-allowed', { office: 'immutable', lead: 'immutable' }),
    },
    { what: 'deletes it', before: stored, verdicts: allBut('not-allowed') },
  ],
  sight: [{ what: 'is for the office and the board', doc: stored, seenBy: ['office', 'board', 'lead'] }],
  edit: () => ({ file: 'another.csv' }),
  own: ({ member }) => ({ author: member }),
};
