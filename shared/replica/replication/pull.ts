/** RxDB's pull handler for one collection: the token to ask with, the merged request, what waits for delivery. */
import type { CollectionName } from '@communitrak/domain/core/entity.ts';
import type { WireDoc } from '@communitrak/domain/core/envelope.ts';
import type { PullPage } from '@communitrak/protocol/pull.ts';
import type { PurgeQueue } from '../local/purge-queue.ts';
import type { PendingServerDocs } from './pending-server-docs.ts';
import type { Gate } from './connection-gate.ts';
import type { Lock } from './lock.ts';
import type { ReplicationBarrier } from './replication-barrier.ts';
import type { Checkpoint } from './shared.ts';
import type { TokenPairs } from './tokens.ts';
import type { Transport } from './transport.ts';

export interface PullOptions {
  readonly collection: CollectionName;
  readonly lock: Lock;
  readonly barrier: ReplicationBarrier;
  readonly gate: Gate;
  readonly transport: Transport;
  readonly tokens: TokenPairs;
  readonly pendingServerDocs: PendingServerDocs;
  readonly purgeQueue: PurgeQueue;
  /** Whether this device holds documents of the collection. */
  readonly holds: () => Promise<boolean>;
  /** Before RxDB is given documents of these ids. */
  readonly onGiving: (ids: readonly string[]) => Promise<void>;
  readonly onPage: (page: PullPage, full: boolean) => void;
}

export type PullHandler = (
  checkpoint: Checkpoint | undefined,
  limit: number,
) => Promise<{ documents: WireDoc[]; checkpoint: Checkpoint }>;

export function createPullHandler(options: PullOptions): PullHandler {
  const { collection, lock, barrier, gate, transport, tokens, pendingServerDocs, purgeQueue } = options;
  const attempt = async (remembered: string | null, limit: number): ReturnType<PullHandler> => {
    const token = await tokens.toAsk(collection, remembered);
    const holds = token === null && (await options.holds());
    const page = await transport.pull({ collection, token, limit, holds });
    const documents = [...pendingServerDocs.mergedInto(page.documents)];
    await purgeQueue.note(documents);
    await options.onGiving(documents.map(({ id }) => id));
    if (documents.length === 0) await tokens.keep(collection, remembered, page.token);
    options.onPage(page, page.documents.length >= limit);
    return { documents, checkpoint: { token: page.token } };
  };
  return async (checkpoint, limit) => {
    for (;;) {
      await barrier.lowered();
      // A push that was before us in the queue may have been answered meanwhile.
      const page = await gate.pass(() =>
        lock(async () => (barrier.isRaised() ? undefined : attempt(checkpoint?.token ?? null, limit))),
      );
      if (page !== undefined) return page;
    }
  };
}
