/**
 * The documents of one association as those of another, for a restore under another id: its own document, whatever
 * names that document, and the fields that hold the association's id. Hashes are made again; nothing else changes.
 */
import { isId, typeOf } from '@communitrak/domain/core/ids.ts';
import type { Registry } from '../sync/sync-service.ts';
import { readStored } from '../access/stored-envelope.ts';
import { toStore } from '../sync/stored-document.ts';
import type { KeptDoc } from './backup-format.ts';

function renamed(value: unknown, from: string, to: string): unknown {
  if (value === `association:${from}`) return `association:${to}`;
  if (Array.isArray(value)) return value.map((one: unknown) => renamed(one, from, to));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, one]: [string, unknown]) => {
    const key = name === `association:${from}` ? `association:${to}` : name;
    return [key, name === 'association' && one === from ? to : renamed(one, from, to)] as const;
  });
  return Object.fromEntries(entries);
}

/** The same document when nothing in it names the association. */
export function renameAssociation(doc: KeptDoc, from: string, to: string, registry: Registry): KeptDoc {
  if (from === to) return doc;
  const changed = { ...doc, ...(renamed(doc, from, to) as object) };
  const replicated = isId(changed._id) && registry.entityOf(typeOf(changed._id)) !== undefined;
  if (!replicated || JSON.stringify(changed) === JSON.stringify(doc)) return changed;
  const { doc: envelope, deleted, keys } = readStored({ ...changed, _rev: '' });
  return { ...changed, hash: toStore({ doc: envelope, deleted, keys, rev: undefined })['hash'] };
}
