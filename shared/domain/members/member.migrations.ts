/** How a stored member is read: its shape, and the steps from older versions. Steps are numbered, pure, never edited. */
import type { Body, Envelope } from '../core/envelope.ts';
import { readNeeded, type Shape } from '../core/read.ts';
import { MEMBER_VERSION, MemberSchema, type Member, type MemberBody } from './member.ts';

/** Version 1 is the first, so there is no step yet. */
export const memberMigrations: Readonly<Record<number, (body: Body) => Body>> = {};

export const memberShape: Shape = {
  type: 'member',
  version: MEMBER_VERSION,
  schema: MemberSchema,
  migrations: memberMigrations,
};

export function readMember(doc: Envelope | undefined): Member | undefined {
  return readNeeded<MemberBody>(memberShape, doc);
}
