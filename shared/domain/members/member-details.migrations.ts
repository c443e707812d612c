/** How a stored member-details is read: its shape, and the steps from older versions. Steps are numbered, pure, never edited. */
import type { Body, Envelope } from '../core/envelope.ts';
import { readNeeded, type Shape } from '../core/read.ts';
import {
  MEMBER_DETAILS_VERSION,
  MemberDetailsSchema,
  type MemberDetails,
  type MemberDetailsBody,
} from './member-details.ts';

/** Version 1 is the first, so there is no step yet. */
export const memberDetailsMigrations: Readonly<Record<number, (body: Body) => Body>> = {};

export const memberDetailsShape: Shape = {
  type: 'member-details',
  version: MEMBER_DETAILS_VERSION,
  schema: MemberDetailsSchema,
  migrations: memberDetailsMigrations,
};

export function readMemberDetails(doc: Envelope | undefined): MemberDetails | undefined {
  return readNeeded<MemberDetailsBody>(memberDetailsShape, doc);
}
