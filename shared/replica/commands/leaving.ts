/**
 * A member who signs out in one tab has signed out in all of them: what the others show goes at once, and they let go of
 * the databases before these are erased. Where a page has no such channel, another tab finds its databases gone.
 */
const CHANNEL = 'communitrak.leaving';
/** Two channels of one page hear each other: whoever leaves is not told of it by itself. */
const PAGE = crypto.randomUUID();

export function tellLeaving(): void {
  if (typeof BroadcastChannel === 'undefined') return;
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(PAGE);
  channel.close();
}

/** @returns how to stop listening */
export function onLeftElsewhere(left: () => void): () => void {
  if (typeof BroadcastChannel === 'undefined') return () => undefined;
  const channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (data !== PAGE) left();
  });
  return () => channel.close();
}
