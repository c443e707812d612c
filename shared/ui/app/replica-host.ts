/**
 * Opens and closes replicas one after the other. A page may hold the collections of one association only (RxDB counts
 * them over all databases), so the next is opened when the last has closed, however fast the member switches.
 */

interface Closable {
  close(): Promise<void>;
}

export interface Held<R> {
  readonly ready: Promise<R>;
  /** Closes it once it has been opened; calling it again does nothing. */
  readonly release: () => void;
}

export interface ReplicaHost<O, R> {
  readonly hold: (options: O) => Held<R>;
}

/** @param onFault told when closing fails: nothing waits for it, and the next one opens all the same */
export function createReplicaHost<O, R extends Closable>(
  open: (options: O) => Promise<R>,
  onFault: (error: unknown) => void,
): ReplicaHost<O, R> {
  let tail: Promise<unknown> = Promise.resolve();
  return {
    hold: (options) => {
      const ready = tail.then(() => open(options));
      // A failed opening is told to whoever waits for `ready`; the queue goes on.
      tail = ready.catch(() => undefined);
      let released = false;
      return {
        ready,
        release: () => {
          if (released) return;
          released = true;
          tail = tail.then(() =>
            ready.then(
              (replica) => replica.close().catch(onFault),
              () => undefined,
            ),
          );
        },
      };
    },
  };
}
