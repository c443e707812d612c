/** What the demo asks of the rest of the server: ports, and so little of accounts that it depends on nobody's files. */
import type { Clock } from '@communitrak/domain/core/dates.ts';
import type { FileStore } from '../ports/file-store.ts';
import type { ServerWrite, ServerWrites } from '../ports/server-writes.ts';

/** Each with its time, in the past. */
export type DemoWrite = ServerWrite & { readonly at: string };

export interface DemoParts {
  readonly writes: Pick<ServerWrites, 'createAssociation' | 'write'>;
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
