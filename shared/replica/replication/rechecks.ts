/** Asks, one by one, for documents that were put back when an edit was discarded, until each is as the server has it. */
import type { CollectionName } from '@communitrak/domain/core/entity.ts';
import type { TakenBackList } from '../local/taken-back.ts';

export interface Rechecks {
  /** Whatever is noted until now has been asked for once. Does not resolve while there is no line. */
  run(): Promise<void>;
}

/**
 * @param recheck compares one; it hands what differs to the next pull. Resolves with whether there was nothing to hand
 * @param onDelivered something waits for the next pull of the collection
 */
export function createRechecks(
  list: TakenBackList,
  recheck: (collection: CollectionName, documentId: string) => Promise<boolean>,
  onDelivered: (collection: CollectionName) => void,
): Rechecks {
  let running: Promise<void> | undefined;
  let asked = false;
  const once = async (): Promise<void> => {
    for (const one of await list.all()) {
      if (await recheck(one.collection, one.documentId)) await list.forget(one);
      else onDelivered(one.collection);
    }
  };
  const rounds = async (): Promise<void> => {
    while (asked) {
      asked = false;
      await once();
    }
  };
  return {
    run() {
      asked = true;
      // Every change on the device asks: without a line they would all wait at the gate.
      running ??= rounds().finally(() => (running = undefined));
      return running;
    },
  };
}
