/**
 * A live read: what `useSyncExternalStore` wants, with no React in sight. It starts with its first subscriber, rests
 * soon after its last, and hands out the same snapshot object until what it shows has changed.
 */
export interface Query<T> {
  subscribe(onChange: () => void): () => void;
  /** Undefined until the first answer has been read. */
  getSnapshot(): T | undefined;
}
