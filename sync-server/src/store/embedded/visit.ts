/** What a handler of the embedded endpoint gets, and what it answers. */
import type { ServerResponse } from 'node:http';
import type { EmbeddedDatabase } from './embedded-database.ts';
import type { Query } from './http-json.ts';

export interface Visit {
  readonly database: EmbeddedDatabase;
  readonly databaseName: string;
  readonly method: string;
  /** Of the document; '' where the path names none. */
  readonly id: string;
  readonly query: Query;
  readonly json: () => Promise<Readonly<Record<string, unknown>>>;
  readonly response: ServerResponse;
  /** Aborted when the client has gone or the server closes. */
  readonly gone: AbortSignal;
}

export interface Reply {
  /** 200 when absent. */
  readonly status?: number;
  readonly body: unknown;
}

export type Handler = (visit: Visit) => Promise<Reply>;
