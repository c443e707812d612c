/** What the tests must know of the state of the service: samples, that nobody writes it, who sees it. */
import type { EntityCases } from '@communitrak/testkit/entity-cases.ts';
import { allBut } from '@communitrak/testkit/verdicts.ts';
import { changeService, createService, serviceEntity } from './index.ts';

const stored = createService({ state: 'trial', since: '2026-12-01', until: '2026-12-15' });
const active = changeService(stored, { state: 'active', since: '2026-12-15', until: '' });

export const cases: EntityCases = {
  entity: serviceEntity,
  samples: [stored],
  serverOnly: true,
  access: [
    { what: 'writes it', after: stored, verdicts: allBut('not-allowed') },
    { what: 'says that it is paid', before: stored, after: active, verdicts: allBut('not-allowed') },
    { what: 'deletes it', before: stored, verdicts: allBut('not-allowed') },
  ],
  sight: [
    {
      what: 'is for the community',
      doc: stored,
      seenBy: ['office', 'board', 'lead', 'head', 'member', 'neighbour'],
    },
  ],
  edit: () => ({ state: 'warned' }),
};
