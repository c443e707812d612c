/** The four words of state, each with a shape of its own: saved, waiting, sent, needs attention. */
import type { ReactNode } from 'react';
import { IconAlertTriangle, IconCheck, IconClockHour4, IconDeviceMobileCheck } from '@tabler/icons-react';
import { useText } from '../i18n/Text.tsx';

/** The replica's `Delivery`. */
export type DeliveryState = 'saved' | 'waiting' | 'sent' | 'attention';

const ICONS = {
  saved: IconDeviceMobileCheck,
  waiting: IconClockHour4,
  sent: IconCheck,
  attention: IconAlertTriangle,
} satisfies Record<DeliveryState, unknown>;

const WORDS = {
  saved: 'kit.delivery.saved',
  waiting: 'kit.delivery.waiting',
  sent: 'kit.delivery.sent',
  attention: 'kit.delivery.attention',
} as const satisfies Record<DeliveryState, string>;

/** @param quietWhenSent in lists, what has been sent needs no badge. */
export function DeliveryBadge(props: {
  readonly state: DeliveryState;
  readonly quietWhenSent?: boolean;
}): ReactNode {
  const t = useText();
  if (props.quietWhenSent === true && props.state === 'sent') return null;
  const Icon = ICONS[props.state];
  return (
    <span className={`ct-badge ct-delivery-${props.state}`}>
      <Icon aria-hidden />
      {t(WORDS[props.state])}
    </span>
  );
}

export type Tone = 'neutral' | 'action' | 'needs' | 'done' | 'loss';

/** A status in words with a mark of its own shape: ring, half, full, tick, cross. Never colour alone. */
export function StatusTag({
  tone,
  mark,
  children,
}: {
  readonly tone: Tone;
  readonly mark: 'ring' | 'half' | 'full' | 'tick' | 'cross' | 'none';
  readonly children: ReactNode;
}): ReactNode {
  return (
    <span className={`ct-tag ct-tone-${tone}`}>
      {mark === 'none' ? null : <span className={`ct-mark ct-mark-${mark}`} aria-hidden />}
      {children}
    </span>
  );
}
