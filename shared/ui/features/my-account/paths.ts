/** Where a member sees what their homes owe, below the association. */
export const myAccountPaths = {
  list: 'my-account',
  /** @param household local id */
  one: (household: string): string => `my-account/${encodeURIComponent(household)}`,
} as const;
