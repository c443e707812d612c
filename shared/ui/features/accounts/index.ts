/** Accounts, as other screens may use them: their lines in words, and on paper. */
export { LedgerList } from './LedgerList.tsx';
export { OpenCharges } from './OpenCharges.tsx';
export { PrintAccount } from './PrintAccount.tsx';
