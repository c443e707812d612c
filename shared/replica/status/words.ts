/** What a document says in words, whatever its type: for the list of unsent things, its copy and its export. Pure. */
import type { Body } from '@communitrak/domain/core/envelope.ts';

/** Fields that people write themselves, first the one that names the document. */
const TITLES = ['title', 'name', 'first'] as const;
const TEXTS = ['description', 'text', 'reason'] as const;

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

/** One thing that was written: of an edit the field and what it became, of a whole document its text. */
export interface WrittenLine {
  /** As the entity names it, e.g. 'due'; '' for a text that stands for itself. */
  readonly field: string;
  readonly value: string;
}

function changesIn(body: Body): readonly WrittenLine[] {
  const changes: unknown = body['changes'];
  if (!Array.isArray(changes)) return [];
  return changes.map((change: Readonly<Record<string, unknown>>) => ({
    field: String(change['field']),
    value: String(change['toName'] ?? change['to']),
  }));
}

/** What explains a change, and names of what is shown by another field. */
const isBeside = (field: string, body: Body): boolean =>
  field === 'event' || (field.endsWith('Name') && field.slice(0, -'Name'.length) in body);

/** Of an edit every changed field that holds plain text or a number; a person by name, not by id. */
function fieldsIn(body: Body): readonly WrittenLine[] {
  return Object.entries(body)
    .filter(([field]) => !isBeside(field, body))
    .map(([field, value]) => [field, body[`${field}Name`] ?? value] as const)
    .filter(([, value]) => typeof value === 'string' || typeof value === 'number')
    .map(([field, value]) => ({ field, value: String(value) }));
}

/** @param whole the member wrote all of it; else it is the changed fields of an edit */
export function linesOf(body: Body, whole: boolean): readonly WrittenLine[] {
  if (!whole) return fieldsIn(body);
  const text = firstText(body, TEXTS);
  return [...(text === '' ? [] : [{ field: '', value: text }]), ...changesIn(body)];
}
