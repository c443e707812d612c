/** Makes the entries of a run out of its lines: each under its derived id, so that a run is posted once however often. */
import { chargeRunEntity, entriesOfRun } from '@communitrak/domain/ledger/index.ts';
import { demandWritten } from '../ports/server-writes.ts';
import type { Reaction } from './reaction.ts';

export const postChargeRun: Reaction = {
  name: 'post-charge-run',
  tells: false,
  on: ({ type }) => type === 'charge-run',
  async react({ association, doc }, { writes }) {
    const run = chargeRunEntity.read(doc);
    if (run === undefined) return;
    const { by, byName, at } = run.stamp;
    const entries = entriesOfRun(run).map((entry) => ({ doc: entry, by, byName, at }));
    const outcomes = await writes.write(association, entries);
    // A late fee that another run has charged is there already: once is what was meant.
    const faults = outcomes.filter((one) => one.outcome !== 'refused' || one.code !== 'immutable');
    // A home that has gone since it was previewed is parked with its id, and the others are charged.
    demandWritten(faults);
  },
};
