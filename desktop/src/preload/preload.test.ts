import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { DesktopBridge } from '../bridge/channels.ts';

const fake = vi.hoisted(() => ({
  exposed: new Map<string, unknown>(),
  sent: [] as unknown[],
  answer: {} as unknown,
  ipc: {
    emit: (_name: string, ..._rest: unknown[]): boolean => false,
    listenerCount: (_name: string): number => 0,
  },
}));

vi.mock('electron', async () => {
  const { EventEmitter: Emitter } = await import('node:events');
  const ipcRenderer = Object.assign(new Emitter(), {
    invoke: (name: string, value: unknown) => {
      fake.sent.push([name, value]);
      return Promise.resolve(fake.answer);
    },
    send: (name: string, value: unknown) => void fake.sent.push([name, value]),
  });
  fake.ipc = ipcRenderer;
  return {
    contextBridge: {
      exposeInMainWorld: (name: string, value: unknown) => void fake.exposed.set(name, value),
    },
    ipcRenderer,
  };
});

let bridge: DesktopBridge;
beforeEach(async () => {
  fake.exposed.clear();
  fake.sent.length = 0;
  vi.resetModules();
  await import('./preload.ts');
  bridge = fake.exposed.get('communitrak') as DesktopBridge;
});

describe('what the page gets', () => {
  it('is one object of functions, and nothing of Electron', () => {
    expect([...fake.exposed.keys()]).toEqual(['communitrak']);
    expect(Object.values(bridge).map((part) => typeof part)).toEqual(
      Object.keys(bridge).map(() => 'function'),
    );
    expect(Object.values(bridge).some((part: unknown) => part instanceof EventEmitter)).toBe(false);
  });

  it('asks main by the names of the table', async () => {
    fake.answer = { saved: true };
    const file = { name: 'a', bytes: new Uint8Array([1]) };
    expect(await bridge.saveFile(file)).toEqual({ saved: true });
    fake.answer = {};
    await bridge.print();
    fake.answer = { ok: false, problem: 'unreachable' };
    expect(await bridge.connect('x')).toEqual({ ok: false, problem: 'unreachable' });
    const bytes = new Uint8Array([7, 8]);
    fake.answer = { bytes };
    expect(await bridge.lockKey(bytes)).toEqual(bytes);
    fake.answer = {};
    expect(await bridge.unlockKey(bytes)).toBeUndefined();
    bridge.setLanguage('es');
    bridge.setMenu([]);
    bridge.setBadge(2);
    expect(fake.sent).toEqual([
      ['save-file', file],
      ['print', {}],
      ['connect', { address: 'x' }],
      ['lock-key', { bytes }],
      ['unlock-key', { bytes }],
      ['language', { language: 'es' }],
      ['menu', { entries: [] }],
      ['badge', { count: 2 }],
    ]);
  });

  it('takes no answer of another shape', async () => {
    fake.answer = { saved: 'perhaps' };
    await expect(bridge.saveFile({ name: 'a', bytes: new Uint8Array() })).rejects.toThrow(
      'not such an answer',
    );
  });

  it('hears a path without the event, until it stops listening', () => {
    const heard: unknown[][] = [];
    const stop = bridge.onNavigate((...rest: unknown[]) => void heard.push(rest));
    fake.ipc.emit('navigate', { sender: 'secret' }, { path: '/app/willow' });
    fake.ipc.emit('navigate', {}, { path: 'https://evil.example' });
    expect(heard).toEqual([['/app/willow']]);
    stop();
    fake.ipc.emit('navigate', {}, { path: '/app/other' });
    expect(heard).toHaveLength(1);
    expect(fake.ipc.listenerCount('navigate')).toBe(0);
  });

  it('hears that the keys are asked for', () => {
    const heard: unknown[][] = [];
    bridge.onShowKeys((...rest: unknown[]) => void heard.push(rest));
    fake.ipc.emit('show-keys', {}, {});
    expect(heard).toEqual([[]]);
  });
});
