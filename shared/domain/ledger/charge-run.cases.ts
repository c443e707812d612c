/** What the tests must know of runs: samples, who may run what, who sees it. */
import type { EntityCases } from '@communitrak/testkit/entity-cases.ts';
import { allBut } from '@communitrak/testkit/verdicts.ts';
import { chargeRunEntity, createBooks, createChargeRun, firstBooks, type ChargeRunBody } from './index.ts';

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

export const cases: EntityCases = {
  entity: chargeRunEntity,
  samples: [stored, createChargeRun(dues, 's1.2026-01')],
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
