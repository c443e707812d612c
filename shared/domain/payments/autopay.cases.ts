/** What the tests must know of autopay: samples, who may turn it on and off, who sees it. */
import type { EntityCases } from '@communitrak/testkit/entity-cases.ts';
import { aHousehold } from '@communitrak/testkit/builders.ts';
import { allBut, who, type Who } from '@communitrak/testkit/verdicts.ts';
import {
  autopayEntity,
  changeAutopay,
  createAutopay,
  turnAutopayOff,
  turnAutopayOn,
  type Autopay,
  type Consent,
} from './index.ts';

const choices = { method: '', daysBefore: 0, limitCents: 0 };
const consent = (by: string, at = '2026-12-01T12:00:00.000Z'): Consent => ({
  version: '2026-12',
  text: 'I agree that each new charge is paid on its due day.',
  by,
  at,
});
const stored = createAutopay('h1', choices, consent('m1'));
const off = turnAutopayOff(stored);
const later = '2027-01-01T12:00:00.000Z';
const again = (name: Who): Autopay => turnAutopayOn(off, consent(who(name).member, later));
const household = { head: 'ok', member: 'ok' };

export const cases: EntityCases = {
  entity: autopayEntity,
  samples: [stored, turnAutopayOff(createAutopay('h2', choices, consent('m2')))],
  access: [
    {
      what: 'turns it on',
      after: (name) => createAutopay('h1', choices, consent(who(name).member)),
      verdicts: allBut('not-allowed', household),
    },
    { what: 'consents for another', after: stored, verdicts: allBut('not-allowed') },
    {
      what: 'turns it on without consent',
      after: { ...stored, body: { ...stored.body, consents: [] } },
      verdicts: allBut('not-allowed', { head: 'invalid', member: 'invalid' }),
    },
    {
      what: 'pauses it',
      before: stored,
      after: changeAutopay(stored, { pausedUntil: '2027-01-31' }),
      verdicts: allBut('not-allowed', household),
    },
    {
      what: 'pauses it until 30 February',
      before: stored,
      after: changeAutopay(stored, { pausedUntil: '2027-02-30' }),
      verdicts: allBut('not-allowed', { head: 'invalid', member: 'invalid' }),
    },
    { what: 'turns it off', before: stored, after: off, verdicts: allBut('not-allowed', household) },
    { what: 'agrees again', before: off, after: again, verdicts: allBut('not-allowed', household) },
    {
      what: 'turns it on again on an old consent',
      before: off,
      after: { ...off, body: { ...off.body, on: true } },
      verdicts: allBut('not-allowed', { head: 'invalid', member: 'invalid' }),
    },
    {
      what: 'rewrites what was agreed to',
      before: off,
      after: (name) => ({ ...off, body: { ...off.body, consents: [consent(who(name).member, later)] } }),
      verdicts: allBut('not-allowed', { head: 'immutable', member: 'immutable' }),
    },
    {
      what: 'deletes it',
      before: stored,
      verdicts: allBut('not-allowed'),
    },
  ],
  sight: [
    {
      what: 'is for its household, the office and leaders',
      doc: stored,
      seenBy: ['office', 'lead', 'head', 'member'],
    },
  ],
  edit: () => ({ pausedUntil: '2027-01-31' }),
  own: ({ member }) => ({ consents: [consent(member)] }),
  around: (subject) => [aHousehold(subject)],
};
