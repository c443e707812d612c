/** Members (card, details, roles), as other features and rooms may use them. */
import { defineEntity } from '../core/entity.ts';
import { NO_ADDRESS } from '../core/shapes.ts';
import { mayWriteMember, memberAudience, memberNeeds, memberRights } from './member.access.ts';
import { memberShape } from './member.migrations.ts';
import { createMember, memberOrder, type MemberBody } from './member.ts';
import { mayWriteMemberDetails, memberDetailsAudience, memberDetailsNeeds } from './member-details.access.ts';
import { memberDetailsShape } from './member-details.migrations.ts';
import { createMemberDetails, memberDetailsOrder, type MemberDetailsBody } from './member-details.ts';
import {
  mayWriteMemberRole,
  memberRoleAudience,
  memberRoleNeeds,
  memberRoleRights,
} from './member-role.access.ts';
import { memberRoleShape } from './member-role.migrations.ts';
import { createMemberRole, memberRoleOrder, type MemberRoleBody } from './member-role.ts';

export * from './member.ts';
export { readMember } from './member.migrations.ts';
export * from './member-details.ts';
export { readMemberDetails } from './member-details.migrations.ts';
export * from './member-role.ts';
export { readMemberRole } from './member-role.migrations.ts';

const card: MemberBody = { first: 'Fatima', last: 'Smith', title: '', state: 'active', addedBy: '' };

export const memberEntity = defineEntity<MemberBody>({
  ...memberShape,
  collection: 'people',
  order: memberOrder,
  needs: memberNeeds,
  audience: memberAudience,
  mayWrite: mayWriteMember,
  mergeable: true,
  rights: memberRights,
  samples: () => [
    createMember(card, 'm1'),
    createMember({ ...card, first: 'Ruth', state: 'suspended' }, 'm2'),
    createMember({ ...card, first: 'Ada', state: 'inactive', addedBy: 'm1' }, 'm3'),
  ],
});

export const memberDetailsEntity = defineEntity<MemberDetailsBody>({
  ...memberDetailsShape,
  collection: 'people',
  order: memberDetailsOrder,
  needs: memberDetailsNeeds,
  audience: memberDetailsAudience,
  mayWrite: mayWriteMemberDetails,
  mergeable: true,
  samples: () => [
    createMemberDetails({
      member: 'm1',
      households: ['h1'],
      email: 'fatima@example.org',
      phone: '(305) 555-0196',
      mailing: NO_ADDRESS,
    }),
    createMemberDetails({ member: 'm9', households: [], email: '', phone: '', mailing: NO_ADDRESS }),
  ],
});

export const memberRoleEntity = defineEntity<MemberRoleBody>({
  ...memberRoleShape,
  collection: 'association',
  order: memberRoleOrder,
  needs: memberRoleNeeds,
  audience: memberRoleAudience,
  mayWrite: mayWriteMemberRole,
  rights: memberRoleRights,
  samples: () => [
    createMemberRole('m1', ['office']),
    createMemberRole('m2', ['board']),
    createMemberRole('m3', ['lead']),
    createMemberRole('m4', []),
  ],
});
