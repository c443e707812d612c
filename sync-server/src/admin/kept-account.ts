/** An account as a backup keeps it: who signs in how, and as which member of the association. Never sessions. */
export interface KeptAccount {
  readonly id: string;
  /** The account's own fields: address, name, times. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** Ways to sign in; passwords as their hashes. */
  readonly ways: readonly Readonly<Record<string, unknown>>[];
  /** Member's local id. */
  readonly member: string;
}

export interface KeptAccounts {
  /** Accounts that belong to the association. */
  of(association: string): AsyncIterable<KeptAccount>;
  /** Makes the account, or links the one that has its address already. */
  put(account: KeptAccount, association: string): Promise<'made' | 'linked'>;
}
