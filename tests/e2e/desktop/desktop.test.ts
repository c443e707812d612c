/**
 * The desktop under real Electron, where a binary is there. Without one the reason is said loudly, the tests count as
 * skipped, and nothing fails: npm installs Electron without its binary, and not every machine can fetch it.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildDesktop } from '../../../desktop/build.mjs';
import { findElectron, noElectron } from '../../../desktop/find-electron.mjs';
import { root } from '../../../shared/config/scripts/lib.mjs';
import { ANA, openStage, PASSWORD, writeSmall, type Stage } from '../../support/stage.ts';

const binary = findElectron();
const hasScreen =
  process.platform !== 'linux' || (process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'] ?? '') !== '';
const why =
  binary === undefined ? noElectron(process.env) : hasScreen ? '' : 'NO SCREEN FOUND: run it under xvfb-run.';
if (why !== '')
  process.stderr.write(`\n*** DESKTOP TESTS UNDER REAL ELECTRON DO NOT RUN HERE ***\n${why}\n\n`);

describe.skipIf(why !== '')('the desktop app', () => {
  let stage: Stage;
  let folder = '';
  let app: ElectronApplication;
  let page: Page;

  async function start(...words: string[]): Promise<void> {
    // Chromium's sandbox refuses to run for root, which is who tests in a container often are.
    const asRoot = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    app = await _electron.launch({
      ...(binary === undefined ? {} : { executablePath: binary }),
      args: [join(root, 'desktop'), `--user-data-dir=${folder}`, ...asRoot, ...words],
    });
    page = await app.firstWindow();
  }

  beforeAll(async () => {
    if ((await buildDesktop()) !== 0) throw new Error('the desktop app does not build');
    folder = await mkdtemp(join(tmpdir(), 'communitrak-desktop-'));
    stage = await openStage();
    await writeSmall(stage);
    await start();
  });
  afterAll(async () => {
    await app?.close();
    await stage?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('asks for the server first, and takes the address', async () => {
    expect(page.url()).toBe('app://communitrak/connect');
    await page.locator('#address').fill(stage.url);
    await page.keyboard.press('Enter');
    await page.waitForURL('app://communitrak/app/**');
  });

  it('signs in; the token stays out of the page and locked on disk', async () => {
    await page.locator('input[type=email]').fill(ANA.email);
    await page.locator('input[type=password]').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL(/app:\/\/communitrak\/app\/[a-z]/);
    const session = await page.evaluate(async () => {
      const answer = await fetch('/api/session');
      return { status: answer.status, headers: [...answer.headers.keys()], cookies: document.cookie };
    });
    expect(session).toMatchObject({ status: 200, cookies: '' });
    expect(session.headers).not.toContain('set-cookie');
    const kept = await readFile(join(folder, 'session.json'), 'utf8').catch(() => '');
    expect(kept).not.toMatch(/Bearer|"token":"[A-Za-z0-9]+\./);
  });

  it('keeps an event stream open through the handler', async () => {
    const association = new URL(page.url()).pathname.split('/')[2] ?? '';
    const event = await page.evaluate(
      (id) =>
        new Promise<string>((resolve, reject) => {
          const source = new EventSource(`/a/${id}/sync/events?device=e2e-device-1`);
          source.addEventListener('poke', ({ data }: MessageEvent<string>) => {
            source.close();
            resolve(data);
          });
          source.addEventListener('error', () => reject(new Error('no stream')));
        }),
      association,
    );
    expect(JSON.parse(event)).toMatchObject({ collections: expect.any(Array) });
  });

  it('has no Node in the page, and no other window', async () => {
    expect(
      await page.evaluate(() => [
        typeof Reflect.get(window, 'require'),
        typeof Reflect.get(window, 'process'),
      ]),
    ).toEqual(['undefined', 'undefined']);
    await page.evaluate(() => void window.open('app://communitrak/app/'));
    expect(app.windows()).toHaveLength(1);
  });

  it('goes where the menu says, without loading anew', async () => {
    await page.evaluate(() => Object.assign(window, { mark: 'same page' }));
    await app.evaluate(({ Menu }) => {
      const entry = Menu.getApplicationMenu()
        ?.items.flatMap(({ submenu }) => submenu?.items ?? [])
        .find(({ accelerator }) => accelerator === 'CmdOrCtrl+4');
      entry?.click();
    });
    await page.waitForURL(/\/unsent$/);
    expect(await page.evaluate(() => Reflect.get(window, 'mark'))).toBe('same page');
  });

  it('opens at the linked page the next time, with the server known', async () => {
    const association = new URL(page.url()).pathname.split('/')[2] ?? '';
    await app.close();
    await start(`communitrak://${association}/requests`);
    await page.waitForURL(`app://communitrak/app/${association}/requests`);
  });
});
