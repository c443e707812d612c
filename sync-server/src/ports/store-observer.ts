/** Who watches how a store answers. Operations are few and named by what is asked, never by a database or an id. */
export type StoreOperation = 'changes' | 'wait' | 'read' | 'range' | 'write' | 'database' | 'other';
export type StoreOutcome = 'ok' | 'refused' | 'unavailable' | 'cancelled';

/** @param seconds from asking to the whole answer */
export type ObserveStore = (operation: StoreOperation, outcome: StoreOutcome, seconds: number) => void;
