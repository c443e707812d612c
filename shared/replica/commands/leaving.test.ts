import { describe, expect, it, vi } from 'vitest';
import { onLeftElsewhere, tellLeaving } from './leaving.ts';

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));

describe('leaving in one tab', () => {
  it('is heard in another, not by the one that leaves, and by nobody who has stopped listening', async () => {
    const here = vi.fn();
    const there = vi.fn();
    vi.resetModules();
    const other = await import('./leaving.ts');
    const stopHere = onLeftElsewhere(here);
    const stopThere = other.onLeftElsewhere(there);
    tellLeaving();
    await vi.waitFor(() => expect(there).toHaveBeenCalledTimes(1));
    await settled();
    expect(here).not.toHaveBeenCalled();
    stopThere();
    tellLeaving();
    await settled();
    expect(there).toHaveBeenCalledTimes(1);
    stopHere();
  });
});
