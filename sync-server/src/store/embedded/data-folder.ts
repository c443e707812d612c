/**
 * The embedded store's folder: whose it is, which version, which databases. One process at a time: a lock that the
 * operating system lets go of when the process dies, however it dies. Knows nothing of documents.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import leveldown from 'leveldown';
import { codeOf, DataFolderProblem, unwritable } from '../data-folder-problem.ts';

const FORMAT = 'communitrak-store';
const VERSION = 1;
const RECORD = 'store.json';
const LOCK = 'lock';
const DRAFT = 'store.json.new';

interface StoreRecord {
  readonly format: typeof FORMAT;
  readonly version: number;
  readonly uuid: string;
  /** Databases that exist; a folder that is not listed is what a crash left of one. */
  readonly databases: readonly string[];
}

export interface DataFolder {
  readonly uuid: string;
  readonly path: string;
  readonly databases: readonly string[];
  /** On disk before it resolves. */
  saveDatabases(names: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

async function writable<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof DataFolderProblem ? error : unwritable(path, error);
  }
}

function lock(path: string): Promise<() => Promise<void>> {
  const held = leveldown(join(path, LOCK));
  return new Promise((resolve, reject) => {
    held.open({ createIfMissing: true }, (error) => {
      if (error === undefined || error === null) {
        resolve(() => new Promise((done, fail) => held.close((fault) => (fault ? fail(fault) : done()))));
      } else if (/lock .*LOCK: /i.test(error.message) && !/permission|read-only/i.test(error.message)) {
        reject(
          new DataFolderProblem(
            'in-use',
            `The data folder ${path} is in use by another Communitrak process. ` +
              'Stop that one first, or set DATA_DIR to another folder.',
            { cause: error },
          ),
        );
      } else {
        reject(unwritable(path, error));
      }
    });
  });
}

function parseRecord(text: string, path: string): StoreRecord {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw damaged(path, error);
  }
  const fields: Record<string, unknown> = typeof value === 'object' && value !== null ? { ...value } : {};
  const { format, version, uuid, databases } = fields;
  if (format !== FORMAT || typeof version !== 'number') throw damaged(path, value);
  if (version !== VERSION) {
    throw new DataFolderProblem(
      'other-version',
      `The data folder ${path} was written by another version of Communitrak (its format is ${version}, ` +
        `this one reads ${VERSION}). Start the version that wrote it, or set DATA_DIR to another folder.`,
    );
  }
  if (typeof uuid !== 'string' || !Array.isArray(databases)) throw damaged(path, value);
  return { format, version, uuid, databases: databases.filter((name) => typeof name === 'string') };
}

function damaged(path: string, cause: unknown): DataFolderProblem {
  return new DataFolderProblem(
    'damaged',
    `${join(path, RECORD)} cannot be read. Put it back from a backup, or set DATA_DIR to another folder.`,
    { cause },
  );
}

async function readRecord(path: string): Promise<StoreRecord | undefined> {
  try {
    return parseRecord(await readFile(join(path, RECORD), 'utf8'), path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
  const strangers = (await readdir(path)).filter((name) => name !== LOCK && name !== DRAFT);
  if (strangers.length === 0) return undefined;
  throw new DataFolderProblem(
    'not-ours',
    `The folder ${path} holds other files (${strangers.slice(0, 3).join(', ')}) and no ${RECORD}. ` +
      'Set DATA_DIR to an empty folder, or put the missing file back from a backup.',
  );
}

/** Whole or not at all, whatever happens meanwhile. */
async function writeRecord(path: string, record: StoreRecord): Promise<void> {
  const draft = await open(join(path, DRAFT), 'w');
  try {
    await draft.writeFile(`${JSON.stringify(record, undefined, 2)}\n`);
    await draft.sync();
  } finally {
    await draft.close();
  }
  await rename(join(path, DRAFT), join(path, RECORD));
}

/** Rejects with DataFolderProblem. @param dataDir is created when absent; the store lies in its folder `store`. */
export async function openDataFolder(dataDir: string): Promise<DataFolder> {
  const path = join(dataDir, 'store');
  await writable(path, () => mkdir(path, { recursive: true }));
  const unlock = await lock(path);
  try {
    const found = await readRecord(path);
    const record = found ?? { format: FORMAT, version: VERSION, uuid: randomUUID(), databases: [] };
    // Written also when it was there: a folder that cannot be written is told of at once, not at the first save.
    await writable(path, () => writeRecord(path, record));
    return {
      uuid: record.uuid,
      path,
      databases: record.databases,
      saveDatabases: (databases) => writable(path, () => writeRecord(path, { ...record, databases })),
      close: unlock,
    };
  } catch (error) {
    await unlock();
    throw error;
  }
}
