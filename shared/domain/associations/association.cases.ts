/** What the tests must know of the association's document: samples, who may do what, who sees it. */
import { anAssociation } from '@communitrak/testkit/builders.ts';
import type { EntityCases } from '@communitrak/testkit/entity-cases.ts';
import { allBut } from '@communitrak/testkit/verdicts.ts';
import { associationEntity, changeAssociation, switchModule } from './index.ts';

const stored = anAssociation();

export const cases: EntityCases = {
  entity: associationEntity,
  samples: [stored, anAssociation({ tenantsSeeCommunity: false }), switchModule(stored, 'polls', false)],
  access: [
    {
      what: 'creates it, which its database does and nobody who signs in',
      after: stored,
      verdicts: allBut('not-allowed'),
    },
    {
      what: 'renames it',
      before: stored,
      after: changeAssociation(stored, { name: 'Maple Row' }),
      verdicts: allBut('not-allowed', { lead: 'ok' }),
    },
    {
      what: 'lets tenants in',
      before: stored,
      after: changeAssociation(stored, { tenantsSeeCommunity: false }),
      verdicts: allBut('not-allowed', { lead: 'ok' }),
    },
    {
      what: 'switches a part of the app off',
      before: stored,
      after: switchModule(stored, 'polls', false),
      verdicts: allBut('not-allowed', { lead: 'ok', office: 'ok' }),
    },
    {
      what: 'switches a part off and renames it in one',
      before: stored,
      after: switchModule(changeAssociation(stored, { name: 'Maple Row' }), 'polls', false),
      verdicts: allBut('not-allowed', { lead: 'ok' }),
    },
    {
      what: 'gives it a zone that is none',
      before: stored,
      after: changeAssociation(stored, { timeZone: 'Mars/Base' }),
      verdicts: allBut('not-allowed', { lead: 'invalid' }),
    },
    { what: 'deletes it', before: stored, verdicts: allBut('not-allowed') },
  ],
  sight: [
    {
      what: 'is for the community',
      doc: stored,
      seenBy: ['office', 'board', 'lead', 'head', 'member', 'neighbour'],
    },
  ],
  edit: ({ body }) => ({ name: `${String(body['name'])} East` }),
};
