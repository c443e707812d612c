/**
 * The model test (shared/docs/sync.md sections 1 and 7): real servers, real replicas, everything between them that can
 * go wrong, and an oracle that knows only what was written. SEEDS says how many runs, FIRST_SEED where from; SEED
 * replays one and prints its whole trace.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { addTallies } from '../support/model-dice.ts';
import type { MutantName } from '../support/model-mutants.ts';
import { runJobs } from '../support/model-pool.ts';
import type { RunResult } from '../support/model-run.ts';

const wholeNumber = (name: string, otherwise: number): number => {
  const text = process.env[name] ?? '';
  if (text === '') return otherwise;
  if (!/^\d+$/.test(text)) throw new Error(`${name} is not a whole number: ${text}`);
  return Number(text);
};

const replayed = wholeNumber('SEED', 0);
const first = replayed === 0 ? wholeNumber('FIRST_SEED', 1) : replayed;
const count = replayed === 0 ? wholeNumber('SEEDS', 300) : 1;
/** Fewer runs than this cannot be asked to have met every fault. */
const ENOUGH_FOR_EACH_FAULT = 20;
const TRACE_LINES = 60;
/** However slow the machine. */
const LIMIT_MS = 600_000 + count * 5000;

/** Each must have happened in the whole of the runs: what never happened was never tested. */
const MUST_HAPPEN = [
  ['chaos', 'opaque-seq', 'reordered-rows', 'repeated-row', 'rewound-changes'],
  ['chaos', 'late-change', 'lost-request', 'lost-answer'],
  ['store', 'late-copy', 'copy-switch', 'foreign-read', 'conflict'],
  ['net', 'request lost', 'answer lost', 'doubled', 'reordered', 'offline', 'repair'],
  ['verdict', 'ok', 'gone', 'conflict', 'refused', 'retry'],
  ['device', 'crash', 'reopen', 'late write'],
  ['server', 'kill', 'restart', 'left-over'],
  ['op', 'grant', 'revoke', 'discard'],
].flatMap(([where, ...whats]) => whats.map((what) => `${where}:${what}`));

/** Where the whole trace of a failed run lies. */
function keepTrace({ seed, faults, trace }: RunResult): string {
  const folder = join(tmpdir(), 'communitrak-model');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `seed-${seed}.txt`);
  writeFileSync(file, [...faults, '', ...trace].join('\n'));
  return file;
}

function report(result: RunResult): string {
  const { seed, faults, trace } = result;
  const lines = replayed === 0 ? trace.slice(-TRACE_LINES) : trace;
  return [
    `seed ${seed} (SEED=${seed} npm run test:model replays it; whole trace in ${keepTrace(result)}):`,
    ...faults.slice(0, 20),
    `the last ${lines.length} of ${trace.length} events:`,
    ...lines,
  ].join('\n');
}

test(
  `${count} runs from seed ${first}: every guarantee holds at rest, and every fault happened`,
  async () => {
    const counts: Record<string, number> = {};
    const failed: RunResult[] = [];
    const jobs = Array.from({ length: count }, (_, index) => ({
      seed: first + index,
      mutant: 'nothing broken' as const,
    }));
    await runJobs(jobs, (result) => {
      addTallies(counts, result.counts);
      if (result.faults.length > 0) {
        keepTrace(result);
        failed.push(result);
      }
      if (replayed !== 0) console.log(report(result));
    });
    if (failed.length > 0) console.error(failed.slice(0, 3).map(report).join('\n\n'));
    expect(failed.map(({ seed, faults }) => [seed, faults[0]])).toEqual([]);
    if (count >= ENOUGH_FOR_EACH_FAULT) {
      expect(MUST_HAPPEN.filter((what) => (counts[what] ?? 0) === 0)).toEqual([]);
    }
  },
  LIMIT_MS,
);

/** With seeds at least one of which catches it. */
const BROKEN = [
  { mutant: 'no revocation walk', guarantee: 'G2', seeds: [1, 2, 4, 5, 9] },
  { mutant: 'pending changes are not written', guarantee: 'G3', seeds: [3, 5, 6, 8, 10, 11] },
  { mutant: 'refused edits are not kept', guarantee: 'G3', seeds: [1, 2] },
  { mutant: 'no stubs', guarantee: 'G2', seeds: [1, 2] },
  { mutant: 'stubs for everything', guarantee: 'G7', seeds: [1, 2] },
  { mutant: 'everybody sees everything', guarantee: 'G7', seeds: [1, 2] },
] as const satisfies readonly { mutant: MutantName; guarantee: string; seeds: readonly number[] }[];

// A replay is for looking at one run.
if (replayed === 0) {
  test('every broken rule is noticed, by the guarantee it stands for', async () => {
    const caught = new Map<MutantName, Set<string>>();
    const jobs = BROKEN.flatMap(({ mutant, seeds }) => seeds.map((seed) => ({ seed, mutant })));
    await runJobs(jobs, ({ faults }, { mutant }) => {
      const guarantees = caught.get(mutant) ?? new Set<string>();
      for (const words of faults) guarantees.add(words.slice(0, 2));
      caught.set(mutant, guarantees);
    });
    expect(BROKEN.filter(({ mutant, guarantee }) => caught.get(mutant)?.has(guarantee) !== true)).toEqual([]);
  });
}
