/** Dues and books, as other screens may use them: the words of the usual chart of accounts. */
export { accountWords } from './dues-words.ts';
