/** A run's state in words and shape; `12 of 40` while its entries are coming. */
import type { ReactNode } from 'react';
import type { RunState } from '@communitrak/replica/queries/dues.ts';
import { useText } from '../../../i18n/Text.tsx';
import { StatusTag } from '../../../kit/DeliveryBadge.tsx';
import { stageOf, STAGE_LOOKS, STAGE_WORDS } from './run-state.ts';

export function StageTag({ state }: { readonly state: RunState }): ReactNode {
  const t = useText();
  const stage = stageOf(state);
  const counts = { done: state.posted.size, total: state.run.body.lines.length };
  return <StatusTag {...STAGE_LOOKS[stage]}>{t(STAGE_WORDS[stage], counts)}</StatusTag>;
}
