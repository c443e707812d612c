/** A payment's or a refund's state in its word and shape. */
import type { ReactNode } from 'react';
import type { RefundState, ShownState } from '@communitrak/domain/payments/index.ts';
import { useText } from '../../i18n/Text.tsx';
import { StatusTag } from '../../kit/DeliveryBadge.tsx';
import { REFUND_LOOKS, REFUND_WORDS, STATE_LOOKS, STATE_WORDS } from './payment-words.ts';

export function StateTag({ state }: { readonly state: ShownState }): ReactNode {
  const t = useText();
  return <StatusTag {...STATE_LOOKS[state]}>{t(STATE_WORDS[state])}</StatusTag>;
}

export function RefundTag({ state }: { readonly state: RefundState }): ReactNode {
  const t = useText();
  return <StatusTag {...REFUND_LOOKS[state]}>{t(REFUND_WORDS[state])}</StatusTag>;
}
