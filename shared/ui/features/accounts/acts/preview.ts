/** What an entry would do to an account before it is written: the balance, and each charge that it opens or pays. Pure. */
import {
  accountOf,
  linesAt,
  rulesOfBooks,
  type Account,
  type Line,
} from '@communitrak/domain/ledger/index.ts';
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
  /** Later than today: it counts from that day, and so does what it does. `YYYY-MM-DD`; '' for at once. */
  readonly from: string;
  /** Credit that stands unused. */
  readonly creditBeforeCents: number;
  readonly creditAfterCents: number;
}

const openById = ({ charges }: Account): ReadonlyMap<string, number> =>
  new Map(charges.map(({ line, openCents }) => [line.id, openCents]));

/** On the day on which the line takes effect, with what is posted until then. */
export function previewOf({ lines, upcoming, rules, day }: AccountView, line: Line): Preview {
  const rulesOn = rulesOfBooks(rules.books);
  // Reversed meanwhile in another window, it is there under the same name.
  const others = [...lines, ...linesAt(upcoming, { effective: line.posted })].filter(
    ({ id }) => id !== line.id,
  );
  const before = accountOf(others, rulesOn);
  const after = accountOf([...others, line], rulesOn);
  const open = openById(after);
  const changes = before.charges.flatMap(({ line: { id }, openCents }): readonly ChargeChange[] => {
    const toCents = open.get(id) ?? 0;
    return toCents === openCents ? [] : [{ id, fromCents: openCents, toCents }];
  });
  return {
    beforeCents: before.balanceCents,
    afterCents: after.balanceCents,
    changes,
    from: line.posted > day ? line.posted : '',
    creditBeforeCents: before.creditCents,
    creditAfterCents: after.creditCents,
  };
}
