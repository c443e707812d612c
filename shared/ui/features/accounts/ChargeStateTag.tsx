/** How far a charge is paid, in a word with a shape of its own. */
import type { ReactNode } from 'react';
import type { ChargeState } from '@communitrak/domain/ledger/index.ts';
import { useText } from '../../i18n/Text.tsx';
import { StatusTag } from '../../kit/DeliveryBadge.tsx';

const LOOKS = {
  open: { tone: 'needs', mark: 'ring', words: 'accounts.state.open' },
  part: { tone: 'needs', mark: 'half', words: 'accounts.state.part' },
  paid: { tone: 'done', mark: 'tick', words: 'accounts.state.paid' },
  void: { tone: 'neutral', mark: 'cross', words: 'accounts.state.void' },
  overdue: { tone: 'loss', mark: 'ring', words: 'accounts.state.overdue' },
} as const;

/** @param overdue its day has passed, and something of it is open */
export function ChargeStateTag(props: {
  readonly state: ChargeState['state'];
  readonly overdue?: boolean;
}): ReactNode {
  const t = useText();
  const { state, overdue = false } = props;
  const look = LOOKS[overdue && state !== 'paid' && state !== 'void' ? 'overdue' : state];
  return (
    <StatusTag tone={look.tone} mark={overdue && state === 'part' ? 'half' : look.mark}>
      {t(overdue && state === 'part' ? 'accounts.state.partOverdue' : look.words)}
    </StatusTag>
  );
}
