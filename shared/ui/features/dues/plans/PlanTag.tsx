/** Whether a payment plan is kept, in a word and a shape. */
import type { ReactNode } from 'react';
import type { PlanProgress } from '@communitrak/domain/ledger/index.ts';
import { useText } from '../../../i18n/Text.tsx';
import { StatusTag } from '../../../kit/DeliveryBadge.tsx';
import { PLAN_WORDS } from '../dues-words.ts';

const LOOKS = {
  kept: { tone: 'action', mark: 'half' },
  behind: { tone: 'needs', mark: 'full' },
  paid: { tone: 'done', mark: 'tick' },
  defaulted: { tone: 'loss', mark: 'cross' },
  ended: { tone: 'neutral', mark: 'cross' },
} as const;

export function PlanTag({ state }: { readonly state: PlanProgress['state'] }): ReactNode {
  const t = useText();
  return <StatusTag {...LOOKS[state]}>{t(PLAN_WORDS[state])}</StatusTag>;
}
