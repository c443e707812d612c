/**
 * Asks, one by one, for documents that were put back when an edit was discarded, until each is as the server has it.
 */
import type { CollectionName } from '@communitrak/domain/core/entity.ts';
import type { DiscardedList } from '../local/discarded.ts';

/**
 * The server has something else, which waits for the next pull; or the document is unsent again, and differs by right.
 */
export type Verified = 'same' | 'other' | 'unsent';

export interface DiscardVerifier {
  /**
   * Whatever is noted until now has been asked for once. Does not resolve while there is no line.
   * @returns whether something waits for a pull that was asked for
   */
  run(): Promise<boolean>;
}

/** @param onOther the next pull of the collection has something to carry */
export function createDiscardVerifier(
  list: DiscardedList,
  verifyOne: (collection: CollectionName, documentId: string) => Promise<Verified>,
  onOther: (collection: CollectionName) => void,
): DiscardVerifier {
  let running: Promise<boolean> | undefined;
  let asked = false;
  const once = async (): Promise<boolean> => {
    let other = false;
    for (const one of await list.all()) {
      const what = await verifyOne(one.collection, one.documentId);
      if (what === 'same') await list.forget(one);
      if (what !== 'other') continue;
      other = true;
      onOther(one.collection);
    }
    return other;
  };
  const rounds = async (): Promise<boolean> => {
    let other = false;
    try {
      while (asked) {
        asked = false;
        other = (await once()) || other;
      }
      return other;
    } finally {
      // In the same moment as the last look at `asked`: whoever asks next is not overheard.
      running = undefined;
    }
  };
  return {
    run() {
      asked = true;
      // Every change on the device asks: without a line they would all wait at the gate.
      running ??= rounds();
      return running;
    },
  };
}
