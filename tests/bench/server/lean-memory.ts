/** The heap that V8 holds for a process that allocates much and keeps little, with `lean-memory.ts` and without. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { bound, median, round, type Report } from '../report.ts';
import type { SyncCase } from '../sync/case.ts';

const lean = fileURLToPath(new URL('../../../sync-server/src/lean-memory.ts', import.meta.url));
const TURNS = 3;
const SHARE = 0.75;

/** @returns most heap (MB) that V8 held, sampled */
function heapOf(first: string): number {
  const script = `
    ${first}
    const keep = [];
    let most = 0;
    for (let n = 0; n < 300000; n += 1) {
      if (n % 8 === 0) keep.push({ n, text: 'x'.repeat(10) + n, list: [n] });
      else JSON.parse(JSON.stringify({ n, list: [1, 2, 3], text: 'y'.repeat(50) + n }));
      if (n % 10000 === 0) most = Math.max(most, process.memoryUsage().heapTotal);
    }
    console.log(Math.round(most / 1e6));`;
  return Number(execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script]));
}

const KEPT = `const { keepMemoryLean } = await import(${JSON.stringify(lean)}); keepMemoryLean();`;

export const leanMemory: SyncCase = {
  name: 'lean-memory',
  run: (report: Report) => {
    const turns = Array.from({ length: TURNS }, () => ({ usual: heapOf(''), kept: heapOf(KEPT) }));
    const usual = median(turns.map((turn) => turn.usual));
    const kept = median(turns.map((turn) => turn.kept));
    report({
      bench: 'server-lean-memory',
      case: `most heap held by a process that keeps little, median of ${String(TURNS)}`,
      value: kept,
      unit: 'MB',
      peer: 'V8 left alone',
      peerValue: usual,
      ratio: round(usual / kept),
      ...bound(kept, '<=', round(usual * SHARE, 0), `MB (${String(SHARE)} of V8 left alone)`),
    });
    return Promise.resolve();
  },
};
