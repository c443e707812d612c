/**
 * Other tabs with the same log: told when something was written, and taken turns with. Only a courtesy: the log is right
 * without any of it, by the keys of its records.
 */
export interface Peers {
  /** Something was written. */
  announce(): void;
  /** Runs `work` while no other tab of ours appends; at once where there is no other tab. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
  close(): void;
}

type Message = 'hello' | 'here' | 'news';

const ALONE: Peers = {
  announce: () => undefined,
  inTurn: (work) => work(),
  close: () => undefined,
};

/** Absent in Node, and in pages without TLS. */
function lockManager(): LockManager | undefined {
  return typeof navigator === 'undefined' ? undefined : (navigator.locks as LockManager | undefined);
}

function quietInNode(channel: BroadcastChannel): void {
  // Only Node has it: there an open channel keeps the process.
  (channel as { unref?: () => void }).unref?.();
}

/** @param onNews another tab has written */
export function createPeers(name: string, shared: boolean, onNews: () => void): Peers {
  if (!shared || typeof BroadcastChannel === 'undefined') return ALONE;
  const channel = new BroadcastChannel(name);
  quietInNode(channel);
  let company = false;
  const say = (message: Message): void => channel.postMessage(message);
  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    company = true;
    if (data === 'hello') say('here');
    if (data === 'news') onNews();
  };
  say('hello');
  return {
    announce: () => say('news'),
    async inTurn(work) {
      const locks = company ? lockManager() : undefined;
      // Two tabs that write all the time would otherwise undo each other's attempts again and again.
      return locks === undefined ? work() : locks.request(name, work);
    },
    close: () => channel.close(),
  };
}
