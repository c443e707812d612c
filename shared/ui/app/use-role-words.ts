/** A member's roles as a person would name them: `Board, community leader`; `Resident` for those without one. */
import type { MyCard } from '@communitrak/replica/queries/people.ts';
import { useText } from '../i18n/Text.tsx';

const WORDS = { office: 'app.role.office', board: 'app.role.board', lead: 'app.role.lead' } as const;

export function useRoleWords(roles: MyCard['roles']): string {
  const t = useText();
  return roles.length === 0 ? t('app.role.resident') : roles.map((role) => t(WORDS[role])).join(', ');
}
