/** The model notices what it is there for: each broken rule is caught, by the guarantee it stands for. */
import { expect, test } from 'vitest';
import type { MutantName } from '../support/model-mutants.ts';
import { runJobs } from '../support/model-pool.ts';

/** Seeds at least one of which catches each. */
const SEEDS = [1, 2, 5];
const CAUGHT_AS = [
  ['no revocation walk', 'G2'],
  ['no stubs', 'G2'],
  ['stubs for everything', 'G7'],
  ['everybody sees everything', 'G7'],
  ['refused edits are not kept', 'G3'],
  ['marks are not written', 'G3'],
] as const satisfies readonly (readonly [MutantName, string])[];

test('every broken rule is noticed within three seeds', async () => {
  const caught = new Map<MutantName, Set<string>>();
  const jobs = CAUGHT_AS.flatMap(([mutant]) => SEEDS.map((seed) => ({ seed, mutant })));
  await runJobs(jobs, ({ faults }, { mutant }) => {
    const guarantees = caught.get(mutant) ?? new Set<string>();
    for (const words of faults) guarantees.add(words.slice(0, 2));
    caught.set(mutant, guarantees);
  });
  const missed = CAUGHT_AS.filter(([mutant, guarantee]) => caught.get(mutant)?.has(guarantee) !== true);
  expect(missed).toEqual([]);
});
