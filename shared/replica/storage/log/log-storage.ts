/**
 * Our own RxStorage (decision 0011): everything in memory, every write first on an append-only log in IndexedDB
 * that all tabs share without a leader. RxDB 17.6.0; the fuzz in tests/contract is the gate for another version.
 */
import {
  ensureRxStorageInstanceParamsAreCorrect,
  getPrimaryFieldOfPrimaryKey,
  RXDB_VERSION,
  type RxStorage,
  type RxStorageInstance,
  type RxStorageInstanceCreationParams,
} from 'rxdb/plugins/core';
import { LogInstance } from './instance.ts';
import { Journal } from './journal.ts';
import type { CreationParams } from './memory.ts';
import type { LogSettings } from './types.ts';

export const USUAL_CEILING: LogSettings['ceiling'] = { documents: 50_000, bytes: 64 * 1024 * 1024 };

const USUAL: LogSettings = {
  encrypt: true,
  recordDocs: 500,
  apartFrom: 16 * 1024,
  indexBlockDocs: 64,
  spareDocs: 2000,
  smallRecords: 64,
  idleMs: 2000,
  behindMs: 150,
  ceiling: USUAL_CEILING,
  tell: () => undefined,
};

interface Use {
  readonly journal: Promise<Journal>;
  /** Instances that are open or being opened. */
  users: number;
  /** Instances of each collection. */
  readonly byKey: Map<string, number>;
}

/** One journal for all instances of an RxDatabase. */
class Journals {
  readonly #settings: LogSettings;
  readonly #open = new Map<string, Use>();

  constructor(settings: LogSettings) {
    this.#settings = settings;
  }

  #use(params: CreationParams): Use {
    const id = `${params.databaseName}|${params.databaseInstanceToken}`;
    const known = this.#open.get(id);
    if (known !== undefined) return known;
    const journal = Journal.open(params.databaseName, params.multiInstance, this.#settings);
    const use: Use = { journal, users: 0, byKey: new Map() };
    this.#open.set(id, use);
    return use;
  }

  async #leave(params: CreationParams, use: Use, key: string): Promise<void> {
    use.users -= 1;
    use.byKey.set(key, (use.byKey.get(key) ?? 1) - 1);
    const journal = await use.journal.catch(() => undefined);
    if (use.byKey.get(key) === 0) await journal?.leave(key);
    if (use.users > 0) return;
    this.#open.delete(`${params.databaseName}|${params.databaseInstanceToken}`);
    journal?.close();
  }

  async create(params: CreationParams): Promise<LogInstance> {
    const primary = getPrimaryFieldOfPrimaryKey(params.schema.primaryKey);
    const key = `${params.collectionName}|${params.schema.version}`;
    const use = this.#use(params);
    use.users += 1;
    use.byKey.set(key, (use.byKey.get(key) ?? 0) + 1);
    try {
      const journal = await use.journal;
      const collection = await journal.open({ key, primary, params });
      return new LogInstance(params, { journal, collection }, () => this.#leave(params, use, key));
    } catch (error) {
      await this.#leave(params, use, key);
      throw error;
    }
  }
}

/** @param given what differs from the usual */
export function getRxStorageLog(given: Partial<LogSettings> = {}): RxStorage<unknown, unknown> {
  const journals = new Journals({ ...USUAL, ...given });
  return {
    name: 'communitrak-log',
    rxdbVersion: RXDB_VERSION,
    async createStorageInstance<T>(params: RxStorageInstanceCreationParams<T, unknown>) {
      ensureRxStorageInstanceParamsAreCorrect(params);
      if (params.schema.attachments !== undefined)
        throw new TypeError('this storage keeps no attachments: files have a database of their own');
      const instance = await journals.create(params as unknown as CreationParams);
      return instance as unknown as RxStorageInstance<T, unknown, unknown>;
    },
  };
}
