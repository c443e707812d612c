/**
 * A disk that now and then is late to say that something is written, as a phone's is while it clears up: what a replica
 * writes step by step then has long gaps between the steps, and everything else comes in between.
 */
import type { BulkWriteRow, RxStorageInstance } from 'rxdb/plugins/core';
import type { DeviceStorage } from '@communitrak/replica/storage/device-storage.ts';
import { wait, type Dice, type Tally } from './model-dice.ts';

type Data = Readonly<Record<string, unknown>>;
type Instance = RxStorageInstance<Data, unknown, unknown>;

const LATE = 0.3;
const LATEST_MS = 30;

/** Of the runs one in so many has such disks; LATE_DISKS=1 gives them to all, to hunt with (decision 0027). */
const LATE_EVERY = 7;
const ARE_ALL_LATE = process.env['LATE_DISKS'] === '1';

export const isLate = (seed: number): boolean => ARE_ALL_LATE || seed % LATE_EVERY === 0;

/** What is written can be read at once; only the word of it is late. */
export function slowed(storage: DeviceStorage, dice: Dice, tally: Tally): DeviceStorage {
  const slow: unknown = {
    ...storage,
    async createStorageInstance(params: never): Promise<Instance> {
      const made = (await storage.createStorageInstance(params)) as unknown as Instance;
      const write = made.bulkWrite.bind(made);
      made.bulkWrite = async (rows: BulkWriteRow<Data>[], context: string) => {
        const answer = await write(rows, context);
        if (dice.is(LATE)) {
          tally.add('device:late write');
          await wait(dice.roll() * LATEST_MS);
        }
        return answer;
      };
      return made;
    },
  };
  return slow as DeviceStorage;
}
