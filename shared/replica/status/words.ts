/** What a document says in words, whatever its type: for the list of unsent things, its copy and its export. Pure. */
import type { Body } from '@communitrak/domain/core/envelope.ts';

/** Fields that people write themselves, first the one that names the document. */
const TITLES = ['title', 'name', 'first'] as const;
const TEXTS = ['description', 'text'] as const;

function firstText(body: Body, fields: readonly string[]): string {
  for (const field of fields) {
    const value = body[field];
    if (typeof value === 'string' && value.trim() !== '') return value;
  }
  return '';
}

export function titleOf(body: Body): string {
  return firstText(body, TITLES);
}

function changesIn(body: Body): string {
  const changes: unknown = body['changes'];
  if (!Array.isArray(changes)) return '';
  return changes
    .map((change: Readonly<Record<string, unknown>>) => {
      const to = change['toName'] ?? change['to'];
      return `${String(change['field'])} → ${String(to)}`;
    })
    .join('\n');
}

/** Of an edit every changed field that holds plain text or a number. */
function fieldsIn(body: Body): string {
  return Object.entries(body)
    .filter(([, value]) => typeof value === 'string' || typeof value === 'number')
    .filter(([field, value]) => value !== '' && field !== 'event')
    .map(([field, value]) => `${field}: ${String(value)}`)
    .join('\n');
}

/** @param whole the member wrote all of it; else it is the changed fields of an edit */
export function wordsOf(body: Body, whole: boolean): string {
  if (!whole) return fieldsIn(body);
  return [firstText(body, TEXTS), changesIn(body)].filter((text) => text !== '').join('\n');
}
