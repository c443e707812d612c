/** New versions are told and never forced; the install offer is kept until it is wanted. */
import { describe, expect, it, vi } from 'vitest';
import { createInstallPrompt } from './install.ts';
import { createUpdates } from './updates.ts';

class Worker extends EventTarget {
  state = 'installing';
  readonly sent: unknown[] = [];
  postMessage(message: unknown): void {
    this.sent.push(message);
  }
  become(state: string): void {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }
}
class Registration extends EventTarget {
  waiting: Worker | null = null;
  installing: Worker | null = null;
  looks = 0;
  update(): Promise<void> {
    this.looks += 1;
    return this.looks === 1 ? Promise.reject(new TypeError('offline')) : Promise.resolve();
  }
}
class Workers extends EventTarget {
  controller: unknown = null;
  readonly registration = new Registration();
  readonly register = vi.fn(() => Promise.resolve(this.registration));
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

async function start(controller: unknown, prepare: (workers: Workers) => void = () => undefined) {
  const workers = new Workers();
  workers.controller = controller;
  prepare(workers);
  const page = Object.assign(new EventTarget(), { setInterval: vi.fn() as unknown as typeof setInterval });
  const reload = vi.fn();
  const heard = vi.fn();
  const updates = createUpdates({ workers, page, reload });
  updates.subscribe(heard);
  await settle();
  const install = (): Worker => {
    const worker = new Worker();
    workers.registration.installing = worker;
    workers.registration.dispatchEvent(new Event('updatefound'));
    worker.become('installed');
    return worker;
  };
  return { workers, page, reload, heard, updates, install };
}

describe('updates', () => {
  it('registers the worker for the app’s own addresses alone', async () => {
    const { workers } = await start(null);
    expect(workers.register).toHaveBeenCalledWith('/app/sw.js', { scope: '/app/' });
  });

  it('say nothing at the first install, not even when it takes over', async () => {
    const { updates, heard, install, workers, reload } = await start(null);
    install();
    workers.controller = {};
    workers.dispatchEvent(new Event('controllerchange'));
    expect(updates.isReady()).toBe(false);
    expect(heard).not.toHaveBeenCalled();
    expect(reload).not.toHaveBeenCalled();
  });

  it('are told when ready, and restart only when the member says so', async () => {
    const { updates, heard, install, workers, reload } = await start({});
    const worker = install();
    expect(updates.isReady()).toBe(true);
    expect(heard).toHaveBeenCalledTimes(1);
    expect(worker.sent).toEqual([]);
    updates.apply();
    expect(worker.sent).toEqual(['skip-waiting']);
    expect(reload).not.toHaveBeenCalled();
    workers.dispatchEvent(new Event('controllerchange'));
    expect(reload).toHaveBeenCalledTimes(1);
  });

  it('find a version that has waited since the last visit', async () => {
    const { updates } = await start({}, (workers) => {
      workers.registration.waiting = new Worker();
    });
    expect(updates.isReady()).toBe(true);
  });

  it('never reload this tab because another has restarted; they tell, and apply reloads', async () => {
    const { updates, heard, workers, reload } = await start({});
    workers.dispatchEvent(new Event('controllerchange'));
    expect(reload).not.toHaveBeenCalled();
    expect(heard).toHaveBeenCalledTimes(1);
    expect(updates.isReady()).toBe(true);
    updates.apply();
    expect(reload).toHaveBeenCalledTimes(1);
  });

  it('are looked for again when the connection is back, and a failed look is no fault', async () => {
    const { workers, page } = await start({});
    page.dispatchEvent(new Event('online'));
    page.dispatchEvent(new Event('online'));
    await settle();
    expect(workers.registration.looks).toBe(2);
  });

  it('do without a service worker', async () => {
    const reload = vi.fn();
    const updates = createUpdates({
      workers: undefined,
      page: Object.assign(new EventTarget(), { setInterval }),
      reload,
    });
    await settle();
    expect(updates.isReady()).toBe(false);
    updates.apply();
    expect(reload).toHaveBeenCalledTimes(1);
  });
});

describe('the install offer', () => {
  it('is kept, shown once when wanted, and gone afterwards', async () => {
    const page = new EventTarget();
    const install = createInstallPrompt(page);
    const heard = vi.fn();
    const stop = install.subscribe(heard);
    expect(install.isAvailable()).toBe(false);
    const prompt = vi.fn(() => Promise.resolve());
    const offer = Object.assign(new Event('beforeinstallprompt', { cancelable: true }), { prompt });
    page.dispatchEvent(offer);
    expect(offer.defaultPrevented).toBe(true);
    expect(install.isAvailable()).toBe(true);
    expect(prompt).not.toHaveBeenCalled();
    await install.show();
    expect(prompt).toHaveBeenCalledTimes(1);
    expect(install.isAvailable()).toBe(false);
    await install.show();
    expect(prompt).toHaveBeenCalledTimes(1);
    expect(heard).toHaveBeenCalled();
    stop();
  });

  it('is gone once installed by another way', () => {
    const page = new EventTarget();
    const install = createInstallPrompt(page);
    page.dispatchEvent(Object.assign(new Event('beforeinstallprompt'), { prompt: vi.fn() }));
    page.dispatchEvent(new Event('appinstalled'));
    expect(install.isAvailable()).toBe(false);
  });
});
