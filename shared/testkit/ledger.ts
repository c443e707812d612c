/** Lines for tests and benches, said in few words. */
import { createEntry, type EntryInput, type LedgerEntry } from '@communitrak/domain/ledger/entry.ts';
import { lineOf, type Line } from '@communitrak/domain/ledger/line.ts';

let count = 0;

/** An entry of household h1, on a day; the rest as usual. */
export function anEntry(input: Partial<EntryInput> & { readonly local?: string }): LedgerEntry {
  count += 1;
  const { local = `e${String(count).padStart(6, '0')}`, ...rest } = input;
  const posted = rest.posted ?? '2026-01-01';
  return createEntry(
    {
      household: 'h1',
      kind: 'assessment',
      cents: 10_000,
      currency: 'USD',
      text: 'Assessment',
      recorded: `${posted}T12:00:00.000Z`,
      ...rest,
      posted,
    },
    local,
  );
}

export const aLine = (input: Parameters<typeof anEntry>[0]): Line => lineOf(anEntry(input));
