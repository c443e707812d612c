/** How a stored member-role is read: its shape, and the steps from older versions. Steps are numbered, pure, never edited. */
import type { Body, Envelope } from '../core/envelope.ts';
import { readNeeded, type Shape } from '../core/read.ts';
import {
  MEMBER_ROLE_VERSION,
  MemberRoleSchema,
  type MemberRole,
  type MemberRoleBody,
} from './member-role.ts';

/** Version 1 is the first, so there is no step yet. */
export const memberRoleMigrations: Readonly<Record<number, (body: Body) => Body>> = {};

export const memberRoleShape: Shape = {
  type: 'member-role',
  version: MEMBER_ROLE_VERSION,
  schema: MemberRoleSchema,
  migrations: memberRoleMigrations,
};

export function readMemberRole(doc: Envelope | undefined): MemberRole | undefined {
  return readNeeded<MemberRoleBody>(memberRoleShape, doc);
}
