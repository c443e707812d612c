/** The app's logic apart from React: one replica at a time, choices kept, addresses that stay ours, the palette. */
import { describe, expect, it, vi } from 'vitest';
import { formatsFor } from '../i18n/formats.ts';
import { bestActs } from './palette-match.ts';
import { pathBelow, safeBack, segmentOf, signInPath, withAsked } from './paths.ts';
import { createPreferences, languageInForce } from './preferences.ts';
import { createReplicaHost } from './replica-host.ts';

/** Opens and closes when told; keeps a log of both. */
function scripted() {
  const log: string[] = [];
  const gates = new Map<string, () => void>();
  const gate = (name: string): Promise<void> => new Promise((resolve) => gates.set(name, resolve));
  const open = async (name: string) => {
    log.push(`open ${name}`);
    await gate(`open ${name}`);
    return {
      close: async () => {
        log.push(`close ${name}`);
        await gate(`close ${name}`);
        log.push(`closed ${name}`);
      },
    };
  };
  const pass = async (name: string): Promise<void> => {
    await vi.waitFor(() => expect(gates.has(name)).toBe(true));
    gates.get(name)?.();
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { log, open, pass };
}

describe('the replica host', () => {
  it('opens the next only when the last has closed', async () => {
    const { log, open, pass } = scripted();
    const host = createReplicaHost(open, vi.fn());
    const first = host.hold('a');
    await pass('open a');
    first.release();
    const second = host.hold('b');
    await pass('close a');
    await pass('open b');
    await second.ready;
    expect(log).toEqual(['open a', 'close a', 'closed a', 'open b']);
  });

  it('closes what was let go of while it was still opening', async () => {
    const { log, open, pass } = scripted();
    const host = createReplicaHost(open, vi.fn());
    const first = host.hold('a');
    first.release();
    first.release();
    host.hold('b');
    await pass('open a');
    await pass('close a');
    await pass('open b');
    expect(log).toEqual(['open a', 'close a', 'closed a', 'open b']);
  });

  it('goes on after an opening that failed, and tells whoever waited', async () => {
    const close = vi.fn(() => Promise.resolve());
    const host = createReplicaHost(
      (name: string) =>
        name === 'bad' ? Promise.reject(new Error('device full')) : Promise.resolve({ close }),
      vi.fn(),
    );
    const bad = host.hold('bad');
    await expect(bad.ready).rejects.toThrow('device full');
    bad.release();
    await expect(host.hold('good').ready).resolves.toBeTruthy();
  });

  it('goes on after a closing that failed, and reports it', async () => {
    const onFault = vi.fn();
    const host = createReplicaHost(
      () => Promise.resolve({ close: () => Promise.reject(new Error('still busy')) }),
      onFault,
    );
    const first = host.hold('a');
    await first.ready;
    first.release();
    await host.hold('b').ready;
    expect(onFault).toHaveBeenCalledTimes(1);
  });
});

function memory(initial?: string): Storage {
  const values = new Map<string, string>(initial === undefined ? [] : [['communitrak.preferences', initial]]);
  return {
    length: 0,
    key: () => null,
    clear: () => values.clear(),
    removeItem: (key) => void values.delete(key),
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
  };
}

describe('preferences', () => {
  it('are kept on the device and told to whoever listens', () => {
    const storage = memory();
    const store = createPreferences(() => storage);
    const heard = vi.fn();
    store.subscribe(heard);
    store.set({ language: 'es', theme: 'dark' });
    expect(heard).toHaveBeenCalledTimes(1);
    expect(createPreferences(() => storage).get()).toMatchObject({ language: 'es', theme: 'dark' });
  });

  it.each([
    'not json',
    '[]',
    'null',
    '{"language":"fr","theme":"neon","association":7,"navFolded":"yes","groupsFolded":"office"}',
  ])('fall back on what is usual when what was kept cannot be read: %s', (kept) => {
    expect(createPreferences(() => memory(kept)).get()).toEqual({
      language: undefined,
      theme: 'auto',
      association: '',
      navFolded: false,
      groupsFolded: [],
      installDeclined: false,
    });
  });

  it('hold until the tab closes where the browser refuses storage', () => {
    const store = createPreferences(() => {
      throw new Error('SecurityError');
    });
    store.set({ theme: 'light' });
    expect(store.get().theme).toBe('light');
  });

  it('follow the browser until a language is chosen', () => {
    const store = createPreferences(() => memory());
    expect(languageInForce(store.get(), ['es-US'])).toBe('es');
    store.set({ language: 'en' });
    expect(languageInForce(store.get(), ['es-US'])).toBe('en');
  });
});

describe('paths', () => {
  it('name documents by their local part', () => {
    expect(pathBelow('willow-creek', `requests/${segmentOf('request:0190-ab')}`)).toBe(
      '/willow-creek/requests/0190-ab',
    );
    expect(pathBelow('a/b', '')).toBe('/a%2Fb');
    expect(segmentOf('request:a/b')).toBe('a%2Fb');
  });

  it('carry along what somebody outside asks for', () => {
    expect(withAsked('/willow', 'requests/new')).toBe('/willow?open=requests%2Fnew');
    expect(withAsked('/willow', null)).toBe('/willow');
  });

  it('lead back after sign-in', () => {
    expect(signInPath('/willow-creek/requests/1?x=1')).toBe(
      '/sign-in?back=%2Fwillow-creek%2Frequests%2F1%3Fx%3D1',
    );
    expect(signInPath('/')).toBe('/sign-in');
  });

  it.each([
    '//evil.example',
    String.raw`/\evil.example`,
    'https://evil.example',
    'javascript:alert(1)',
    '',
    null,
  ])('never lead to another site: %s', (back) => {
    expect(safeBack(back)).toBe('/');
  });

  it('lead to a place of our own', () => {
    expect(safeBack('/willow-creek/inbox?status=open')).toBe('/willow-creek/inbox?status=open');
  });
});

describe('the palette', () => {
  const acts = ['New request', 'My requests', 'Settings', 'Tema oscuro', 'Página'].map((label) => ({
    label,
    run: () => undefined,
  }));
  const labels = (text: string): string[] => bestActs(acts, text).map((act) => act.label);

  it('shows all for nothing typed', () => {
    expect(labels('  ')).toHaveLength(5);
  });

  it('wants every word, anywhere, and puts the start of the name first', () => {
    expect(labels('re')).toEqual(['New request', 'My requests']);
    expect(labels('my req')).toEqual(['My requests']);
    expect(labels('set')).toEqual(['Settings']);
    expect(labels('nothing such')).toEqual([]);
  });

  it('does not mind accents or case', () => {
    expect(labels('PAGINA')).toEqual(['Página']);
  });
});

describe('formats', () => {
  it('are made for a locale once and stay', () => {
    const formats = formatsFor('en-US', 'UTC');
    expect(formats.time('2026-03-04T19:02:00Z')).toBe('7:02 PM');
  });
});
