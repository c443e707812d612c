import { describe, expect, it } from 'vitest';
import { HttpFault } from '../http.ts';
import { createConnectionGate, StoppedError, waitAfter, waitFor } from './connection-gate.ts';

const gateOf = (pausedMs = 60_000) => createConnectionGate({ random: () => 0, pausedMs });
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 10));

describe('gate', () => {
  it('waits longer after each fault, up to a minute, and never in step', () => {
    const waits = [1, 2, 3, 4, 10, 50].map((faults) => waitAfter(faults, () => 0));
    expect(waits).toEqual([500, 1000, 2000, 4000, 30_000, 30_000]);
    expect(waitAfter(3, () => 1)).toBe(4000);
  });

  it('stays away as long as the server says, and up to half of it longer: all were told the same', () => {
    const told = new HttpFault(503, 'busy', 'unavailable', 8000);
    expect([0, 0.5, 1].map((dice) => waitFor(told, 1, () => dice))).toEqual([8000, 10_000, 12_000]);
    expect(waitFor(new HttpFault(503, 'down'), 1, () => 1)).toBe(1000);
  });

  it('asks again after a fault, when nudged, and says how it stands', async () => {
    const gate = gateOf();
    let asked = 0;
    const answer = gate.pass(async () => {
      asked += 1;
      if (asked < 3) throw new HttpFault(503, 'down');
      return 'at last';
    });
    await turn();
    expect([asked, gate.connection()]).toEqual([1, 'offline']);
    gate.nudge();
    await turn();
    expect([asked, gate.connection()]).toEqual([2, 'offline']);
    gate.nudge();
    expect(await answer).toBe('at last');
    expect(gate.connection()).toBe('online');
  });

  it.each([
    [401, 'signed-out'],
    [403, 'signed-out'],
    [404, 'signed-out'],
    [426, 'app-too-old'],
    [0, 'offline'],
    [429, 'offline'],
  ] as const)('%i holds every request back: %s', async (status, connection) => {
    const gate = gateOf();
    const first = gate.pass(() => Promise.reject(new HttpFault(status, 'no')));
    await turn();
    expect(gate.connection()).toBe(connection);
    let asked = 0;
    const second = gate.pass(async () => {
      asked += 1;
    });
    await turn();
    expect(asked).toBe(0);
    gate.stop();
    for (const one of await Promise.allSettled([first, second])) {
      expect(one.status === 'rejected' && one.reason instanceof StoppedError).toBe(true);
    }
  });

  it('one request’s own fault is its own', async () => {
    const gate = gateOf();
    await expect(gate.pass(() => Promise.reject(new HttpFault(400, 'shape')))).rejects.toMatchObject({
      status: 400,
    });
    await expect(gate.pass(() => Promise.reject(new TypeError('a bug')))).rejects.toThrow('a bug');
    expect(gate.connection()).toBe('online');
    expect(await gate.pass(async () => 1)).toBe(1);
  });

  it('a closed gate asks again by itself after its pause', async () => {
    const gate = gateOf(20);
    gate.close('signed-out');
    expect(await gate.pass(async () => 'again')).toBe('again');
    expect(gate.connection()).toBe('online');
  });
});
