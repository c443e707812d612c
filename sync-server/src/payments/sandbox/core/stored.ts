/**
 * What the stand-in keeps: Stripe's objects as Stripe writes them. Only the fields that some code here reads are named; the
 * rest of each object's shape is in the constants beside its maker, and a test compares it with Stripe's own samples.
 * Amounts are integer cents, times are seconds since 1970, a reference is the other object's id.
 */
export interface Stored {
  readonly id: string;
  readonly object: string;
  readonly created: number;
  readonly [field: string]: unknown;
}

export type Metadata = Readonly<Record<string, string>>;
