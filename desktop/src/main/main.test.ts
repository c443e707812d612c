/**
 * The wiring, with a stand-in for Electron: what main registers, and that the parts meet. Real Electron is tested in
 * tests/e2e/desktop where a binary is there.
 */
import type { EventEmitter } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MenuItemConstructorOptions } from 'electron';

type Handler = (event: unknown, value: unknown) => unknown;

const fake = vi.hoisted(() => ({
  state: {
    folder: '',
    lock: true,
    net: [] as { address: string; headers: Record<string, string> }[],
    answer: (_address: string): Response => new Response(),
    schemes: [] as unknown[],
    scheme: '',
    handle: (_request: Request): Promise<Response> => Promise.reject(new Error('not handled')),
    calls: new Map<string, (event: unknown, value: unknown) => unknown>(),
    tells: new Map<string, (event: unknown, value: unknown) => unknown>(),
    menus: [] as MenuItemConstructorOptions[][],
    windows: [] as {
      options: Record<string, unknown>;
      url: string;
      sent: unknown[];
      emit: (name: string, ...rest: unknown[]) => boolean;
      page: { emit: (name: string, ...rest: unknown[]) => boolean };
    }[],
    done: [] as string[],
    permission: (_permission: string, _url: string): boolean => true,
    question: 0,
    opened: [] as string[],
  },
}));
const { state } = fake;

vi.mock('electron', async () => {
  const { EventEmitter: Emitter } = await import('node:events');
  const { state: seen } = fake;
  const did = (what: string) => () => void seen.done.push(what);
  const app = Object.assign(new Emitter(), {
    isPackaged: false,
    getAppPath: () => seen.folder,
    getPath: () => seen.folder,
    getVersion: () => '0.1.0',
    getPreferredSystemLanguages: () => ['en-US'],
    enableSandbox: did('sandbox'),
    requestSingleInstanceLock: () => seen.lock,
    setAboutPanelOptions: () => undefined,
    setAppUserModelId: () => undefined,
    setBadgeCount: (count: number) => seen.done.push(`badge ${count}`) > 0,
    whenReady: () => Promise.resolve(),
    quit: did('quit'),
    exit: did('exit'),
  });
  class BrowserWindow extends Emitter {
    url = '';
    sent: unknown[] = [];
    page = Object.assign(new Emitter(), {
      getURL: () => this.url,
      isLoadingMainFrame: () => false,
      send: (name: string, message: unknown) => void this.sent.push([name, message]),
      setWindowOpenHandler: () => undefined,
      reload: did('reload'),
      navigationHistory: { goBack: did('back'), goForward: did('forward') },
    });
    options: Record<string, unknown>;
    constructor(options: Record<string, unknown>) {
      super();
      this.options = options;
      seen.windows.push(this);
      app.emit('web-contents-created', {}, this.page);
    }
    get webContents() {
      return this.page;
    }
    loadURL(url: string) {
      this.url = url;
      return Promise.resolve();
    }
    isMinimized = () => true;
    restore = did('restore');
    show = did('show');
    focus = did('focus');
    maximize = did('maximize');
    isMaximized = () => false;
    isDestroyed = () => false;
    getNormalBounds = () => ({ x: 10, y: 20, width: 900, height: 700 });
  }
  const session = {
    setPermissionRequestHandler: (
      ask: (page: unknown, permission: string, decide: (yes: boolean) => void, details: unknown) => void,
    ) => {
      seen.permission = (permission, requestingUrl) => {
        const answers: boolean[] = [];
        ask({}, permission, (yes) => answers.push(yes), { requestingUrl });
        return answers[0] ?? true;
      };
    },
    setPermissionCheckHandler: () => undefined,
    setDevicePermissionHandler: () => undefined,
    clearStorageData: () => Promise.resolve(did('cleared storage')()),
    clearCache: () => Promise.resolve(did('cleared cache')()),
  };
  return {
    app,
    BrowserWindow,
    dialog: {
      showMessageBox: () => Promise.resolve({ response: seen.question }),
      showSaveDialog: () => undefined,
    },
    ipcMain: {
      handle: (name: string, handler: Handler) => void seen.calls.set(name, handler),
      on: (name: string, handler: Handler) => void seen.tells.set(name, handler),
    },
    Menu: {
      buildFromTemplate: (template: MenuItemConstructorOptions[]) => template,
      setApplicationMenu: (menu: MenuItemConstructorOptions[]) => void seen.menus.push(menu),
    },
    nativeImage: { createFromBitmap: (pixels: Buffer) => pixels },
    nativeTheme: { shouldUseDarkColors: true },
    net: {
      fetch: (address: string, init: RequestInit) => {
        seen.net.push({ address, headers: Object.fromEntries(new Headers(init.headers)) });
        return Promise.resolve(seen.answer(address));
      },
    },
    Notification: Object.assign(class {}, { isSupported: () => false }),
    protocol: {
      registerSchemesAsPrivileged: (schemes: unknown[]) => void seen.schemes.push(...schemes),
      handle: (scheme: string, handler: (request: Request) => Promise<Response>) => {
        seen.scheme = scheme;
        seen.handle = handler;
      },
    },
    safeStorage: {
      isEncryptionAvailable: () => true,
      getSelectedStorageBackend: () => 'gnome_libsecret',
      encryptString: (text: string) => Buffer.from(`locked ${Buffer.from(text).toString('hex')}`),
      decryptString: (bytes: Buffer) => Buffer.from(bytes.toString().slice(7), 'hex').toString(),
    },
    screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] },
    session: { defaultSession: session },
    shell: { openExternal: (address: string) => Promise.resolve(void seen.opened.push(address)) },
  };
});

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A fresh main process; the data folder is new unless one is given. */
async function startMain(folder = mkdtempSync(join(tmpdir(), 'communitrak-main-'))): Promise<EventEmitter> {
  folders.push(folder);
  Object.assign(state, {
    folder,
    lock: true,
    question: 0,
    net: [],
    schemes: [],
    menus: [],
    windows: [],
    done: [],
    opened: [],
  });
  state.answer = () => Response.json({ problem: 'signed-out' }, { status: 401 });
  vi.resetModules();
  const { app } = await import('electron');
  app.removeAllListeners();
  await import('./main.ts');
  await vi.waitFor(() => expect(state.windows).toHaveLength(1));
  return app;
}

