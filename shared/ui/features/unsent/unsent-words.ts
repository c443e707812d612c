/** Which words stand for the kinds of unsent things and for why they were not accepted. Pure. */
import type { UnsentItem } from '@communitrak/replica/status/unsent.ts';
import type { Feature, UnsentType } from '../../app/feature.ts';
import type { MessageId } from '../../i18n/messages.ts';

/** What the item is called: by the feature whose it is. */
export function typeWords(item: UnsentItem, features: readonly Feature[]): MessageId {
  if (item.kind === 'file') return 'unsent.type.file';
  return unsentType(item, features)?.label ?? 'unsent.type.other';
}

/** Where the member sees what the item belongs to, below the association; undefined where no feature says so. */
export function placeOf(item: UnsentItem, features: readonly Feature[]): string | undefined {
  return item.documentId === '' ? undefined : unsentType(item, features)?.open?.(item);
}

function unsentType({ type }: UnsentItem, features: readonly Feature[]): UnsentType | undefined {
  return features.flatMap(({ unsent = [] }) => unsent).find((known) => known.type === type);
}

type Code = NonNullable<UnsentItem['code']>;

const CODES: Readonly<Partial<Record<Code, MessageId>>> = {
  'not-allowed': 'unsent.code.not-allowed',
  invalid: 'unsent.code.invalid',
  'not-a-transition': 'unsent.code.not-a-transition',
  closed: 'unsent.code.closed',
  'changed-meanwhile': 'unsent.code.changed-meanwhile',
  'event-missing': 'unsent.code.changed-meanwhile',
  immutable: 'unsent.code.immutable',
  'missing-document': 'unsent.code.missing-document',
  'app-too-old': 'unsent.code.app-too-old',
  'service-unpaid': 'unsent.code.service-unpaid',
  'newer-version': 'unsent.code.newer-version',
  'too-large': 'unsent.code.too-large',
  'unsupported-image': 'unsent.code.unsupported-image',
  'unsupported-media-type': 'unsent.code.unsupported-image',
  'hash-mismatch': 'unsent.code.hash-mismatch',
  'over-quota': 'unsent.code.over-quota',
  'not-a-member': 'unsent.code.not-a-member',
};

/** Why it needs the member, in the words of the feature whose it is; undefined for what simply waits. */
export function reasonWords(item: UnsentItem, features: readonly Feature[]): MessageId | undefined {
  if (item.kind === 'conflict') return 'unsent.conflict';
  if (item.code === undefined) return item.delivery === 'attention' ? 'unsent.code.other' : undefined;
  return unsentType(item, features)?.reasons?.[item.code] ?? CODES[item.code] ?? 'unsent.code.other';
}

/** False where the same bytes can only be refused again: a photo that is none. */
export function canSendAgain({ code }: UnsentItem): boolean {
  return code !== 'unsupported-image' && code !== 'unsupported-media-type';
}

export interface UnsentParts {
  /** Refused, conflicting, or a file the server would not take: they wait for the member. */
  readonly attention: readonly UnsentItem[];
  /** They go out by themselves. */
  readonly waiting: readonly UnsentItem[];
}

export function partsOf(items: readonly UnsentItem[]): UnsentParts {
  const needs = (item: UnsentItem): boolean =>
    item.delivery === 'attention' || item.kind === 'refused' || item.kind === 'conflict';
  return { attention: items.filter(needs), waiting: items.filter((item) => !needs(item)) };
}
