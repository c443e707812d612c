/** How far a run is, in one word of the field; pure. */
import type { RunState } from '@communitrak/replica/queries/dues.ts';
import type { MessageId } from '../../../i18n/messages.ts';
import type { Tone } from '../../../kit/DeliveryBadge.tsx';

/** `posting`: the server has it and makes its entries. */
export const RUN_STATES = ['attention', 'saved', 'waiting', 'posting', 'posted'] as const;
export type RunStage = (typeof RUN_STATES)[number];

export function stageOf({ run, delivery, posted }: RunState): RunStage {
  // Somebody else's run stands here under the same id, and its own entries may well be posted.
  if (delivery === 'attention') return delivery;
  if (posted.size === run.body.lines.length) return 'posted';
  return delivery === 'sent' ? 'posting' : delivery;
}

const LONG_MS = 600_000;

/**
 * The server has had it for long, and some of its charges are still on no account: those homes have gone since the preview.
 * @param now epoch ms
 */
export function isLeftShort(state: RunState, now: number): boolean {
  const { stamp } = state.run;
  return stageOf(state) === 'posting' && stamp.at !== '' && now - Date.parse(stamp.at) > LONG_MS;
}

export const STAGE_WORDS = {
  attention: 'dues.stage.attention',
  saved: 'dues.stage.saved',
  waiting: 'dues.stage.waiting',
  posting: 'dues.stage.posting',
  posted: 'dues.stage.posted',
} as const satisfies Record<RunStage, MessageId>;

export const STAGE_LOOKS = {
  attention: { tone: 'loss', mark: 'cross' },
  saved: { tone: 'neutral', mark: 'ring' },
  waiting: { tone: 'needs', mark: 'ring' },
  posting: { tone: 'action', mark: 'half' },
  posted: { tone: 'done', mark: 'tick' },
} as const satisfies Record<RunStage, { readonly tone: Tone; readonly mark: string }>;
