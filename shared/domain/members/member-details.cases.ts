/** What the tests must know of how to reach a member: samples, who may do what, who sees it. */
import { aMember, someDetails } from '@communitrak/testkit/builders.ts';
import type { EntityCases } from '@communitrak/testkit/entity-cases.ts';
import { allBut } from '@communitrak/testkit/verdicts.ts';
import { changeMemberDetails, memberDetailsEntity } from './index.ts';

const stored = someDetails('m-member', ['h1']);
const office = { office: 'ok', lead: 'ok' };
const newcomer = aMember('m9', 'Ada Head', { addedBy: 'm-head' });

const changes = [
  ['corrects the phone', { phone: '555-0100' }, { ...office, member: 'ok' }],
  ['shows them to another household', { households: ['h1', 'h2'] }, office],
  ['takes them out of the household', { households: [] }, { ...office, head: 'ok' }],
  ['takes them out and changes the phone as well', { households: [], phone: '555-0100' }, office],
  ['moves them to the neighbours', { households: ['h2'] }, office],
] as const;
const creations = [
  ['of someone the head added', someDetails('m9', ['h1']), { ...office, head: 'ok' }],
  ['shown to the neighbours too', someDetails('m9', ['h1', 'h2']), office],
  ['shown to nobody', someDetails('m9', []), office],
  ['of an old neighbour', someDetails('m-next', ['h1']), office],
] as const;

export const cases: EntityCases = {
  entity: memberDetailsEntity,
  samples: [someDetails('m1', ['h1']), someDetails('m9', [])],
  access: [
    ...changes.map(([what, change, allowed]) => ({
      what,
      before: stored,
      after: { ...stored, body: { ...stored.body, ...change } },
      verdicts: allBut('not-allowed', allowed),
    })),
    ...creations.map(([what, after, allowed]) => ({
      what: `creates details ${what}`,
      after,
      needed: [newcomer],
      verdicts: allBut('not-allowed', allowed),
    })),
    { what: 'deletes them', before: stored, verdicts: allBut('not-allowed') },
  ],
  sight: [
    { what: 'are for household and office', doc: stored, seenBy: ['office', 'lead', 'head', 'member'] },
    {
      what: 'are for the member, when no household sees them',
      doc: changeMemberDetails(stored, { households: [] }),
      seenBy: ['office', 'lead', 'member'],
    },
  ],
  edit: () => ({ phone: '(407) 555-0177' }),
  own: () => ({ households: ['h1'] }),
  more: () => [someDetails('m6', ['h2'])],
  turns: [{ households: [] }],
};
