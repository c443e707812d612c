/**
 * Everything a device holds, as text: all IndexedDB databases of this realm. For "nothing of it is left".
 * RxDB's note of the last document that it looked at for pushing is left out: an id that the next write replaces.
 */
async function contents(name: string): Promise<string> {
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error(`cannot open ${name}`));
  });
  const stores = [...db.objectStoreNames];
  const texts = await Promise.all(stores.map((store) => rows(db, store)));
  db.close();
  return texts.join('\n');
}

function rows(db: IDBDatabase, store: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = db.transaction(store).objectStore(store).getAll();
    request.onsuccess = () => resolve(`${store}: ${JSON.stringify(request.result, readable)}`);
    request.onerror = () => reject(request.error ?? new Error(`cannot read ${store}`));
  });
}

/** Bytes are compared as text too. */
function readable(key: string, value: unknown): unknown {
  if (key === 'checkpointData' && typeof value === 'object' && value !== null && 'lwt' in value)
    return value.lwt;
  return value instanceof ArrayBuffer ? new TextDecoder().decode(value) : value;
}

export async function deviceDump(): Promise<string> {
  const databases = await indexedDB.databases();
  const texts = await Promise.all(databases.map(async ({ name = '' }) => `${name}\n${await contents(name)}`));
  return texts.join('\n');
}
