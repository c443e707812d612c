/** What the tests must know of internal notes: samples, who may write them, who sees them. */
import { START, aPrincipal, aRequest, accepted, countingIds } from '@communitrak/testkit/builders.ts';
import type { EntityCases } from '@communitrak/testkit/entity-cases.ts';
import { actor } from '@communitrak/testkit/matrix-people.ts';
import { allBut, who, type Who } from '@communitrak/testkit/verdicts.ts';
import { createInternalNote, internalNoteEntity, type InternalNote, type Request } from './index.ts';
import { requestOf, requestSamples } from './request.cases.ts';

const resident = aPrincipal('m1', ['all', 'hh:h1'], 'Fatima Smith');
const sampleOf = (request: Request): InternalNote =>
  createInternalNote({ request, by: resident, text: 'Called the plumber.' }, START, () => 'n1');

const request = accepted(aRequest({ household: 'h1' }));
const noteOf = (name: Who): InternalNote =>
  createInternalNote({ request, by: who(name), text: 'Call the plumber.' }, START, countingIds());
const written = accepted(noteOf('office'), 'm-office');
const immutable = { office: 'immutable', lead: 'immutable' };

function tenantsNote(): InternalNote {
  const { member, name } = actor('office');
  const about = requestOf(actor('tenant'), 'h3', 'r7');
  const by = aPrincipal(member, ['all', 'office'], name);
  return createInternalNote({ request: about, by, text: 'Called.' }, 0, () => 'n1');
}

export const cases: EntityCases = {
  entity: internalNoteEntity,
  samples: requestSamples.map(sampleOf),
  access: [
    {
      what: 'writes one',
      after: noteOf,
      needed: [request],
      verdicts: allBut('not-allowed', { office: 'ok', lead: 'ok' }),
    },
    {
      what: 'rewrites it',
      before: written,
      after: { ...written, body: { ...written.body, text: 'Other.' } },
      needed: [request],
      verdicts: allBut('not-allowed', immutable),
    },
    { what: 'deletes it', before: written, needed: [request], verdicts: allBut('not-allowed', immutable) },
  ],
  sight: [{ what: 'is for the office alone', doc: written, needed: [request], seenBy: ['office', 'lead'] }],
  edit: () => ({ text: 'Other words.' }),
  own: ({ member }) => ({ author: member }),
  more: () => [tenantsNote()],
};
