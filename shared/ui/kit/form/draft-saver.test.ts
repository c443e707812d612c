/** A draft is on the device letter by letter, and nothing is written after it was posted. */
import { describe, expect, it, vi } from 'vitest';
import { draftSaver } from './draft-saver.ts';

describe('the draft saver', () => {
  const deferred = () => {
    let done = (): void => undefined;
    const promise = new Promise<void>((resolve) => (done = resolve));
    return { promise, done: () => done() };
  };
  it('writes at once, one at a time, and of what waits only the newest', async () => {
    const written: string[] = [];
    const first = deferred();
    const saver = draftSaver<string>(
      async (value) => {
        written.push(value);
        if (written.length === 1) await first.promise;
      },
      () => undefined,
    );
    for (const value of ['L', 'Le', 'Lea', 'Leak']) saver.keep(value);
    expect(written).toEqual(['L']);
    first.done();
    await vi.waitFor(() => expect(written).toEqual(['L', 'Leak']));
  });
  it('writes nothing after it was stopped, so that a posted draft stays dropped', async () => {
    const written: string[] = [];
    const first = deferred();
    const saver = draftSaver<string>(
      async (value) => {
        written.push(value);
        await first.promise;
      },
      () => undefined,
    );
    saver.keep('Leak');
    saver.keep('Leak!');
    const stopped = saver.stop();
    first.done();
    await stopped;
    saver.keep('Leak!!');
    expect(written).toEqual(['Leak']);
  });
  it('tells of a failed write, and goes on', async () => {
    const faults: unknown[] = [];
    const write = vi.fn<(value: string) => Promise<void>>();
    write.mockRejectedValueOnce(new Error('full')).mockResolvedValue(undefined);
    const saver = draftSaver(write, (fault) => faults.push(fault));
    saver.keep('Leak');
    await vi.waitFor(() => expect(faults).toEqual([new Error('full')]));
    saver.keep('Leak!');
    await vi.waitFor(() => expect(faults).toEqual([new Error('full'), undefined]));
  });
});
