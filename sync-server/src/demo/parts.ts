/** What the demo asks of the rest of the server: so little that it depends on nobody's files. */
import type { Clock } from '@communitrak/domain/core/dates.ts';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import type { FileStore } from '../ports/file-store.ts';

export interface DemoWrite {
  readonly doc: Envelope;
  /** Local id of the member, or `system`. */
  readonly by: string;
  readonly byName: string;
  /** ISO 8601 UTC, in the past. */
  readonly at: string;
}

export interface DemoParts {
  readonly sync: { write(association: string, docs: readonly DemoWrite[]): Promise<void> };
  readonly accounts: {
    addAccount(account: {
      readonly email: string;
      readonly password: string;
      readonly name: string;
    }): Promise<{ readonly id: string }>;
    link(accountId: string, association: string, member: string): Promise<void>;
  };
  readonly files: Pick<FileStore, 'put'>;
  readonly clock: Clock;
  readonly log: { info(fields: object, message: string): void };
}

/** For people to try the demo with; printed at start, secret from nobody. */
export interface DemoSignIn {
  readonly role: 'office' | 'board' | 'head of household' | 'household member' | 'tenant';
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

export interface Demo {
  readonly association: string;
  readonly name: string;
  readonly signIns: readonly DemoSignIn[];
  readonly documents: number;
  readonly photos: number;
}
