/** What an entry would do to an account before it is written: the balance, and each charge that it opens or pays. Pure. */
import { accountOf, rulesOfBooks, type Account, type Line } from '@communitrak/domain/ledger/index.ts';
import type { AccountView } from '@communitrak/replica/queries/account-view.ts';

export interface ChargeChange {
  readonly id: string;
  readonly fromCents: number;
  readonly toCents: number;
}

export interface Preview {
  readonly beforeCents: number;
  readonly afterCents: number;
  /** Charges that were there before, of which another sum is open after. */
  readonly changes: readonly ChargeChange[];
  /** Credit that stands unused. */
  readonly creditBeforeCents: number;
  readonly creditAfterCents: number;
}

const openById = ({ charges }: Account): ReadonlyMap<string, number> =>
  new Map(charges.map(({ line, openCents }) => [line.id, openCents]));

export function previewOf({ account, lines, rules }: AccountView, line: Line): Preview {
  // Reversed meanwhile in another window, it is there under the same name.
  const others = lines.filter(({ id }) => id !== line.id);
  const after = accountOf([...others, line], rulesOfBooks(rules.books));
  const open = openById(after);
  const changes = account.charges.flatMap(({ line: { id }, openCents }): readonly ChargeChange[] => {
    const toCents = open.get(id) ?? 0;
    return toCents === openCents ? [] : [{ id, fromCents: openCents, toCents }];
  });
  return {
    beforeCents: account.balanceCents,
    afterCents: after.balanceCents,
    changes,
    creditBeforeCents: account.creditCents,
    creditAfterCents: after.creditCents,
  };
}
