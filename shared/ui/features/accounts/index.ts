/** Accounts, as other screens may use them: their lines in words, and on paper. */
export { LedgerList } from './LedgerList.tsx';
export { OpenCharges } from './OpenCharges.tsx';
export { PrintAccount } from './PrintAccount.tsx';
export { AGE_WORDS } from './AgingStrip.tsx';
export { balanceWords } from './balance-words.tsx';
export { entrySentences, titleOf, type Explaining } from './line-words.ts';
export { FUND_WORDS, METHOD_WORDS, ruleWords } from './kind-words.ts';
export { NoBooks } from './NoBooks.tsx';
export { UpcomingLines } from './UpcomingLines.tsx';
