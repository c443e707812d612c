/** What the tests must know of what happens to a request: samples, who may answer and change, who sees it. */
import { START, aPrincipal, accepted, countingIds } from '@communitrak/testkit/builders.ts';
import type { EntityCases } from '@communitrak/testkit/entity-cases.ts';
import { actor, type Actor } from '@communitrak/testkit/matrix-people.ts';
import { allBut, who, type Who } from '@communitrak/testkit/verdicts.ts';
import {
  changeRequest,
  createComment,
  requestEventEntity,
  type Request,
  type RequestBody,
  type RequestChanges,
  type RequestEvent,
} from './index.ts';
import { filedBy, photo, requestOf, requestSamples } from './request.cases.ts';

const ids = countingIds(5);
const resident = aPrincipal('m1', ['all', 'hh:h1'], 'Fatima Smith');

function sampleOf(request: Request): RequestEvent {
  const input = { request, by: resident, text: 'It is worse today.', files: [photo] };
  const comment = createComment(input, START, () => 'e1');
  if (request.body.event === '') return comment;
  const change = { field: 'status', from: 'open', to: 'in-progress' } as const;
  return { ...comment, body: { ...comment.body, kind: 'change', files: [], changes: [change] } };
}

const stored = (over: Partial<RequestBody> = {}): Request =>
  accepted(filedBy('member', 'h1', over), 'm-member');

const comment = (name: Who, request: Request): RequestEvent =>
  createComment({ request, by: who(name), text: 'Thank you.', files: [] }, START, ids);

function change(name: Who, request: Request, changes: RequestChanges): RequestEvent {
  const { event } = changeRequest({ request, by: who(name), changes, text: '' }, START, ids);
  if (event === undefined) throw new Error('nothing changes');
  return event;
}

function eventOf({ member, name }: Actor, household: string, local: string): RequestEvent {
  const request = requestOf({ role: 'member', member, name }, household, local);
  const by = aPrincipal(member, ['all', `hh:${household}`], name);
  return createComment({ request, by, text: 'Still so.', files: [] }, 0, () => 'e1');
}

type Allowed = Partial<Record<Who, string>>;
const household: Allowed = { head: 'ok', member: 'ok' };
const office: Allowed = { office: 'ok', lead: 'ok' };
/** Who sees a request and may not do it is told the same as who does not see it. */
const toNeighbour = { assignee: 'm-next', assigneeName: 'Nora Next' };

const answers: readonly (readonly [string, Partial<RequestBody>, Allowed])[] = [
  ['of the household', {}, { ...office, ...household }],
  ['when it is done', { status: 'done' }, { ...office, ...household }],
  ['architectural', { kind: 'architectural' }, { ...office, ...household, board: 'ok' }],
  ['assigned to the neighbour', toNeighbour, { ...office, ...household, neighbour: 'ok' }],
  ['of the tenants', { household: 'h3', reporter: 'm-tenant' }, { ...office, tenant: 'ok' }],
  ['of the association', { household: '' }, office],
];

const changes: readonly (readonly [string, Partial<RequestBody>, RequestChanges, Allowed])[] = [
  ['takes it up', {}, { status: 'in-progress' }, office],
  ['calls it done', {}, { status: 'done' }, { ...office, member: 'ok' }],
  ['reopens it', { status: 'done' }, { status: 'open' }, { ...office, ...household }],
  ['approves it', { kind: 'architectural' }, { status: 'approved' }, { ...office, board: 'ok' }],
  ['rejects it', { kind: 'architectural' }, { status: 'rejected' }, { ...office, board: 'ok' }],
  ['works on it, being assigned', toNeighbour, { status: 'waiting' }, { ...office, neighbour: 'ok' }],
  ['raises the priority', {}, { priority: 'urgent' }, office],
  ['sets a date', {}, { due: '2026-04-01' }, office],
  ['assigns it', {}, { assignee: { member: 'm-board', name: 'Boris Board' } }, office],
];

const request = stored();
const written = accepted(comment('office', request), 'm-office');
const decided = stored({ kind: 'architectural', ...toNeighbour });

export const cases: EntityCases = {
  entity: requestEventEntity,
  samples: requestSamples.map(sampleOf),
  access: [
    ...answers.map(([what, over, allowed]) => ({
      what: `answers a request ${what}`,
      after: (name: Who) => comment(name, stored(over)),
      needed: [stored(over)],
      verdicts: allBut('not-allowed', allowed),
    })),
    ...changes.map(([what, over, wanted, allowed]) => ({
      what,
      after: (name: Who) => change(name, stored(over), wanted),
      needed: [stored(over)],
      verdicts: allBut('not-allowed', allowed),
    })),
    {
      what: 'rewrites what was written',
      before: written,
      after: { ...written, body: { ...written.body, text: 'Never said.' } },
      needed: [request],
      verdicts: allBut('immutable'),
    },
    { what: 'deletes it', before: written, needed: [request], verdicts: allBut('immutable') },
  ],
  sight: [
    {
      what: 'is for whoever sees its request',
      doc: comment('office', request),
      needed: [request],
      seenBy: ['office', 'lead', 'head', 'member'],
    },
    {
      what: 'is for board and assignee where the request is',
      doc: comment('office', decided),
      needed: [decided],
      seenBy: ['office', 'lead', 'head', 'member', 'board', 'neighbour'],
    },
    {
      what: 'without its request is for the office',
      doc: comment('office', request),
      seenBy: ['office', 'lead'],
    },
  ],
  edit: () => ({ text: 'Other words.' }),
  own: ({ member }) => ({ author: member }),
  more: () => [eventOf(actor('member'), 'h1', 'r5'), eventOf(actor('tenant'), 'h3', 'r7')],
};
