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

type Open = (part: Part) => Promise<Instance>;

/** Instances of one database in a storage, all closed when `work` is done. */
async function withInstances<T>(
  database: string,
  work: (internal: (storage: Storage) => Promise<Instance>, open: (storage: Storage) => Open) => Promise<T>,
): Promise<T> {
  const token = v7();
  const opened: Instance[] = [];
  const keep = (instance: Instance): Instance => {
    opened.push(instance);
    return instance;
  };
  const open =
    (storage: Storage): Open =>
    async (part) =>
      keep(
        await storage.createStorageInstance<Fields>({
          ...part,
          schema: part.schema as never,
          databaseInstanceToken: token,
          databaseName: database,
          options: {},
          multiInstance: false,
          devMode: false,
        }),
      );
  const internal = async (storage: Storage): Promise<Instance> =>
    keep((await createRxDatabaseStorageInstance(token, storage, database, {}, false)) as unknown as Instance);
  try {
    return await work(internal, open);
  } finally {
    for (const instance of opened) await instance.close();
  }
}

/** @throws what either storage says: then the source is as it was, and the target is worth nothing */
export function move(database: string, from: Storage, to: Storage): Promise<void> {
  return withInstances(database, async (internal, open) => {
    const [source, target] = [await internal(from), await internal(to)];
    for (const part of await partsOf(source)) await copy(await open(from)(part), await open(to)(part));
    // Last: without it RxDB would take the target for new.
    await copy(source, target);
  });
}

/** Of RxDB's own records nothing is counted, as in the log. */
const isOwn = ({ collectionName }: Part): boolean => collectionName.startsWith('rx-replication-meta');

/** @param enough no further than so many documents: then it is at least as large as said */
export function measure(
  database: string,
  storage: Storage,
  enough: number,
): Promise<{ readonly documents: number; readonly bytes: number }> {
  return withInstances(database, async (internal, open) => {
    let documents = 0;
    let bytes = 0;
    for (const part of (await partsOf(await internal(storage))).filter((one) => !isOwn(one))) {
      const instance = await open(storage)(part);
      let checkpoint: unknown;
      while (documents < enough) {
        const page = await getChangedDocumentsSince<Fields, unknown>(instance, BATCH, checkpoint);
        if (page.documents.length === 0) break;
        ({ checkpoint } = page);
        documents += page.documents.length;
        bytes += JSON.stringify(page.documents).length;
      }
    }
    return { documents, bytes };
  });
}
