/**
 * Chromium keeps all IndexedDB of an origin in one LevelDB, and after a kill writes on in the log file that the kill left. A
 * kill in the middle of an addition leaves half a record there; what the next session writes lies behind it, and the
 * session after that finds the log damaged and throws away all that the origin has (reproduced: decision record 0020). So
 * before a page writes for the first time, the browser is made to begin a new log file: after a database has been deleted,
 * however small, it puts what the old one holds into a table of its own and removes it.
 */
import { deleteDB, openDB } from 'idb';

const NAME = 'communitrak-tail';
/** A frozen tab may hold the database: nobody's write waits for that. */
const LONGEST_MS = 2000;

interface Branded {
  readonly userAgentData?: { readonly brands: readonly { readonly brand: string }[] };
}

/** Other browsers keep IndexedDB elsewhere. */
function isChromium(): boolean {
  if (typeof navigator === 'undefined' || typeof indexedDB === 'undefined') return false;
  const { brands = [] } = (navigator as Branded).userAgentData ?? {};
  return brands.some(({ brand }) => brand === 'Chromium');
}

async function beginNewLog(): Promise<void> {
  const db = await openDB(NAME, 1, {
    upgrade: (made) => void made.createObjectStore('nothing'),
    // Another tab does the same at the same time.
    blocking: (_current, _next, event) => (event.target as IDBDatabase).close(),
  });
  db.close();
  await deleteDB(NAME);
}

/** Whether to try again. */
async function failed(): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLong = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), LONGEST_MS);
  });
  const work = beginNewLog().then(
    () => false,
    // A full disk, say: the write that waits for this meets it too and tells it, and what makes room must not be kept from it.
    () => true,
  );
  return Promise.race([work, tooLong]).finally(() => clearTimeout(timer));
}

let done: Promise<void> | undefined;

async function begin(): Promise<void> {
  if (isChromium() && (await failed())) done = undefined;
}

/** To be awaited before anything is written to IndexedDB; once a page, about 6 ms. What failed is tried again by the next. */
export function freshTail(): Promise<void> {
  done ??= begin();
  return done;
}