const from = (path: string) => ({ senderFrame: { url: `app://communitrak${path}`, parent: null } });
const call = async (name: string, path: string, value: unknown) =>
  await state.calls.get(name)?.(from(path), value);
const ask = (path: string, init?: RequestInit) => state.handle(new Request(`app://communitrak${path}`, init));
const labels = () => (state.menus.at(-1) ?? []).map(({ label }) => label);

beforeEach(async () => {
  await startMain();
});

describe('at the first start', () => {
  it('registers the scheme before anything, and the page in the sandbox', () => {
    expect(state.schemes).toEqual([
      expect.objectContaining({
        scheme: 'app',
        privileges: expect.objectContaining({ standard: true, secure: true, supportFetchAPI: true }),
      }),
    ]);
    expect(state.scheme).toBe('app');
    expect(state.done).toContain('sandbox');
    expect(state.windows[0]?.options).toMatchObject({
      show: false,
      minWidth: 390,
      backgroundColor: '#161512',
      webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false },
    });
  });

  it('asks for a server, and shows the window when there is something to see', () => {
    expect(state.windows[0]?.url).toBe('app://communitrak/connect');
    expect(state.done).not.toContain('show');
    state.windows[0]?.emit('ready-to-show');
    expect(state.done).toContain('show');
  });

  it('hangs the rules into session and page', () => {
    expect(state.permission('geolocation', 'app://communitrak/app/')).toBe(false);
    expect(state.permission('persistent-storage', 'app://communitrak/app/')).toBe(true);
    const seen: string[] = [];
    const leave = (url: string, isMainFrame: boolean) =>
      state.windows[0]?.page.emit('will-frame-navigate', {
        url,
        isMainFrame,
        preventDefault: () => seen.push(url),
      });
    leave('app://communitrak/app/willow', true);
    leave('https://evil.example/', true);
    leave('https://frame.example/', false);
    leave('app://communitrak/a/willow/files/x', true);
    expect(seen).toEqual([
      'https://evil.example/',
      'https://frame.example/',
      'app://communitrak/a/willow/files/x',
    ]);
    expect(state.opened).toEqual(['https://evil.example/']);
  });

  it('answers `unavailable` while there is no server', async () => {
    const answer = await ask('/api/session');
    expect([answer.status, await answer.json()]).toEqual([503, { problem: 'unavailable' }]);
    expect(state.net).toEqual([]);
  });
});

