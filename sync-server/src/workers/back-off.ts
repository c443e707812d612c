/** How long to wait before a server process that ended takes its place again: longer each time, for one that dies young. */
const FIRST_MS = 500;
const LONGEST_MS = 30_000;
/** One that lived so long had begun well; its end is a new misfortune. */
const WELL_MS = 60_000;

export interface BackOff {
  /** @param livedMs how long the process that ended had lived */
  after(livedMs: number): number;
}

export function createBackOff(): BackOff {
  let young = 0;
  return {
    after(livedMs) {
      young = livedMs >= WELL_MS ? 0 : young;
      const wait = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(young, 10));
      young += 1;
      return wait;
    },
  };
}
