/** Where the accounts are, below the association. */
export const accountPaths = {
  list: 'accounts',
  /** @param household local id */
  one: (household: string): string => `accounts/${encodeURIComponent(household)}`,
  exceptions: 'accounts/exceptions',
  /** Where the office begins the books: the dues feature's. */
  books: 'money/books',
} as const;
