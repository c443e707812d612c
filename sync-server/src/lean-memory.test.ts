import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const lean = fileURLToPath(new URL('lean-memory.ts', import.meta.url));

/** Allocates much and keeps little. @returns most heap (MB) that V8 held, sampled */
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

it('a process that keeps little holds little, and runs as before', () => {
  const usual = heapOf('');
  const kept = heapOf(`const { keepMemoryLean } = await import(${JSON.stringify(lean)}); keepMemoryLean();`);
  expect(kept).toBeGreaterThan(0);
  expect(kept).toBeLessThan(usual * 0.75);
}, 120_000);
