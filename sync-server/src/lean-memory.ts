/**
 * Lets the process's memory follow what is alive. Left alone, V8 takes what the machine has: with 5,000 open event streams of
 * some 20 KB each the process came to 1.1 GB, most of it garbage that was not worth collecting yet. These are V8's own
 * settings; unlike `--max-old-space-size` they set no ceiling that a large association could run into.
 */
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Percent by which what is alive may grow before everything is looked through again; V8's own goes up to 300. Of a small
 * heap that is few bytes, and looking through it often makes the slowest answers slower by a third.
 */
const GROWTH = { small: 100, large: 25 };
/** From here on it is large: some 2,000 streams. */
const LARGE_BYTES = 144 * 1024 * 1024;
const LOOK_MS = 1000;

function growAsItsSizeAllows(): void {
  const growth = getHeapStatistics().used_heap_size > LARGE_BYTES ? GROWTH.large : GROWTH.small;
  setFlagsFromString(`--heap-growing-percent=${growth}`);
}

const isGc = (value: unknown): value is () => void => typeof value === 'function';

/** As early as can be: what has grown by then stays. */
export function keepMemoryLean(): void {
  growAsItsSizeAllows();
  setInterval(growAsItsSizeAllows, LOOK_MS).unref();
  // The space for what is young stays at its first megabyte instead of growing to 3 × 16.
  setFlagsFromString('--semi-space-growth-factor=1');
  // Until it has collected once, V8 does not know what is alive, and waits for some hundred megabytes.
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  if (isGc(collect)) collect();
}
