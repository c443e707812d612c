/**
 * Rules broken on purpose, one at a time: the model must notice each. Only such as random runs notice soon; each rule
 * has its scripted scenario besides (sync/scenarios.test.ts), which needs no luck.
 */
import type { Replica } from '@communitrak/replica/replica.ts';
import { isCurrent } from '@communitrak/sync-server/access/key-intervals.ts';
import { SYNC_RULES, type SyncRules } from '@communitrak/sync-server/sync/rules.ts';

export interface Mutant {
  readonly rules: SyncRules;
  readonly sabotage: (replica: Replica) => void;
}

const none = (): void => undefined;
const server = (rules: Partial<SyncRules>): Mutant => ({
  rules: { ...SYNC_RULES, ...rules },
  sabotage: none,
});
const device = (sabotage: Mutant['sabotage']): Mutant => ({ rules: SYNC_RULES, sabotage });

export const MUTANTS = {
  'nothing broken': server({}),
  'no revocation walk': server({
    walkIds: (question) => (question.walk.kind === 'lost' ? [] : SYNC_RULES.walkIds(question)),
  }),
  'stubs for everything': server({ mayHold: () => true }),
  'no stubs': server({ mayHold: () => false }),
  'everybody sees everything': server({
    visible: (rights, doc) => !doc.deleted && Object.values(doc.keys).some(isCurrent) && rights.epoch > 0,
  }),
  'refused edits are not kept': device((replica) => {
    Object.assign(replica.parts.unaccepted, { add: () => Promise.resolve() });
  }),
  'pending changes are not written': device((replica) => {
    const nothing = (): Promise<void> => Promise.resolve();
    Object.assign(replica.parts.pendingChanges, { put: nothing, putNew: nothing, keep: nothing });
  }),
} as const satisfies Record<string, Mutant>;

export type MutantName = keyof typeof MUTANTS;
