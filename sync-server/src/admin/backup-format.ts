/**
 * A backup is one gzip file of JSON lines, readable with `zcat`: a header, then for each association its documents, the
 * bytes of its files and the accounts that belong to it, and at the end a SHA-256 over every line before. The version is
 * raised when an older program could not restore it rightly.
 */
import type { KeptAccount } from './kept-account.ts';

export const BACKUP_FORMAT = 'communitrak-backup';
export const BACKUP_VERSION = 1;

export type BackupLine =
  | {
      readonly kind: 'header';
      readonly format: typeof BACKUP_FORMAT;
      readonly version: number;
      /** ISO 8601 UTC. */
      readonly made: string;
      readonly associations: readonly string[];
    }
  /** What follows is this association's, until the next one. */
  | { readonly kind: 'association'; readonly id: string }
  /** As stored, without its revision; the same id may come again, and then the later one counts. */
  | { readonly kind: 'doc'; readonly doc: KeptDoc }
  /** Followed by its bytes. */
  | { readonly kind: 'file'; readonly sha256: string; readonly bytes: number }
  | { readonly kind: 'bytes'; readonly data: string }
  | { readonly kind: 'account'; readonly account: KeptAccount }
  | { readonly kind: 'end'; readonly lines: number; readonly sha256: string };

export interface KeptDoc {
  readonly _id: string;
  readonly _deleted?: boolean;
  readonly [field: string]: unknown;
}

const KINDS: ReadonlySet<unknown> = new Set([
  'header',
  'association',
  'doc',
  'file',
  'bytes',
  'account',
  'end',
]);

/** Undefined for what is no line of a backup. That all fields are there is vouched for by the checksum at the end. */
export function parseLine(text: string): BackupLine | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const known = typeof value === 'object' && value !== null && 'kind' in value && KINDS.has(value.kind);
    return known ? (value as BackupLine) : undefined;
  } catch {
    return undefined;
  }
}
