/** What the server has made of a payment, in one word and a mark of its own shape. */
import type { ReactNode } from 'react';
import type { Outcome } from '@communitrak/replica/queries/receipts.ts';
import { useText } from '../../i18n/Text.tsx';
import { StatusTag } from '../../kit/DeliveryBadge.tsx';
import { OUTCOME_LOOKS, OUTCOME_WORDS } from './receipt-words.ts';

export function OutcomeTag({ outcome }: { readonly outcome: Outcome }): ReactNode {
  const t = useText();
  return <StatusTag {...OUTCOME_LOOKS[outcome]}>{t(OUTCOME_WORDS[outcome])}</StatusTag>;
}
