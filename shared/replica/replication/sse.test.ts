import { describe, expect, it } from 'vitest';
import { createEventParser, readEvents, type ServerEvent } from './sse.ts';

const text =
  'retry: 3000\n\nevent: poke\ndata: {"a":1}\n\n: a beat\n\nevent: signed-out\r\ndata: {}\r\n\r\ndata: one\ndata: two\n\n';
const events: readonly ServerEvent[] = [
  { event: 'retry', data: '3000' },
  { event: 'poke', data: '{"a":1}' },
  { event: 'signed-out', data: '{}' },
  { event: 'message', data: 'one\ntwo' },
];

describe('server-sent events', () => {
  it.each([1, 2, 3, 7, 1000])('are the same in portions of %i', (size) => {
    const parse = createEventParser();
    const got: ServerEvent[] = [];
    for (let at = 0; at < text.length; at += size) got.push(...parse(text.slice(at, at + size)));
    expect(got).toEqual(events);
  });

  it('an event without its end is not one', () => {
    expect(createEventParser()('event: poke\ndata: {}\n')).toEqual([]);
  });

  it('a silent stream is given up', async () => {
    let cancelled = false;
    const silent = new ReadableStream<Uint8Array>({
      cancel() {
        cancelled = true;
      },
    });
    await readEvents(silent, 20, () => undefined);
    expect(cancelled).toBe(true);
  });
});
