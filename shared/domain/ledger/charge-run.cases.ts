/** What the tests must know of runs: samples, who may run what, who sees it. */
import type { EntityCases } from '@communitrak/testkit/entity-cases.ts';
import { allBut } from '@communitrak/testkit/verdicts.ts';
import {
  chargeRunEntity,
  createBooks,
  createChargeRun,
  createOpening,
  createTransfer,
  entriesOfRun,
  firstBooks,
  takeTransferBack,
  type ChargeRun,
  type ChargeRunBody,
  type LedgerEntry,
} from './index.ts';

const body: Omit<ChargeRunBody, 'totalCents'> = {
  kind: 'bulk',
  name: 'Gate remote',
  schedule: '',
  period: '',
  entryKind: 'fee',
  currency: 'USD',
  fund: 'operating',
  category: '',
  posted: '2026-01-15',
  due: '2026-01-31',
  lines: [
    { household: 'h1', cents: 4500 },
    { household: 'h2', cents: 4500 },
  ],
};
const dues = { ...body, kind: 'dues', schedule: 's1', period: '2026-01', entryKind: 'assessment' } as const;
const stored = createChargeRun(body, 'r1');
const office = { office: 'ok', lead: 'ok' };
const nothing = (code: string) => allBut('not-allowed', { office: code, lead: code });
const locked = createBooks({ ...firstBooks('USD'), lockedThrough: '2026-01-31' });
const twice = [...body.lines, { household: 'h1', cents: 4500 }];

const moving = (over: Partial<Parameters<typeof createTransfer>[0]> = {}): ChargeRun =>
  createTransfer(
    {
      from: 'h1',
      to: 'h3',
      cents: 5000,
      currency: 'USD',
      fund: 'operating',
      posted: '2026-01-15',
      reason: 'Paid for the other home',
      words: { run: 'Transfer', from: 'To another home', to: 'From another home' },
      ...over,
    },
    't1',
  );
const sides = entriesOfRun(moving());
const [out, into] = sides as unknown as readonly [LedgerEntry, LedgerEntry];
const back = (over: Partial<ChargeRunBody> = {}, local = 't1.back'): ChargeRun => {
  const made = takeTransferBack([out, into], { posted: '2026-01-20', reason: 'A slip', name: 'Back' });
  return { ...made, id: `charge-run:${local}`, body: { ...made.body, ...over } };
};
const openings = (over: Partial<ChargeRunBody> = {}): ChargeRun => {
  const lines = [
    { household: 'h1', cents: 12_250, key: 'opening.h1' },
    { household: 'h2', cents: -2500, key: 'opening.h2.2' },
  ];
  const made = createOpening(
    lines,
    { currency: 'USD', posted: '2026-01-15', name: 'Opening balances' },
    'o1',
  );
  return { ...made, body: { ...made.body, ...over } };
};
const altered = (run: ChargeRun, over: Partial<ChargeRunBody['lines'][number]>): ChargeRun['body']['lines'] =>
  run.body.lines.map((line, at) => (at === 1 ? { ...line, ...over } : line));

export const cases: EntityCases = {
  entity: chargeRunEntity,
  samples: [stored, createChargeRun(dues, 's1.2026-01'), moving(), openings()],
  access: [
    { what: 'charges many', after: stored, verdicts: allBut('not-allowed', office) },
    {
      what: 'runs the dues of a month',
      after: createChargeRun(dues, 's1.2026-01'),
      verdicts: allBut('not-allowed', office),
    },
    {
      what: 'runs them under another name',
      after: createChargeRun(dues, 'again'),
      verdicts: nothing('invalid'),
    },
    {
      what: 'charges a home twice',
      after: createChargeRun({ ...body, lines: twice }, 'r2'),
      verdicts: nothing('invalid'),
    },
    {
      what: 'pays instead of charging',
      after: createChargeRun({ ...body, entryKind: 'payment' }, 'r3'),
      verdicts: nothing('invalid'),
    },
    { what: 'moves money to another home', after: moving(), verdicts: allBut('not-allowed', office) },
    {
      what: 'moves a debt to another home',
      after: moving({ cents: -1 }),
      verdicts: allBut('not-allowed', office),
    },
    { what: 'moves without a reason', after: moving({ reason: ' ' }), verdicts: nothing('invalid') },
    { what: 'moves from a home to itself', after: moving({ to: 'h1' }), verdicts: nothing('invalid') },
    { what: 'moves nothing', after: moving({ cents: 0 }), verdicts: nothing('invalid') },
    {
      what: 'moves to a home that is not there',
      after: moving({ to: 'h99' }),
      verdicts: nothing('missing-document'),
    },
    {
      what: 'moves more than arrives',
      after: {
        ...moving(),
        body: { ...moving().body, lines: altered(moving(), { cents: 1 }), totalCents: -4999 },
      },
      verdicts: nothing('invalid'),
    },
    {
      what: 'moves under the name of another entry',
      after: { ...moving(), body: { ...moving().body, lines: altered(moving(), { key: 'another' }) } },
      verdicts: nothing('invalid'),
    },
    {
      what: 'takes a transfer back',
      after: back(),
      needed: sides,
      verdicts: allBut('not-allowed', office),
    },
    {
      what: 'takes one side of a transfer back',
      after: back({ lines: back().body.lines.slice(0, 1), totalCents: back().body.lines[0]?.cents ?? 0 }),
      needed: sides,
      verdicts: nothing('invalid'),
    },
    {
      what: 'takes a part of a transfer back',
      after: back({ lines: back().body.lines.map((line) => ({ ...line, cents: Math.sign(line.cents) })) }),
      needed: sides,
      verdicts: nothing('invalid'),
    },
    {
      what: 'takes a transfer back before it was made',
      after: back({ posted: '2026-01-14' }),
      needed: sides,
      verdicts: nothing('invalid'),
    },
    {
      what: 'takes a transfer back under another name',
      after: back({}, 'other.back'),
      needed: sides,
      verdicts: nothing('invalid'),
    },
    { what: 'begins accounts with balances', after: openings(), verdicts: allBut('not-allowed', office) },
    {
      what: 'begins an account under the name of another',
      after: openings({ lines: altered(openings(), { key: 'opening.h3' }) }),
      verdicts: nothing('invalid'),
    },
    {
      what: 'begins an account with nothing',
      after: openings({ lines: altered(openings(), { cents: 0 }), totalCents: 12_250 }),
      verdicts: nothing('invalid'),
    },
    { what: 'begins in a locked month', after: openings(), needed: [locked], verdicts: nothing('closed') },
    {
      what: 'charges less than nothing',
      after: createChargeRun({ ...body, lines: [{ household: 'h1', cents: -1 }] }, 'r4'),
      verdicts: nothing('invalid'),
    },
    { what: 'runs into a locked month', after: stored, needed: [locked], verdicts: nothing('closed') },
    {
      what: 'has a total that is not its lines’',
      after: { ...stored, body: { ...stored.body, totalCents: 1 } },
      verdicts: nothing('invalid'),
    },
    {
      what: 'changes it afterwards',
      before: stored,
      after: createChargeRun({ ...body, name: 'Gate remotes' }, 'r1'),
      verdicts: allBut('not-allowed', { office: 'immutable', lead: 'immutable' }),
    },
    { what: 'deletes it', before: stored, verdicts: allBut('not-allowed') },
  ],
  sight: [{ what: 'is for the office and the board', doc: stored, seenBy: ['office', 'board', 'lead'] }],
  edit: () => ({ name: 'Something else' }),
};
