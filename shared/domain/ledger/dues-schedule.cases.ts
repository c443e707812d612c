/** What the tests must know of dues schedules: samples, who may keep them, who sees them. */
import type { EntityCases } from '@communitrak/testkit/entity-cases.ts';
import { allBut } from '@communitrak/testkit/verdicts.ts';
import { changeDuesSchedule, createDuesSchedule, duesScheduleEntity, type DuesBody } from './index.ts';

const body: DuesBody = {
  name: 'Assessment',
  frequency: 'monthly',
  from: '2026-01',
  day: 1,
  amount: { by: 'home', cents: 12_500 },
  fund: 'operating',
  category: '',
  skip: [],
  active: true,
};
const stored = createDuesSchedule(body, 's1');
const office = { office: 'ok', lead: 'ok' };

export const cases: EntityCases = {
  entity: duesScheduleEntity,
  samples: [
    stored,
    createDuesSchedule(
      { ...body, name: 'Reserve', amount: { by: 'share', totalCents: 500_000 }, fund: 'reserve' },
      's2',
    ),
  ],
  access: [
    { what: 'begins one', after: stored, verdicts: allBut('not-allowed', office) },
    {
      what: 'changes the amount',
      before: stored,
      after: changeDuesSchedule(stored, { amount: { by: 'home', cents: 13_000 } }),
      verdicts: allBut('not-allowed', office),
    },
    {
      what: 'ends it',
      before: stored,
      after: changeDuesSchedule(stored, { active: false }),
      verdicts: allBut('not-allowed', office),
    },
    { what: 'deletes it', before: stored, verdicts: allBut('not-allowed') },
  ],
  sight: [{ what: 'is for the office and the board', doc: stored, seenBy: ['office', 'board', 'lead'] }],
  edit: () => ({ day: 15 }),
};
