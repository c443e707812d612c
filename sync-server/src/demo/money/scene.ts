/** One account's story in the demo: whose, when, and how a line of it is written. */
import type { LedgerEntry } from '@communitrak/domain/ledger/index.ts';
import type { MoneyStory } from './story.ts';
import type { EntrySaid } from './teller.ts';

export interface Scene {
  readonly story: MoneyStory;
  readonly household: string;
  /** The first day of the quarter, the oldest is 0. */
  readonly quarter: (at: number) => string;
}

const named = (scene: Scene, name: string): readonly string[] => [name, scene.household];

/** A line of the account, by the manager. @param name tells it apart from the account's others */
export function charge(scene: Scene, said: Omit<EntrySaid, 'household'>, name: string): LedgerEntry {
  const { story, household } = scene;
  return story.teller.enter({ household, ...said }, story.people.office.manager, named(scene, name));
}
