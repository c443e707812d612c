/** The databases of an embedded store, each opened when first asked for. Knows where they lie; knows no HTTP. */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openDataFolder } from './data-folder.ts';
import { createEmbeddedDatabase, type EmbeddedDatabase } from './embedded-database.ts';
import { openPouch } from './pouch.ts';

export interface Databases {
  readonly uuid: string;
  names(): readonly string[];
  /** False when it exists already. */
  create(name: string): Promise<boolean>;
  open(name: string): Promise<EmbeddedDatabase | undefined>;
  /** False when there is none. */
  drop(name: string): Promise<boolean>;
  close(): Promise<void>;
}

/** Where databases are kept: a folder or memory. */
interface Home {
  readonly uuid: string;
  readonly known: readonly string[];
  openDatabase(name: string): Promise<EmbeddedDatabase>;
  remember(names: readonly string[]): Promise<void>;
  close(): Promise<void>;
  readonly atEnd: 'close' | 'destroy';
}

function memoryHome(): Home {
  const uuid = randomUUID();
  return {
    uuid,
    known: [],
    // The memory adapter keeps its databases per process, so the name tells two stores apart.
    openDatabase: async (name) => createEmbeddedDatabase(await openPouch('memory', `${uuid}/${name}`)),
    remember: () => Promise.resolve(),
    close: () => Promise.resolve(),
    atEnd: 'destroy',
  };
}

async function diskHome(dataDir: string): Promise<Home> {
  const folder = await openDataFolder(dataDir);
  const root = join(folder.path, 'db');
  const fileName = (name: string): string => encodeURIComponent(name);
  try {
    await mkdir(root, { recursive: true });
    const listed = new Set(folder.databases.map(fileName));
    // What a kill left of a database that was being dropped or created.
    const leftovers = (await readdir(root)).filter((name) => !listed.has(name));
    await Promise.all(leftovers.map((name) => rm(join(root, name), { recursive: true, force: true })));
  } catch (error) {
    await folder.close();
    throw error;
  }
  return {
    uuid: folder.uuid,
    known: folder.databases,
    openDatabase: async (name) =>
      createEmbeddedDatabase(await openPouch('leveldb', join(root, fileName(name)))),
    remember: (names) => folder.saveDatabases(names),
    close: () => folder.close(),
    atEnd: 'close',
  };
}

/** Runs one piece of work after the other. */
function createTurns(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const run = last.then(work);
    last = run.catch(() => undefined);
    return run;
  };
}

interface Opened {
  open(name: string): Promise<EmbeddedDatabase>;
  forget(name: string): void;
  endAll(): Promise<void>;
}

function createOpened(home: Home): Opened {
  const opened = new Map<string, Promise<EmbeddedDatabase>>();
  return {
    open(name) {
      const known = opened.get(name);
      if (known !== undefined) return known;
      const opening = home.openDatabase(name);
      opened.set(name, opening);
      opening.catch(() => opened.delete(name));
      return opening;
    },
    forget(name) {
      opened.delete(name);
    },
    async endAll() {
      for (const result of await Promise.allSettled(opened.values())) {
        if (result.status === 'fulfilled') await result.value.end(home.atEnd);
      }
    },
  };
}

/** @param place a folder, or 'memory'. Rejects with DataFolderProblem. */
export async function openDatabases(place: string): Promise<Databases> {
  const home = place === 'memory' ? memoryHome() : await diskHome(place);
  const names = new Set(home.known);
  const opened = createOpened(home);
  // Creating and dropping happen one after the other, each followed by the record on disk.
  const inTurn = createTurns();

  async function create(name: string): Promise<boolean> {
    if (names.has(name)) return false;
    await opened.open(name);
    await home.remember([...names, name]);
    names.add(name);
    return true;
  }

  async function drop(name: string): Promise<boolean> {
    if (!names.has(name)) return false;
    const database = await opened.open(name);
    await home.remember([...names].filter((each) => each !== name));
    names.delete(name);
    opened.forget(name);
    await database.end('destroy');
    return true;
  }

  return {
    uuid: home.uuid,
    names: () => [...names].sort(),
    create: (name) => inTurn(() => create(name)),
    open: async (name) => (names.has(name) ? opened.open(name) : undefined),
    drop: (name) => inTurn(() => drop(name)),
    close: () =>
      inTurn(async () => {
        names.clear();
        await opened.endAll();
        await home.close();
      }),
  };
}
