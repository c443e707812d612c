/** The browser's storage, which may be refused or full: then nothing is kept, and nothing fails. */

/** Its getter may throw (cookies refused). */
export type StorageOf = () => Storage;

export function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/** Removes all that is kept under names which begin so. */
export function forgetBelow(storage: StorageOf, prefix: string): void {
  attempt(() => {
    const names = Object.keys(storage()).filter((name) => name.startsWith(prefix));
    for (const name of names) storage().removeItem(name);
  });
}
