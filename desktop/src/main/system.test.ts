/** Saving, printing, notices, the way to the server: the small parts that touch the system. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLog } from './log.ts';
import { createNotices } from './notifications.ts';
import { printPage, type Printable } from './print.ts';
import { safeName, saveFile } from './save-file.ts';
import { linkTo } from './server-link.ts';
import { aboutPanel } from './updates.ts';
import { wordsIn } from './words.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'communitrak-save-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('saving', () => {
  const bytes = new Uint8Array([1, 2, 3]);
  it('writes where the person said', async () => {
    const path = join(folder, 'chosen.json');
    const asked: string[] = [];
    const ask = (suggestion: string) => {
      asked.push(suggestion);
      return Promise.resolve(path);
    };
    const sayFailed = () => expect.unreachable();
    expect(await saveFile({ name: '../../up.json', bytes }, { folder, ask, sayFailed })).toEqual({
      saved: true,
    });
    expect([...(await readFile(path))]).toEqual([1, 2, 3]);
    expect(asked).toEqual([join(folder, '-..-up.json')]);
  });

  it('does nothing when cancelled, and says when writing failed', async () => {
    const faults: unknown[] = [];
    const sayFailed = (fault: unknown) => void faults.push(fault);
    const cancelled = { folder, ask: () => Promise.resolve(undefined), sayFailed };
    expect(await saveFile({ name: 'a', bytes }, cancelled)).toEqual({ saved: false });
    expect(faults).toEqual([]);
    const nowhere = { folder, ask: () => Promise.resolve(join(folder, 'no', 'such', 'folder')), sayFailed };
    expect(await saveFile({ name: 'a', bytes }, nowhere)).toEqual({ saved: false });
    expect(faults).toHaveLength(1);
  });

  it.each([
    ['unsent 2026-01-02.json', 'unsent 2026-01-02.json'],
    ['a/b\\c:d.json', 'a-b-c-d.json'],
    ['..', 'communitrak'],
    ['con.json', 'communitrak-con.json'],
    ['name. ', 'name'],
    ['\u0000\n', '-'],
    [`${'a'.repeat(300)}.json`, `${'a'.repeat(115)}.json`],
    ['Peñarrubia – año.json', 'Peñarrubia – año.json'],
  ])('suggests a name any system takes: %j', (name, safe) => expect(safeName(name)).toBe(safe));
});

describe('printing', () => {
  const page = (success: boolean, reason: string): Printable => ({
    print: (_options, done) => done?.(success, reason),
  });
  it.each([
    [true, '', []],
    [false, 'Print job canceled', []],
    [false, 'cancelled', []],
    [false, 'Print job failed', ['Print job failed']],
  ])('%s %s', async (success, reason, said) => {
    const seen: string[] = [];
    await printPage(page(success, reason), (why) => void seen.push(why));
    expect(seen).toEqual(said);
  });
});

describe('notices', () => {
  const notice = { title: 'Request 12', body: 'Answered', path: '/app/w/requests/1' };
  function harness(isSupported = true) {
    const shown: { title: string | undefined; say: (event: string) => void }[] = [];
    const opened: string[] = [];
    const notify = createNotices({
      isSupported: () => isSupported,
      create: ({ title }) => {
        const listeners = new Map<string, () => void>();
        const made = {
          on(event: string, listener: () => void) {
            listeners.set(event, listener);
            return made;
          },
          show: () => void shown.push({ title, say: (event) => listeners.get(event)?.() }),
        };
        // The real one is an EventEmitter with many overloads; `on` and `show` are all that is used.
        return made as unknown as Electron.Notification;
      },
      open: (path) => void opened.push(path),
    });
    return { notify, shown, opened };
  }
  it('shows one and opens its path when clicked', () => {
    const { notify, shown, opened } = harness();
    notify(notice);
    expect(shown[0]?.title).toBe('Request 12');
    shown[0]?.say('click');
    expect(opened).toEqual(['/app/w/requests/1']);
  });
  it('is silent where the system has none', () => {
    const { notify, shown } = harness(false);
    notify(notice);
    expect(shown).toEqual([]);
  });
});

describe('the way to the server', () => {
  const init = { method: 'POST', headers: new Headers({ a: 'b' }), body: null, signal: null };
  it('refuses redirects, cookies and caches', async () => {
    const seen: unknown[] = [];
    const forward = linkTo(
      () => 'https://hoa.example',
      (address, sent) => {
        seen.push(address, sent.redirect, sent.credentials, sent.cache, sent.method);
        return Promise.resolve(new Response());
      },
      () => undefined,
    );
    await forward('/api/session?x=1', init);
    expect(seen).toEqual(['https://hoa.example/api/session?x=1', 'error', 'omit', 'no-store', 'POST']);
  });
  it('rejects without a server, and tells the log why a server did not answer', async () => {
    const lines: string[] = [];
    const log = createLog((line) => lines.push(line));
    const none = linkTo(
      () => undefined,
      () => expect.unreachable(),
      log,
    );
    await expect(none('/api/session', init)).rejects.toThrow('no server is configured');
    const dead = linkTo(
      () => 'https://hoa.example',
      () => Promise.reject(new Error('net::ERR_NAME_NOT_RESOLVED')),
      log,
    );
    await expect(dead('/api/session', init)).rejects.toThrow('ERR_NAME_NOT_RESOLVED');
    expect(lines).toEqual(['communitrak: the server could not be reached: net::ERR_NAME_NOT_RESOLVED\n']);
  });
});

it('says its version, and that it does not update itself', () => {
  const panel = aboutPanel(wordsIn('es'), { app: '0.1.0', electron: '45.4.1', chrome: '150' });
  expect(panel.applicationVersion).toBe('0.1.0');
  expect(panel.copyright).toContain('no se actualiza sola');
});
