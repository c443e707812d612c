/**
 * Moves a database from one storage into another as it is: documents, what is unsent, RxDB's own records of what the
 * server knows. So nothing is pulled again, it works without a connection, and what waits is sent once. The source stays
 * until everything is in the target.
 */
import {
  createRxDatabaseStorageInstance,
  getAllCollectionDocuments,
  getChangedDocumentsSince,
  type RxJsonSchema,
  type RxStorage,
  type RxStorageInstance,
} from 'rxdb/plugins/core';
import { v7 } from 'uuid';

type Storage = RxStorage<unknown, unknown>;
type Fields = Record<string, unknown>;
type Instance = RxStorageInstance<Fields, unknown, unknown>;

interface Part {
  readonly collectionName: string;
  readonly schema: RxJsonSchema<Fields>;
}

const BATCH = 500;

async function copy(from: Instance, to: Instance): Promise<void> {
  let checkpoint: unknown;
  for (;;) {
    const page = await getChangedDocumentsSince<Fields, unknown>(from, BATCH, checkpoint);
    if (page.documents.length === 0) return;
    ({ checkpoint } = page);
    const { error } = await to.bulkWrite(
      page.documents.map((document) => ({ document })),
      'storage-move',
    );
    const [first] = error;
    if (first !== undefined) throw new Error(`cannot move ${first.documentId}: ${first.status}`);
  }
}

/** RxDB's list of its collections, with the storages that belong to them. */
async function partsOf(internal: Instance): Promise<readonly Part[]> {
  const docs = await getAllCollectionDocuments(internal as never);
  return docs.flatMap(({ data }) => [
    { collectionName: data.name, schema: data.schema as unknown as RxJsonSchema<Fields> },
    ...data.connectedStorages.map(({ collectionName, schema }) => ({
      collectionName,
      schema: schema as unknown as RxJsonSchema<Fields>,
    })),
  ]);
}

/** @throws what either storage says: then the source is as it was, and the target is worth nothing */
export async function move(database: string, from: Storage, to: Storage): Promise<void> {
  const token = v7();
  const open =
    (storage: Storage) =>
    async (part: Part): Promise<Instance> =>
      storage.createStorageInstance<Fields>({
        ...part,
        schema: part.schema as never,
        databaseInstanceToken: token,
        databaseName: database,
        options: {},
        multiInstance: false,
        devMode: false,
      });
  const opened: Instance[] = [];
  const keep = <T extends Instance>(instance: T): T => {
    opened.push(instance);
    return instance;
  };
  const internal = async (storage: Storage): Promise<Instance> =>
    keep((await createRxDatabaseStorageInstance(token, storage, database, {}, false)) as unknown as Instance);
  try {
    const [source, target] = [await internal(from), await internal(to)];
    for (const part of await partsOf(source))
      await copy(keep(await open(from)(part)), keep(await open(to)(part)));
    // Last: without it RxDB would take the target for new.
    await copy(source, target);
  } finally {
    for (const instance of opened) await instance.close();
  }
}
