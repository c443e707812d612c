/** Faults of the disk under the device's log, as a browser makes them. */
import { vi } from 'vitest';
import type { LogRecord } from '@communitrak/replica/storage/log/types.ts';

type Adding = IDBTransaction & { _abort(name: string): void };

/** Calls `fault` at each record that is added to a log, inside its transaction. Ends with vi.restoreAllMocks. */
export function atEachRecord(fault: (record: LogRecord, tx: Adding) => void): void {
  // oxlint-disable-next-line typescript/unbound-method -- it is called with the store that it was called on
  const { add } = IDBObjectStore.prototype;
  vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(function (this: IDBObjectStore, value, key) {
    const asked = add.call(this, value, key);
    if (this.name === 'log') fault(value as LogRecord, this.transaction as Adding);
    return asked;
  });
}

/** The transaction fails as it does when there is no room for it. */
export function diskFullFor(tooLarge: (record: LogRecord) => boolean): void {
  atEachRecord((record, tx) => {
    if (tooLarge(record)) tx._abort('QuotaExceededError');
  });
}
