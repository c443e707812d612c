import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const remove = vi.spyOn(indexedDB, 'deleteDatabase');

/** As a page that was just loaded. */
async function freshTailOfPage(brand: string): Promise<() => Promise<void>> {
  vi.stubGlobal('navigator', { userAgentData: { brands: [{ brand }] } });
  return (await import('./leveldb-tail.ts')).freshTail;
}

beforeEach(() => vi.resetModules());
afterEach(() => {
  remove.mockReset();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('before a page first writes', () => {
  it('Chromium deletes a database of nobody’s, once, and nothing of it stays', async () => {
    const freshTail = await freshTailOfPage('Chromium');
    // Other tests of this process may have left theirs.
    const before = await indexedDB.databases();
    await Promise.all([freshTail(), freshTail()]);
    await freshTail();
    expect(remove).toHaveBeenCalledTimes(1);
    expect(await indexedDB.databases()).toEqual(before);
  });

  it('other browsers do nothing', async () => {
    await (
      await freshTailOfPage('Firefox')
    )();
    expect(remove).not.toHaveBeenCalled();
  });

  it('a write goes on where it fails, and the next tries again', async () => {
    const freshTail = await freshTailOfPage('Chromium');
    remove.mockImplementationOnce(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await freshTail();
    await freshTail();
    await freshTail();
    expect(remove).toHaveBeenCalledTimes(2);
  });

  it('no write waits long where a frozen tab holds it, nor the next one again', async () => {
    const freshTail = await freshTailOfPage('Chromium');
    remove.mockReturnValue(new EventTarget() as IDBOpenDBRequest);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const waiting = freshTail();
    await vi.advanceTimersByTimeAsync(2000);
    await waiting;
    await freshTail();
    expect(vi.getTimerCount()).toBe(0);
  });
});
