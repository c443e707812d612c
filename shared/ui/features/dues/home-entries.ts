/** Homes as a picker lists them: found by lot, street or household. Those that are billed through somebody. Pure. */
import type { Home } from '@communitrak/domain/ledger/index.ts';
import type { Entry } from '../../kit/pickers/entry-search.ts';

/** By the household's local id. */
export const homeEntries = (homes: readonly Home[]): readonly Entry[] =>
  homes
    .filter(({ household }) => household !== '')
    .map(({ household, name, payer }) => ({ id: household, label: name, detail: payer }));
