/** Who has a database open on this device: tabs share it, and nobody moves it while another has it open. */

/** Absent in Node, and in pages without TLS. */
function lockManager(): LockManager | undefined {
  return typeof navigator === 'undefined' ? undefined : (navigator.locks as LockManager | undefined);
}

const nameOf = (database: string): string => `communitrak-storage:${database}`;

/** Runs `work` if no tab has the database open; else undefined. Where the browser has no locks it just runs. */
export async function alone<T>(database: string, work: () => Promise<T>): Promise<T | undefined> {
  const locks = lockManager();
  if (locks === undefined) return work();
  return locks.request(nameOf(database), { ifAvailable: true }, async (lock) =>
    lock === null ? undefined : work(),
  );
}

/** Waits for whoever moves it, then has it open. @returns lets it go */
export async function share(database: string): Promise<() => void> {
  const locks = lockManager();
  if (locks === undefined) return () => undefined;
  return new Promise((resolve, reject) => {
    locks
      .request(nameOf(database), { mode: 'shared' }, () => new Promise<void>((release) => resolve(release)))
      .catch(reject);
  });
}
