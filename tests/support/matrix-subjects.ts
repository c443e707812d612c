/** One subject's documents turned into another's: how the matrix makes fresh documents of samples. Knows no entity. */
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import { localOf } from '@communitrak/domain/core/ids.ts';

/** What all documents of one cell share in their ids: `request:r1` and `request-event:r1.e1` have `r1`. */
export function subjectOf({ id }: Pick<Envelope, 'id'>): string {
  const local = localOf(id);
  const cut = local.indexOf('.');
  return cut < 0 ? local : local.slice(0, cut);
}

function renamedText(text: string, from: string, to: string): string {
  if (!text.includes(from)) return text;
  return text
    .split(/([:.])/)
    .map((part) => (part === from ? to : part))
    .join('');
}

function renamedValue(value: unknown, from: string, to: string): unknown {
  if (typeof value === 'string') return renamedText(value, from, to);
  if (Array.isArray(value)) return value.map((one) => renamedValue(one, from, to));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, renamedValue(one, from, to)]));
}

/** The same document about another subject. */
export function renamed<T extends Envelope>(doc: T, from: string, to: string): T {
  const id = renamedText(doc.id, from, to);
  const parent = renamedText(doc.parent, from, to);
  return { ...doc, id, parent, body: renamedValue(doc.body, from, to) } as T;
}

export function withFields(doc: Envelope, fields: Readonly<Record<string, unknown>>): Envelope {
  return { ...doc, body: { ...doc.body, ...fields } };
}
