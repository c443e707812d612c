/** What the tests must know of requests: samples, who may do what, who sees them. */
import { START, aPrincipal, aRequest, accepted } from '@communitrak/testkit/builders.ts';
import type { AccessCase, EntityCases } from '@communitrak/testkit/entity-cases.ts';
import { actor, type Actor } from '@communitrak/testkit/matrix-people.ts';
import { allBut, small, type Who } from '@communitrak/testkit/verdicts.ts';
import { editRequest, requestEntity, type Request, type RequestBody, type RequestEdit } from './index.ts';

const SHA = '5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03';
/** The one file that samples list: `hello`, and a line's end. */
export const photo = {
  sha256: SHA,
  bytes: 48_213,
  type: 'image/jpeg',
  width: 1280,
  height: 960,
  name: 'leak.jpg',
};

const sample = (local: string, over: Partial<RequestBody>): Request =>
  aRequest({ priority: 'high', files: [photo], ...over }, { newId: () => local, now: START });
const assigned = { assignee: 'm7', assigneeName: 'Omar Haddad', due: '2026-03-09' };

export const requestSamples: readonly Request[] = [
  sample('r1', {}),
  sample('r2', { kind: 'architectural', title: 'New fence' }),
  sample('r3', { ...assigned, status: 'in-progress', event: 'request-event:r3.e1' }),
  sample('r4', { kind: 'general', household: '', place: 'Main gate' }),
];

/** A request filed by this person for this household. */
export function filedBy(name: Who, household: string, over: Partial<RequestBody> = {}): Request {
  const { member, name: reporterName } = small.people[name];
  return aRequest({ reporter: member, reporterName, household, ...over });
}

/** A household of theirs; the owners' for who has none. */
export const homeOf = (name: Who): string =>
  ({ neighbour: 'h2', board: 'h2', lead: 'h2', tenant: 'h3' })[name as string] ?? 'h1';

/** Filed by somebody of the matrix for a household of theirs. */
export const requestOf = ({ member, name }: Actor, household: string, local: string): Request =>
  aRequest(
    {},
    {
      by: aPrincipal(member, ['all', `hh:${household}`], name),
      household,
      kind: 'general',
      newId: () => local,
    },
  );

const stored = accepted(filedBy('member', 'h1'), 'm-member');
const office = { office: 'ok', lead: 'ok' };

const filings: readonly (readonly [string, string, Partial<Record<Who, string>>])[] = [
  ['for the head’s household', 'h1', { ...office, head: 'ok', member: 'ok' }],
  ['for the tenants’ household', 'h3', { ...office, tenant: 'ok' }],
  ['for no household', '', office],
  ['for a household that is not there', 'h99', { office: 'missing-document', lead: 'missing-document' }],
];

const edits: readonly (readonly [
  string,
  RequestBody['status'],
  RequestEdit,
  Partial<Record<Who, string>>,
])[] = [
  ['the title, while open', 'open', { title: 'Flood' }, { ...office, member: 'ok' }],
  ['the photos, while open', 'open', { files: [] }, { ...office, member: 'ok' }],
  ['the place, in progress', 'in-progress', { place: 'Bath' }, { ...office, member: 'closed' }],
  [
    'the title, when done',
    'done',
    { title: 'Flood' },
    { member: 'closed', office: 'closed', lead: 'closed' },
  ],
];

const fixed: readonly (readonly [string, Partial<RequestBody>])[] = [
  ['household', { household: 'h2' }],
  ['kind', { kind: 'architectural' }],
  ['reporter', { reporter: 'm-head' }],
  ['reporter’s name', { reporterName: 'Hanna Head' }],
  ['time', { reportedAt: '2026-01-01T00:00:00.000Z' }],
];
const seeing = { office: 'immutable', lead: 'immutable', head: 'immutable', member: 'immutable' };

function editing([what, status, edit, allowed]: (typeof edits)[number]): AccessCase {
  const before = accepted(filedBy('member', 'h1', { status, files: [photo] }), 'm-office');
  return {
    what: `edits ${what}`,
    before,
    after: editRequest(before, edit),
    verdicts: allBut('not-allowed', allowed),
  };
}

export const cases: EntityCases = {
  entity: requestEntity,
  samples: requestSamples,
  access: [
    {
      what: 'files for a household of their own; who has none, the office alone',
      after: (name) => filedBy(name, homeOf(name)),
      verdicts: allBut('ok'),
    },
    ...filings.map(([what, household, allowed]) => ({
      what: `files ${what}`,
      after: (name: Who) => filedBy(name, household),
      verdicts: allBut('not-allowed', allowed),
    })),
    {
      what: 'files in another’s hand',
      after: filedBy('head', 'h1'),
      verdicts: allBut('not-allowed', { head: 'ok' }),
    },
    ...edits.map(editing),
    ...fixed.map(([what, over]) => ({
      what: `changes its ${what}`,
      before: stored,
      after: { ...stored, body: { ...stored.body, ...over } },
      verdicts: allBut('not-allowed', seeing),
    })),
    { what: 'deletes it', before: stored, verdicts: allBut('not-allowed') },
  ],
  sight: [
    {
      what: 'is for its household and the office',
      doc: filedBy('member', 'h1'),
      seenBy: ['office', 'lead', 'head', 'member'],
    },
    {
      what: 'is for the board where it decides',
      doc: filedBy('member', 'h1', { kind: 'architectural' }),
      seenBy: ['office', 'lead', 'head', 'member', 'board'],
    },
    {
      what: 'is for whoever has been given the work',
      doc: filedBy('member', 'h1', { assignee: 'm-next', assigneeName: 'Nora Next' }),
      seenBy: ['office', 'lead', 'head', 'member', 'neighbour'],
    },
    { what: 'of the association is for the office', doc: filedBy('office', ''), seenBy: ['office', 'lead'] },
  ],
  edit: ({ body }) => ({ title: `${String(body['title'])}, again` }),
  own: ({ member, name }) => ({ reporter: member, reporterName: name }),
  more: () => [
    requestOf(actor('member'), 'h1', 'r5'),
    requestOf(actor('moved'), 'h1', 'r6'),
    requestOf(actor('tenant'), 'h3', 'r7'),
  ],
  seed: { event: '', earlier: [] },
};
