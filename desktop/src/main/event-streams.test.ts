import { describe, expect, it } from 'vitest';
import { createEventStreams, endQuietly } from './event-streams.ts';

describe('event streams', () => {
  it('ends the older stream on the same path', () => {
    const streams = createEventStreams();
    const first = streams.open('/a/w/sync/events');
    const second = streams.open('/a/w/sync/events');
    expect(first.signal.aborted).toBe(true);
    expect(second.signal.aborted).toBe(false);
  });

  it('ends the oldest beyond the limit', () => {
    const streams = createEventStreams(2);
    const opened = ['/1', '/2', '/3'].map((path) => streams.open(path));
    expect(opened.map(({ signal }) => signal.aborted)).toEqual([true, false, false]);
  });

  it('does not end a newer stream when an old one is ended late', () => {
    const streams = createEventStreams(2);
    const old = streams.open('/1');
    const fresh = streams.open('/1');
    old.end();
    expect(fresh.signal.aborted).toBe(false);
    streams.closeAll();
    expect(fresh.signal.aborted).toBe(true);
  });

  it('frees the place of an ended stream', () => {
    const streams = createEventStreams(2);
    const first = streams.open('/1');
    streams.open('/2').end();
    streams.open('/3');
    expect(first.signal.aborted).toBe(false);
  });
});

describe('the bytes of a stream', () => {
  it('end quietly when the connection breaks', async () => {
    const broken = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('data: 1\n\n'));
      },
      pull(controller) {
        controller.error(new Error('net::ERR_CONNECTION_RESET'));
      },
    });
    expect(await new Response(endQuietly(broken, () => undefined)).text()).toBe('data: 1\n\n');
  });

  it('are given up when nobody reads on', async () => {
    const seen: string[] = [];
    const source = new ReadableStream<Uint8Array>({
      cancel() {
        seen.push('source');
      },
    });
    await endQuietly(source, () => seen.push('request')).cancel();
    expect(seen).toEqual(['request', 'source']);
  });
});
