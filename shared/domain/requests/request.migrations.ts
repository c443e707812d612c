/** How a stored request is read: its shape, and the steps from older versions. Steps are numbered, pure, never edited. */
import type { Body, Envelope } from '../core/envelope.ts';
import { readNeeded, type Shape } from '../core/read.ts';
import { REQUEST_VERSION, RequestSchema, type Request, type RequestBody } from './request.ts';

/** Version 1 is the first, so there is no step yet. */
export const requestMigrations: Readonly<Record<number, (body: Body) => Body>> = {};

export const requestShape: Shape = {
  type: 'request',
  version: REQUEST_VERSION,
  schema: RequestSchema,
  migrations: requestMigrations,
};

export function readRequest(doc: Envelope | undefined): Request | undefined {
  return readNeeded<RequestBody>(requestShape, doc);
}
