/**
 * Whose turn it is among several server processes. A lease saves work that two would do twice and nothing else: whoever
 * works under one must be right when another works at the same time, because a paused holder wakes up in the middle.
 */
export type InTurn = <T>(name: string, work: () => Promise<T>) => Promise<T>;

export interface Leases {
  /**
   * Runs the work, unless another process is at it or finished it less than `freshMs` ago.
   * @param work its signal is aborted at `close`
   * @returns undefined when it was not run
   */
  run<T>(name: string, freshMs: number, work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined>;
  /** Waits for its turn, at most as long as a lease lasts, and then runs the work in any case. */
  readonly inTurn: InTurn;
  /** Lets go of what is held, so that nobody waits for a process that is gone. */
  close(): Promise<void>;
}
