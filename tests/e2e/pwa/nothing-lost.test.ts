/**
 * What can go wrong with what a resident writes: photos that are none, a request closed meanwhile, a new version in the
 * middle of a form, signing out of a shared device. Each is said in words, and nothing is lost or left behind unasked.
 */
import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, PHONE } from '../../support/browser.ts';
import { startHoldingProxy, type HoldingProxy } from '../../support/holding-proxy.ts';
import { aHugePicture, aPhoto, notAnImage } from '../../support/pictures.ts';
import { root } from '../../support/processes.ts';
import { ANA, openStage, PASSWORD, writeSmall, type Stage } from '../../support/stage.ts';
import { closeRequest } from '../../support/stage-writes.ts';
import { Member } from '../pages/member.ts';
import { NewRequestScreen } from '../pages/new-request.ts';
import { UnsentScreen } from '../pages/unsent.ts';

let app: string;
let stage: Stage;
let browser: Browser;
let line: HoldingProxy;
let ana: Member;

beforeAll(async () => {
  app = await mkdtemp(join(tmpdir(), 'communitrak-app-'));
  await cp(join(root, 'pwa/dist'), app, { recursive: true });
  stage = await openStage({}, app);
  await writeSmall(stage);
  browser = await launchBrowser();
  line = await startHoldingProxy(stage.url);
  ana = await Member.open(browser, stage.url, { viewport: PHONE, acceptDownloads: true, line });
  await ana.signIn(ANA);
  await ana.shellIsCached();
});
afterAll(async () => {
  await browser?.close();
  await line?.close();
  await stage?.close();
  await rm(app, { recursive: true, force: true });
});

async function write(title: string): Promise<NewRequestScreen> {
  await ana.goTo('requests/new');
  const screen = new NewRequestScreen(ana.page);
  await screen.write({ kind: 'Maintenance', title, description: 'As said.', place: 'Kitchen' });
  return screen;
}

describe('photos that are none', () => {
  it('are refused on the device with words; the good one stays', async () => {
    const screen = await write('Broken lamp');
    await screen.addPhotos([notAnImage('letter.jpg'), aHugePicture('plan.png'), aPhoto('lamp.jpg', 3)]);
    await screen.photosReady(1);
    await ana.page.getByText('letter.jpg was not added: it is not a photo.').waitFor();
    await ana.page
      .getByText('plan.png was not added: it has more pixels than this device can open.')
      .waitFor();
  });
});

describe('a new version in the middle of a form', () => {
  it('is told and waits; restarting brings the draft back', async () => {
    await write('Gate does not close');
    await appendFile(join(app, 'sw.js'), '\n// another version\n');
    await ana.page.evaluate(async () => (await navigator.serviceWorker.getRegistration('/app/'))?.update());
    await ana.page.getByText('A new version is ready').waitFor();
    expect(await ana.page.getByLabel('In a few words').inputValue()).toBe('Gate does not close');
    await Promise.all([
      ana.page.waitForEvent('load'),
      ana.page.getByRole('button', { name: 'Restart now' }).click(),
    ]);
    await expect.poll(() => ana.page.getByLabel('In a few words').inputValue()).toBe('Gate does not close');
  });
});

describe('everything unsent', () => {
  it('lists what waits, saves it as a file, and discards one for good', async () => {
    await (await write('Loose handrail')).send();
    await expect.poll(() => ana.page.getByText('R-0001').count()).toBeGreaterThan(0);
    await ana.offline();
    await (await write('Slippery steps')).send();
    await (await write('Dead tree')).send();
    await ana.goTo('unsent');
    const screen = new UnsentScreen(ana.page);
    await screen.row('Slippery steps').getByText('Waiting to send').waitFor();
    const saved = await screen.export();
    expect(saved).toContain('Slippery steps');
    expect(saved).toContain('Dead tree');
    await screen.discard(screen.row('Dead tree'));
    await ana.reload();
    await screen.row('Slippery steps').waitFor();
    expect(await screen.row('Dead tree').count()).toBe(0);
    await ana.online();
    await screen.row('Slippery steps').waitFor({ state: 'detached' });
  });

  it('keeps a correction of a request that was closed meanwhile, with the reason', async () => {
    const words = 'Loose handrail, and the second one too';
    await ana.goTo('requests');
    await ana.page.getByText('Loose handrail').first().click();
    await ana.page.getByRole('button', { name: 'Correct it' }).click();
    await ana.offline();
    await ana.page.getByRole('dialog').getByLabel('In a few words').fill(words);
    await ana.page.getByRole('button', { name: 'Save' }).click();
    await ana.page.getByText('Waiting to send').first().waitFor();
    await closeRequest(stage, 'maple-row', 'Loose handrail');
    await ana.online();
    await ana.goTo('unsent');
    const screen = new UnsentScreen(ana.page);
    const refused = screen.refused(words);
    await refused.getByText('Not accepted: this request was closed in the meantime.').waitFor();
    await ana.reload();
    await refused.waitFor();
    await screen.discard(refused);
  });
});

describe('a device that its member has erased from another one', () => {
  it('shows and keeps nothing any more, without being touched', async () => {
    const lost = await Member.open(browser, stage.url, { viewport: PHONE });
    await lost.signIn(ANA);
    await lost.goTo('requests');
    await lost.page.getByText('Slippery steps').first().waitFor();
    expect(await lost.everythingKept()).toContain('Slippery steps');
    await ana.goTo('settings');
    await ana.page.getByRole('button', { name: 'Erase there' }).click();
    await ana.page.getByRole('button', { name: 'Sign out and erase', exact: true }).click();
    await lost.page.getByLabel('E-mail address').waitFor();
    const kept = await lost.everythingKept();
    for (const word of ['Slippery steps', 'Maple Row', 'Ruiz']) expect(kept).not.toContain(word);
    await lost.close();
  });
});

describe('a session that has run out', () => {
  it('does not lock its member out of what is here, says so, and is one password away', async () => {
    await ana.context.clearCookies();
    await ana.goTo('requests');
    await ana.page.getByText('Slippery steps').first().waitFor();
    await ana.page.getByRole('link', { name: 'Sign in again' }).click();
    await ana.page.getByText(/What you wrote is kept on this device/).waitFor();
    expect(await ana.page.getByLabel('E-mail address').inputValue()).toBe(ANA.email);
    await ana.page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await ana.page.keyboard.press('Enter');
    await ana.page.waitForURL('**/requests');
    await ana.page
      .getByText(/^Up to date/)
      .first()
      .waitFor();
  });
});

describe('signing out of a shared device', () => {
  it('leaves nothing of the association on it', async () => {
    expect(await ana.everythingKept()).toContain('Slippery steps');
    const other = await ana.context.newPage();
    await other.goto(ana.address('requests'));
    await other.getByText('Slippery steps').first().waitFor();
    await ana.goTo('more');
    await ana.page.getByRole('button', { name: 'Sign out and erase this device' }).click();
    await ana.page.getByRole('button', { name: 'Sign out and remove' }).click();
    await ana.page.getByLabel('E-mail address').waitFor();
    const kept = await ana.everythingKept();
    for (const word of ['Slippery steps', 'Maple Row', 'Ruiz', 'Loose handrail'])
      expect(kept).not.toContain(word);
    // Another tab shows nothing of it either, and says nothing of databases.
    await other.getByLabel('E-mail address').waitFor();
    expect(await other.textContent('body')).not.toMatch(/Slippery steps|removed in another tab/);
    await other.close();
    await ana.goTo('requests');
    await ana.page.getByLabel('E-mail address').waitFor();
  });
});
