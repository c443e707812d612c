/** The lines of an account as they are read: newest first, each with the balance after it. Pure. */
import type { ChargeState, Line, PaymentState } from '@communitrak/domain/ledger/index.ts';
import type { AccountEntry, AccountView } from '@communitrak/replica/queries/account-view.ts';

export interface LedgerRow {
  readonly id: string;
  readonly line: Line;
  readonly entry: AccountEntry;
  /** Of the account after this line, whole cents. */
  readonly balanceCents: number;
}

export function ledgerRows({ lines, entries }: Pick<AccountView, 'lines' | 'entries'>): readonly LedgerRow[] {
  let balanceCents = 0;
  const rows = lines.flatMap((line): readonly LedgerRow[] => {
    const entry = entries.get(line.id);
    balanceCents += line.cents;
    return entry === undefined ? [] : [{ id: line.id, line, entry, balanceCents }];
  });
  return rows.reverse();
}

/** How the lines of an account belong together: what each charge was paid by, what each payment paid, what took what back. */
export interface Links {
  readonly charges: ReadonlyMap<string, ChargeState>;
  readonly payments: ReadonlyMap<string, PaymentState>;
  /** By the entry that was taken back: the line that did. */
  readonly reversedBy: ReadonlyMap<string, Line>;
}

const known = new WeakMap<AccountView, Links>();

export function linksOf(view: AccountView): Links {
  const before = known.get(view);
  if (before !== undefined) return before;
  const made: Links = {
    charges: new Map(view.account.charges.map((state) => [state.line.id, state])),
    payments: new Map(view.account.payments.map((state) => [state.line.id, state])),
    reversedBy: new Map(
      view.lines.filter(({ reverses }) => reverses !== '').map((line) => [line.reverses, line]),
    ),
  };
  known.set(view, made);
  return made;
}

/** What has something open, the one due first on top. */
export function openCharges({ account }: Pick<AccountView, 'account'>): readonly ChargeState[] {
  return account.charges
    .filter(({ openCents }) => openCents > 0)
    .toSorted((a, b) => a.line.dueDay - b.line.dueDay);
}
