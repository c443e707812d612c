/**
 * Everything a device holds, as text: all IndexedDB databases of this realm. For "nothing of it is left".
 * RxDB's note of the last document that it looked at for pushing is left out: an id that the next write replaces.
 */
interface Sealed {
  readonly c: string;
  readonly d: Uint8Array<ArrayBuffer>;
  readonly iv: Uint8Array<ArrayBuffer>;
}

const isSealed = (value: unknown): value is Sealed =>
  typeof value === 'object' && value !== null && 'iv' in value && 'c' in value && 'd' in value;

/** The log seals its records with a key that lies beside them: a dump that could not read them would prove nothing. */
async function opened(value: unknown, key: CryptoKey | undefined): Promise<unknown> {
  if (!isSealed(value) || key === undefined) return value;
  const { c, d, iv } = value;
  const algorithm = { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(c) };
  const text = new TextDecoder().decode(await crypto.subtle.decrypt(algorithm, key, d));
  return { collection: c, docs: JSON.parse(text) as unknown };
}

function keyOf(db: IDBDatabase): Promise<CryptoKey | undefined> {
  if (!db.objectStoreNames.contains('meta')) return Promise.resolve(undefined);
  return new Promise((resolve, reject) => {
    const request = db.transaction('meta').objectStore('meta').get('identity');
    request.onsuccess = () => resolve((request.result as { key?: CryptoKey } | undefined)?.key);
    request.onerror = () => reject(request.error ?? new Error('cannot read the key'));
  });
}

async function contents(name: string): Promise<string> {
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error(`cannot open ${name}`));
  });
  const stores = [...db.objectStoreNames];
  const key = await keyOf(db);
  const texts = await Promise.all(stores.map((store) => rows(db, store, key)));
  db.close();
  return texts.join('\n');
}

async function rows(db: IDBDatabase, store: string, key: CryptoKey | undefined): Promise<string> {
  const all = await new Promise<unknown[]>((resolve, reject) => {
    const request = db.transaction(store).objectStore(store).getAll();
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error(`cannot read ${store}`));
  });
  const values = await Promise.all(all.map((value) => opened(value, key)));
  return `${store}: ${JSON.stringify(values, readable)}`;
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
