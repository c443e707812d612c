/** What a member wrote, line by line, with the names that the screens give the fields. Pure: words and dates come as functions. */
import type { UnsentItem, WrittenLine } from '@communitrak/replica/status/unsent.ts';
import type { MessageId } from '../../i18n/messages.ts';
import type { Say } from '../../i18n/Text.tsx';
import { isKind, KIND_WORDS } from './request-words.ts';
import { priorityWord, statusWord } from './timeline-words.ts';

export interface WrittenWords {
  readonly t: Say;
  /** Calendar date in the member's format. */
  readonly date: (date: string) => string;
}

const FIELDS: ReadonlyMap<string, MessageId> = new Map([
  ['title', 'requests.field.title'],
  ['description', 'requests.detail.description'],
  ['place', 'requests.detail.place'],
  ['kind', 'requests.detail.kind'],
  ['status', 'requests.detail.status'],
  ['assignee', 'requests.detail.assignee'],
  ['priority', 'requests.detail.priority'],
  ['due', 'requests.detail.due'],
]);

function valueWords({ field, value }: WrittenLine, { t, date }: WrittenWords): string {
  if (value === '') return t('unsent.nothing');
  if (field === 'status') return statusWord(value, t);
  if (field === 'priority') return priorityWord(value, t);
  if (field === 'due') return date(value);
  return field === 'kind' && isKind(value) ? t(KIND_WORDS[value]) : value;
}

/** A field that this version does not know is named as the record names it: better a strange word than none. */
function lineWords(line: WrittenLine, words: WrittenWords): string {
  if (line.field === '') return line.value;
  const known = FIELDS.get(line.field);
  const field = known === undefined ? line.field : words.t(known);
  return words.t('requests.field.line', { field, value: valueWords(line, words) });
}

/** @returns '' for no lines */
export function writtenWords(lines: readonly WrittenLine[], words: WrittenWords): string {
  return lines.map((line) => lineWords(line, words)).join('\n');
}

/** The item as plain text, to copy. */
export function copyOf(item: UnsentItem, words: WrittenWords): string {
  return [item.title, writtenWords(item.lines, words)].filter((part) => part !== '').join('\n\n');
}
