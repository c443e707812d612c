/** How a stored request-event is read: its shape, and the steps from older versions. Steps are numbered, pure, never edited. */
import type { Body, Envelope } from '../core/envelope.ts';
import { readNeeded, type Shape } from '../core/read.ts';
import {
  REQUEST_EVENT_VERSION,
  RequestEventSchema,
  type RequestEvent,
  type RequestEventBody,
} from './request-event.ts';

/** Version 1 is the first, so there is no step yet. */
export const requestEventMigrations: Readonly<Record<number, (body: Body) => Body>> = {};

export const requestEventShape: Shape = {
  type: 'request-event',
  version: REQUEST_EVENT_VERSION,
  schema: RequestEventSchema,
  migrations: requestEventMigrations,
};

export function readRequestEvent(doc: Envelope | undefined): RequestEvent | undefined {
  return readNeeded<RequestEventBody>(requestEventShape, doc);
}
