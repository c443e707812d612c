/** Valid documents of the request's three entities, one for each state that changes who sees them. */
import { newEnvelope } from '../core/draft.ts';
import { createInternalNote, type InternalNote } from './internal-note.ts';
import { requestOrder, type Request, type RequestBody } from './request.ts';
import { createComment, type RequestEvent, type RequestEventBody } from './request-event.ts';

const SHA = '5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03';
const AT = Date.parse('2026-03-02T14:05:00.000Z');
const photo = { sha256: SHA, bytes: 48_213, type: 'image/jpeg', width: 1280, height: 960, name: 'leak.jpg' };
const resident = {
  association: 'maple-row',
  member: 'm1',
  name: 'Fatima Smith',
  keys: new Set(['all', 'hh:h1']),
};

const leak: RequestBody = {
  kind: 'maintenance',
  title: 'Leak under the kitchen sink',
  description: 'It drips all night.',
  priority: 'high',
  place: 'Kitchen',
  household: 'h1',
  reporter: 'm1',
  reporterName: 'Fatima Smith',
  assignee: '',
  assigneeName: '',
  due: '',
  status: 'open',
  reportedAt: '2026-03-02T14:05:00.000Z',
  files: [photo],
  event: '',
  earlier: [],
};

const sample = (local: string, body: RequestBody): Request =>
  newEnvelope({ id: `request:${local}`, type: 'request', version: 1 }, body, requestOrder);

export function requestSamples(): readonly Request[] {
  const assigned = { ...leak, assignee: 'm7', assigneeName: 'Omar Haddad', due: '2026-03-09' };
  return [
    sample('r1', leak),
    sample('r2', { ...leak, kind: 'architectural', title: 'New fence' }),
    sample('r3', { ...assigned, status: 'in-progress', event: 'request-event:r3.e1' }),
    sample('r4', { ...leak, kind: 'general', household: '', place: 'Main gate' }),
  ];
}

export function requestEventSamples(): readonly RequestEvent[] {
  return requestSamples().map((request): RequestEvent => {
    const input = { request, by: resident, text: 'It is worse today.', files: [photo] };
    const comment = createComment(input, AT, () => 'e1');
    if (request.body.event === '') return comment;
    const change = { field: 'status', from: 'open', to: 'in-progress' } as const;
    const body: RequestEventBody = { ...comment.body, kind: 'change', files: [], changes: [change] };
    return { ...comment, body };
  });
}

export function internalNoteSamples(): readonly InternalNote[] {
  return requestSamples().map((request) =>
    createInternalNote({ request, by: resident, text: 'Called the plumber.' }, AT, () => 'n1'),
  );
}
