/** What the tests must know of properties: samples, who may do what, who sees them. */
import { aProperty } from '@communitrak/testkit/builders.ts';
import type { EntityCases } from '@communitrak/testkit/entity-cases.ts';
import { allBut } from '@communitrak/testkit/verdicts.ts';
import { changeProperty, createProperty, propertyEntity, type PropertyBody } from './index.ts';

const stored = aProperty('p9', '9');
const officeOnly = allBut('not-allowed', { office: 'ok', lead: 'ok' });
const officeInvalid = allBut('not-allowed', { office: 'invalid', lead: 'invalid' });

const home: PropertyBody = {
  kind: 'home',
  name: '',
  lot: '12',
  street: '148 Mill Race Rd',
  unit: '',
  city: 'Orlando',
  state: 'FL',
  zip: '32801',
};

export const cases: EntityCases = {
  entity: propertyEntity,
  samples: [
    createProperty(home, 'p1'),
    createProperty({ ...home, kind: 'common', name: 'Pool', lot: '', street: '' }, 'p2'),
  ],
  access: [
    { what: 'adds a home', after: stored, verdicts: officeOnly },
    {
      what: 'corrects the street',
      before: stored,
      after: changeProperty(stored, { street: '1 Oak' }),
      verdicts: officeOnly,
    },
    {
      what: 'makes it common without a name',
      before: stored,
      after: changeProperty(stored, { kind: 'common' }),
      verdicts: officeInvalid,
    },
    {
      what: 'leaves a home without lot and street',
      before: stored,
      after: changeProperty(stored, { lot: '', street: '' }),
      verdicts: officeInvalid,
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
  edit: () => ({ unit: '7' }),
};
