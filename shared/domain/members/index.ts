/** Members (card, details, roles), as other features and rooms may use them. */
import { defineEntity } from '../core/entity.ts';
import { mayWriteMember, memberAudience, memberNeeds, memberRights } from './member.access.ts';
import { memberOrder, type MemberBody, memberShape } from './member.ts';
import { mayWriteMemberDetails, memberDetailsAudience, memberDetailsNeeds } from './member-details.access.ts';
import { memberDetailsOrder, type MemberDetailsBody, memberDetailsShape } from './member-details.ts';
import {
  mayWriteMemberRole,
  memberRoleAudience,
  memberRoleNeeds,
  memberRoleRights,
} from './member-role.access.ts';
import { memberRoleOrder, type MemberRoleBody, memberRoleShape } from './member-role.ts';

export * from './member.ts';
export * from './member-details.ts';
export * from './member-role.ts';

export const memberEntity = defineEntity<MemberBody>({
  ...memberShape,
  collection: 'people',
  order: memberOrder,
  needs: memberNeeds,
  audience: memberAudience,
  mayWrite: mayWriteMember,
  mergeable: true,
  rights: memberRights,
});

export const memberDetailsEntity = defineEntity<MemberDetailsBody>({
  ...memberDetailsShape,
  collection: 'people',
  order: memberDetailsOrder,
  needs: memberDetailsNeeds,
  audience: memberDetailsAudience,
  mayWrite: mayWriteMemberDetails,
  mergeable: true,
});

export const memberRoleEntity = defineEntity<MemberRoleBody>({
  ...memberRoleShape,
  collection: 'association',
  order: memberRoleOrder,
  needs: memberRoleNeeds,
  audience: memberRoleAudience,
  mayWrite: mayWriteMemberRole,
  rights: memberRoleRights,
});
