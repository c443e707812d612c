/** What is being written and not yet posted. Survives reload, crash, update, sign-out (not a wipe) and a week offline. */
import type { Query } from '../queries/query.ts';
import type { Replica } from '../replica.ts';

/** @param value plain JSON */
export declare function saveDraft(replica: Replica, key: string, value: unknown): Promise<void>;
/** Also lets go of the draft's photos. */
export declare function dropDraft(replica: Replica, key: string): Promise<void>;
/** Null: there is none. */
export declare function draft(replica: Replica, key: string): Query<unknown>;
