/**
 * A disk that now and then is late to say that something is written, as a phone's is while it clears up: what a replica
 * writes step by step then has long gaps between the steps, and everything else comes in between.
 */
import type { BulkWriteRow, RxStorageInstance } from 'rxdb/plugins/core';
import type { DeviceStorage } from '@communitrak/replica/storage/device-storage.ts';
import { wait, type Dice, type Tally } from './model-dice.ts';

type Data = Readonly<Record<string, unknown>>;
type Instance = RxStorageInstance<Data, unknown, unknown>;

interface Lateness {
  /** In so many of 1 writes. */
  readonly chance: number;
  readonly latestMs: number;
}

const USUAL: Lateness = { chance: 0.1, latestMs: 12 };
const WORN: Lateness = { chance: 0.3, latestMs: 30 };

/** What is written can be read at once; only the word of it is late. @param isWorn much later, and much oftener */
export function slowed(storage: DeviceStorage, dice: Dice, tally: Tally, isWorn: boolean): DeviceStorage {
  const { chance, latestMs } = isWorn ? WORN : USUAL;
  const slow: unknown = {
    ...storage,
    async createStorageInstance(params: never): Promise<Instance> {
      const made = (await storage.createStorageInstance(params)) as unknown as Instance;
      const write = made.bulkWrite.bind(made);
      made.bulkWrite = async (rows: BulkWriteRow<Data>[], context: string) => {
        const answer = await write(rows, context);
        if (dice.is(chance)) {
          tally.add('device:late write');
          await wait(dice.roll() * latestMs);
        }
        return answer;
      };
      return made;
    },
  };
  return slow as DeviceStorage;
}
