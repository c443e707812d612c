/** What the commands are given. Made by admin-main.ts, or by a test. */
import type { Clock } from '../ports/clock.ts';
import type { DocStore } from '../ports/doc-store.ts';
import type { FileStore } from '../ports/file-store.ts';
import type { Registry } from '../sync/sync-service.ts';
import type { KeptAccounts } from './kept-account.ts';

export interface AdminParts {
  readonly store: DocStore;
  readonly files: FileStore;
  readonly accounts: KeptAccounts;
  readonly registry: Registry;
  readonly clock: Clock;
  /** Progress, one line at a time. */
  readonly tell: (line: string) => void;
}
