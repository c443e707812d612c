/**
 * Reads a stream of server-sent events from a fetch answer: `EventSource` takes no headers, does not run in tests, and
 * reconnects by rules of its own. Pure but for the stream: text in, events out.
 */
export interface ServerEvent {
  readonly event: string;
  readonly data: string;
}

/** A comment's name is empty. */
function fieldOf(text: string): readonly [name: string, value: string] {
  const colon = text.indexOf(':');
  return colon < 0 ? [text, ''] : [text.slice(0, colon), text.slice(colon + 1).replace(/^ /, '')];
}

/**
 * Feeds text as it comes, in any portions; returns the events that are complete. Comments are dropped; when to come back
 * after the stream's end (`retry:`) is an event of its own, in milliseconds.
 */
export function createEventParser(): (text: string) => readonly ServerEvent[] {
  let rest = '';
  let event = '';
  let data: string[] = [];
  const line = (text: string): ServerEvent | undefined => {
    if (text === '') {
      const whole =
        data.length > 0 ? { event: event === '' ? 'message' : event, data: data.join('\n') } : undefined;
      event = '';
      data = [];
      return whole;
    }
    const [field, value] = fieldOf(text);
    if (field === 'event') event = value;
    else if (field === 'data') data.push(value);
    else if (field === 'retry' && /^\d{1,6}$/.test(value)) return { event: 'retry', data: value };
    return undefined;
  };
  return (text) => {
    const lines = (rest + text).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    return lines.flatMap((one) => {
      const whole = line(one);
      return whole === undefined ? [] : [whole];
    });
  };
}

/**
 * Until the stream ends, breaks, or falls silent for `silenceMs`.
 * @throws what the stream throws
 */
export async function readEvents(
  body: ReadableStream<Uint8Array>,
  silenceMs: number,
  onEvent: (event: ServerEvent) => void,
): Promise<void> {
  const parse = createEventParser();
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const alive = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void reader.cancel().catch(() => undefined), silenceMs);
  };
  try {
    for (;;) {
      alive();
      const { done, value } = await reader.read();
      if (done) return;
      for (const event of parse(decoder.decode(value, { stream: true }))) onEvent(event);
    }
  } finally {
    clearTimeout(timer);
  }
}
