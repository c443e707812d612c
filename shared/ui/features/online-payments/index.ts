/** Online payments, as other features may use them: acts that need a connection, and what cards and accounts are called. */
export { Fault } from './Fault.tsx';
export { tailWords } from './gateway-words.ts';
export { useOnline, type OnlineState } from './use-online.ts';
export { useTableFile } from './use-table-file.ts';
