/** The session's place in an association as the principal that rules ask for. */
import type { Principal } from '@communitrak/domain/core/principal.ts';
import type { SessionAssociation } from '@communitrak/protocol/session.ts';

export function principalOf(session: SessionAssociation): Principal {
  return {
    association: session.id,
    member: session.member,
    name: session.memberName,
    keys: new Set(session.keys),
  };
}
