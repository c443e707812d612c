/** Requests, their events and internal notes, as other features and rooms may use them. */
import { defineEntity } from '../core/entity.ts';
import { internalNoteAudience, internalNoteNeeds, mayWriteInternalNote } from './internal-note.access.ts';
import { type InternalNoteBody, internalNoteShape } from './internal-note.ts';
import { mayWriteRequest, requestAudience, requestNeeds } from './request.access.ts';
import { requestNumbered, requestOrder, type RequestBody, requestShape } from './request.ts';
import { mayWriteRequestEvent, requestEventAudience, requestEventNeeds } from './request-event.access.ts';
import { eventOrder, type RequestEventBody, requestEventShape } from './request-event.ts';

export * from './request.ts';
export * from './request-event.ts';
export * from './internal-note.ts';
export * from './status.ts';
export * from './transitions.ts';
export { mayAssign, mayEditRequest, maySeeNotes } from './may.ts';

export const requestEntity = defineEntity<RequestBody>({
  ...requestShape,
  collection: 'cases',
  order: requestOrder,
  needs: requestNeeds,
  audience: requestAudience,
  mayWrite: mayWriteRequest,
  numbered: requestNumbered,
  mergeable: true,
  preferMine: ['event', 'earlier'],
  files: (doc) => doc.body.files,
});

export const requestEventEntity = defineEntity<RequestEventBody>({
  ...requestEventShape,
  collection: 'cases',
  order: eventOrder,
  needs: requestEventNeeds,
  audience: requestEventAudience,
  mayWrite: mayWriteRequestEvent,
  insertOnly: true,
  files: (doc) => doc.body.files,
});

export const internalNoteEntity = defineEntity<InternalNoteBody>({
  ...internalNoteShape,
  collection: 'cases',
  order: eventOrder,
  needs: internalNoteNeeds,
  audience: internalNoteAudience,
  mayWrite: mayWriteInternalNote,
  insertOnly: true,
});
