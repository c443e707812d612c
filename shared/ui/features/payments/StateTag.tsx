/** A payment's state in a word with a shape of its own. */
import type { ReactNode } from 'react';
import type { ShownState } from '@communitrak/domain/payments/index.ts';
import { useText } from '../../i18n/Text.tsx';
import { StatusTag } from '../../kit/DeliveryBadge.tsx';
import { STATES } from './payment-words.ts';

export function StateTag({ shown }: { readonly shown: ShownState }): ReactNode {
  const t = useText();
  const { tone, mark, word } = STATES[shown];
  return (
    <StatusTag tone={tone} mark={mark}>
      {t(word)}
    </StatusTag>
  );
}
