/**
 * Ends event streams that the page no longer listens to. Electron does not pass a closed EventSource on to the request
 * behind it (electron/electron#47097), and six forgotten streams use up every connection to the server. So: one stream
 * a path, a few in all, none across a page load.
 */
export interface EventStreams {
  /** A stream opens on this path: an older one on the same path, and the oldest beyond the limit, end. */
  open(path: string): EventStream;
  closeAll(): void;
}

export interface EventStream {
  /** Aborted when the stream must end. */
  readonly signal: AbortSignal;
  readonly end: () => void;
}

const LIMIT = 3;

export function createEventStreams(limit: number = LIMIT): EventStreams {
  // A Map keeps the order of opening: the first is the oldest.
  const open = new Map<string, AbortController>();
  const end = (path: string, controller: AbortController): void => {
    controller.abort();
    if (open.get(path) === controller) open.delete(path);
  };
  return {
    open(path) {
      const before = open.get(path);
      if (before !== undefined) end(path, before);
      const controller = new AbortController();
      open.set(path, controller);
      for (const oldest of [...open].slice(0, Math.max(0, open.size - limit))) end(...oldest);
      return { signal: controller.signal, end: () => end(path, controller) };
    },
    closeAll() {
      for (const each of open) end(...each);
    },
  };
}

/**
 * The stream's bytes, ending quietly when it is ended here or the connection breaks: to an EventSource both mean
 * "connect again", and an error inside the main process would reach nobody who could act on it.
 */
export function endQuietly(
  body: ReadableStream<Uint8Array>,
  onCancel: () => void,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      } catch {
        controller.close();
      }
    },
    async cancel(reason) {
      onCancel();
      // After an abort the reader may already be broken; there is nothing left to release then.
      await reader.cancel(reason).catch(() => undefined);
    },
  });
}
