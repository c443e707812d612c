/** RxDB's pull handler for one collection: the token to ask with, the merged request, what waits for delivery. */
import type { CollectionName } from '@communitrak/domain/core/entity.ts';
import type { WireDoc } from '@communitrak/domain/core/envelope.ts';
import type { PullPage } from '@communitrak/protocol/pull.ts';
import type { GoneList } from '../local/gone.ts';
import type { Deliveries } from './deliveries.ts';
import type { Gate } from './gate.ts';
import type { Lock } from './lock.ts';
import type { Settling } from './settling.ts';
import type { Checkpoint } from './shared.ts';
import type { TokenPairs } from './tokens.ts';
import type { Transport } from './transport.ts';

export interface PullOptions {
  readonly collection: CollectionName;
  readonly lock: Lock;
  readonly settling: Settling;
  readonly gate: Gate;
  readonly transport: Transport;
  readonly tokens: TokenPairs;
  readonly deliveries: Deliveries;
  readonly gone: GoneList;
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
  const { collection, lock, settling, gate, transport, tokens, deliveries, gone } = options;
  const attempt = async (remembered: string | null, limit: number): ReturnType<PullHandler> => {
    const token = await tokens.toAsk(collection, remembered);
    const holds = token === null && (await options.holds());
    const page = await transport.pull({ collection, token, limit, holds });
    const documents = [...deliveries.mergedInto(page.documents)];
    await gone.note(documents);
    await options.onGiving(documents.map(({ id }) => id));
    if (documents.length === 0) await tokens.keep(collection, remembered, page.token);
    options.onPage(page, page.documents.length >= limit);
    return { documents, checkpoint: { token: page.token } };
  };
  return async (checkpoint, limit) => {
    for (;;) {
      await settling.done();
      // A push that was before us in the queue may have been answered meanwhile.
      const page = await gate.pass(() =>
        lock(async () => (settling.isOpen() ? undefined : attempt(checkpoint?.token ?? null, limit))),
      );
      if (page !== undefined) return page;
    }
  };
}
