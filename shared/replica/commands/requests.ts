/** What a person can do with requests. Written here first, sent when there is a way. */
import { displayName, memberEntity } from '@communitrak/domain/members/index.ts';
import {
  changeRequest as changedRequest,
  createComment,
  createInternalNote,
  createRequest,
  editRequest as editedRequest,
  requestEntity,
  type Request,
  type RequestEdit,
} from '@communitrak/domain/requests/index.ts';
import type { PreparedPhoto } from '../files/photos.ts';
import type { RequestKind, RequestPriority, RequestStatus } from '../queries/request-rows.ts';
import type { Replica } from '../replica.ts';
import { post, untilFresh } from './post.ts';
import type { CommandResult } from './result.ts';

export interface NewRequest {
  readonly kind: RequestKind;
  readonly title: string;
  readonly description: string;
  readonly priority: RequestPriority;
  readonly place: string;
  /** Household's local id, or ''. */
  readonly household: string;
}

export interface RequestChanges {
  readonly status?: RequestStatus;
  /** Member's local id; '' takes it from whoever has it. */
  readonly assignee?: string;
  readonly priority?: RequestPriority;
  /** `YYYY-MM-DD`, or '' for none. */
  readonly due?: string;
}

const refs = (photos: readonly PreparedPhoto[]) => photos.map(({ ref }) => ref);

export function postRequest(
  replica: Replica,
  input: NewRequest,
  photos: readonly PreparedPhoto[],
): Promise<CommandResult> {
  const { principal: by, clock, newId } = replica;
  const request = createRequest({ ...input, by, files: refs(photos) }, clock(), newId);
  return post(replica, [request], request.id, photos);
}

/** Runs with the request as it is here; a request that is not here any more is refused as one that never was. */
function withRequest(
  replica: Replica,
  id: string,
  act: (request: Request) => Promise<CommandResult>,
): Promise<CommandResult> {
  return untilFresh(async () => {
    const request = requestEntity.read(await replica.parts.documents.get(id));
    return request === undefined ? { ok: false, code: 'not-allowed' } : act(request);
  });
}

async function assigneeOf(replica: Replica, member: string): Promise<{ member: string; name: string }> {
  const card = memberEntity.read(await replica.parts.documents.get(`member:${member}`));
  return { member, name: card === undefined ? '' : displayName(card.body) };
}

/** Writes the event that explains the change, then the request citing it. `id` of the result is the request's. */
export function changeRequest(
  replica: Replica,
  id: string,
  changes: RequestChanges,
  text = '',
): Promise<CommandResult> {
  return withRequest(replica, id, async (request) => {
    const { assignee, ...others } = changes;
    const named = assignee === undefined ? {} : { assignee: await assigneeOf(replica, assignee) };
    const wanted = { ...others, ...named };
    const { principal: by, clock, newId } = replica;
    const changed = changedRequest({ request, by, text, changes: wanted }, clock(), newId);
    const docs = [...(changed.event === undefined ? [] : [changed.event]), changed.request];
    return post(replica, changed.request === request ? docs.slice(0, -1) : docs, id);
  });
}

/** Its reporter puts right what is still open. */
export function editRequest(
  replica: Replica,
  id: string,
  edit: Omit<RequestEdit, 'files'>,
): Promise<CommandResult> {
  return withRequest(replica, id, (request) => post(replica, [editedRequest(request, edit)], id));
}

/** `id` of the result is the new event's. */
export function answerRequest(
  replica: Replica,
  id: string,
  text: string,
  photos: readonly PreparedPhoto[],
): Promise<CommandResult> {
  return withRequest(replica, id, (request) => {
    const { principal: by, clock, newId } = replica;
    const event = createComment({ request, by, text, files: refs(photos) }, clock(), newId);
    return post(replica, [event], event.id, photos);
  });
}

export function addInternalNote(replica: Replica, id: string, text: string): Promise<CommandResult> {
  return withRequest(replica, id, (request) => {
    const { principal: by, clock, newId } = replica;
    const note = createInternalNote({ request, by, text }, clock(), newId);
    return post(replica, [note], note.id);
  });
}