describe('with a server', () => {
  beforeEach(async () => {
    expect(await call('connect', '/connect', { address: 'hoa.example' })).toEqual({ ok: true });
  });

  it('passes on to it, keeps the token locked on disk, and adds it from then on', async () => {
    state.answer = () => Response.json({ token: 'raw' }, { headers: { 'set-auth-token': 'secret' } });
    const answer = await ask('/api/auth/sign-in/email', { method: 'POST', body: '{}' });
    expect(await answer.json()).toEqual({});
    await ask('/a/willow/sync/pull', { method: 'POST', body: '{}' });
    expect(state.net.map(({ address }) => address)).toEqual([
      'https://hoa.example/api/session',
      'https://hoa.example/api/auth/sign-in/email',
      'https://hoa.example/a/willow/sync/pull',
    ]);
    expect(state.net.map(({ headers }) => headers['authorization'])).toEqual([
      undefined,
      undefined,
      'Bearer secret',
    ]);
    expect(await readFile(join(state.folder, 'session.json'), 'utf8')).not.toContain('secret');
  });

  it('starts with server and token the next time, and shows the app', async () => {
    state.answer = () => Response.json({}, { headers: { 'set-auth-token': 'secret' } });
    await ask('/api/auth/sign-in/email', { method: 'POST', body: '{}' });
    await startMain(state.folder);
    expect(state.windows[0]?.url).toBe('app://communitrak/app/');
    await ask('/api/session');
    expect(state.net[0]?.headers['authorization']).toBe('Bearer secret');
  });

  it('removes all of the old server before it keeps another', async () => {
    state.answer = () => Response.json({}, { headers: { 'set-auth-token': 'secret' } });
    await ask('/api/auth/sign-in/email', { method: 'POST', body: '{}' });
    state.answer = () => Response.json({ problem: 'signed-out' }, { status: 401 });
    expect(await call('connect', '/connect', { address: 'other.example' })).toEqual({
      ok: false,
      problem: 'cancelled',
    });
    expect(state.done).not.toContain('cleared storage');
    state.question = 1;
    expect(await call('connect', '/connect', { address: 'other.example' })).toEqual({ ok: true });
    expect(state.done).toEqual(expect.arrayContaining(['cleared storage', 'cleared cache']));
    expect(existsSync(join(state.folder, 'session.json'))).toBe(false);
    await ask('/a/willow/sync/pull', { method: 'POST', body: '{}' });
    expect(state.net.at(-1)).toMatchObject({ address: 'https://other.example/a/willow/sync/pull' });
    expect(state.net.at(-1)?.headers['authorization']).toBeUndefined();
  });

  it('shows a link in the running app without loading it anew', async () => {
    const app = await startMain(state.folder);
    app.emit('second-instance', {}, ['communitrak', 'communitrak://willow/requests/1']);
    expect(state.windows[0]?.sent).toEqual([['navigate', { path: '/app/willow?open=requests%2F1' }]]);
    expect(state.done).toEqual(expect.arrayContaining(['restore', 'focus']));
    const prevented: string[] = [];
    app.emit('open-url', { preventDefault: () => prevented.push('x') }, 'communitrak://willow/requests/2');
    expect(state.windows[0]?.sent).toHaveLength(2);
    expect(prevented).toEqual(['x']);
  });

  it('opens a window again where a link or the dock asks for one', async () => {
    const app = await startMain(state.folder);
    state.windows[0]?.emit('close');
    state.windows[0]?.emit('closed');
    app.emit('second-instance', {}, ['communitrak://willow/requests/1']);
    expect(state.windows.map(({ url }) => url)).toEqual([
      'app://communitrak/app/',
      'app://communitrak/app/willow?open=requests%2F1',
    ]);
    expect(state.windows[1]?.options).toMatchObject({ x: 10, y: 20, width: 900, height: 700 });
  });
});

describe('the rest', () => {
  it('follows the page’s language in the menu, now and at the next start', async () => {
    expect(labels()).toContain('File');
    state.tells.get('language')?.(from('/app/'), { language: 'es' });
    expect(labels()).toContain('Archivo');
    await startMain(state.folder);
    expect(labels()).toContain('Archivo');
  });

  it('takes the page’s own entries into the menu, leads to them, and lets them go', () => {
    const tell = (value: unknown) => state.tells.get('menu')?.(from('/app/willow'), value);
    const path = '/app/willow/inbox';
    tell({ entries: [{ menu: 'go', label: 'Inbox', path, accelerator: 'CmdOrCtrl+3' }] });
    const entry = () =>
      (state.menus.at(-1) ?? [])
        .flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []))
        .find(({ label }) => label === 'Inbox');
    expect(entry()).toMatchObject({ accelerator: 'CmdOrCtrl+3' });
    tell({ entries: [{ menu: 'go', label: 'Evil', path: 'https://evil.example' }] });
    expect(entry()).toBeDefined();
    tell({ entries: [] });
    expect(entry()).toBeUndefined();
  });

  it('shows how many things are new on the app’s icon', () => {
    state.tells.get('badge')?.(from('/app/willow'), { count: 3 });
    state.tells.get('badge')?.(from('/app/willow'), { count: -1 });
    expect(state.done.filter((what) => what.startsWith('badge'))).toEqual(['badge 3']);
  });

  it('brings a page back that has died, and lets a closed one go', () => {
    state.windows[0]?.page.emit('render-process-gone', {}, { reason: 'clean-exit' });
    expect(state.done).not.toContain('reload');
    state.windows[0]?.page.emit('render-process-gone', {}, { reason: 'crashed' });
    expect(state.done).toContain('reload');
  });

  it('ends at once when another is running', async () => {
    Object.assign(state, { lock: false, windows: [], done: [] });
    vi.resetModules();
    await import('./main.ts');
    expect(state.done).toEqual(['quit']);
    expect(state.windows).toEqual([]);
  });
});
