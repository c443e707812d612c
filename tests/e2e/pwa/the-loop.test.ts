/**
 * The main job on real parts: a leak reported offline reaches the office once, with its photos, and the answer comes
 * back live; a neighbour holds nothing of it; who moves away keeps nothing.
 */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FileRef } from '@communitrak/domain/core/files.ts';
import { createHouseholdLink } from '@communitrak/domain/household-links/index.ts';
import { launchBrowser, PHONE } from '../../support/browser.ts';
import { startHoldingProxy, type HoldingProxy } from '../../support/holding-proxy.ts';
import { aPhoto, aPhotoWithPlace, placeMark } from '../../support/pictures.ts';
import { ANA, BEN, OLIVIA, openStage, writeSmall, type Stage } from '../../support/stage.ts';
import { Member } from '../pages/member.ts';
import { NewRequestScreen } from '../pages/new-request.ts';

const TITLE = 'Leak under the kitchen sink';
const WORDS = 'It drips since Tuesday night, the cupboard floor is soaked.';

let stage: Stage;
let browser: Browser;
let line: HoldingProxy;
let ana: Member;
let ben: Member;
let olivia: Member;

beforeAll(async () => {
  stage = await openStage();
  await writeSmall(stage);
  browser = await launchBrowser();
  line = await startHoldingProxy(stage.url);
  ana = await Member.open(browser, stage.url, { viewport: PHONE, hasTouch: true, line });
  ben = await Member.open(browser, stage.url, { viewport: PHONE });
  olivia = await Member.open(browser, stage.url, { viewport: { width: 1440, height: 900 } });
  await ana.signIn(ANA);
  await ben.signIn(BEN);
  await olivia.signIn(OLIVIA);
  await olivia.goTo('inbox');
  await ana.shellIsCached();
});
afterAll(async () => {
  await browser?.close();
  await line?.close();
  await stage?.close();
});

async function stored(type: string): Promise<readonly Record<string, unknown>[]> {
  const db = await stage.server.store.open('association-maple-row', { create: false });
  if (db === undefined) throw new Error('no database');
  return db.range({ startId: `${type}:`, endId: `${type}:\ufff0` });
}

async function filesOfTheRequest(): Promise<readonly FileRef[]> {
  const [request] = await stored('request');
  if (request === undefined) throw new Error('the request is not in the store');
  return (request['body'] as { files: FileRef[] }).files;
}

describe('a leak reported offline in a lift', () => {
  it('is kept across reloads and a deep link without a connection, and says that it waits', async () => {
    await ana.offline();
    await ana.reload();
    await ana.goTo('requests/new');
    const screen = new NewRequestScreen(ana.page);
    await screen.write({ kind: 'Maintenance', title: TITLE, description: WORDS, place: 'Kitchen' });
    await screen.addPhotos([aPhoto('leak.jpg', 1), aPhotoWithPlace('floor.jpg', 2)]);
    await screen.photosReady(2);
    await screen.send();
    await ana.page.getByText('Waiting to send').first().waitFor();
    await ana.reload();
    await ana.page.getByRole('heading', { name: TITLE }).waitFor();
    await ana.page.getByText('Waiting to send').first().waitFor();
    await expect
      .poll(() => ana.page.getByRole('button', { name: /^Open .*photo [12] of 2/ }).count())
      .toBe(2);
    expect(await stored('request')).toEqual([]);
  });

  it('is sent once when the connection is back, and gets its number', async () => {
    await ana.online();
    await ana.page.getByText('R-0001').first().waitFor();
    await expect.poll(() => ana.page.getByText('Waiting to send').count()).toBe(0);
    const requests = await stored('request');
    expect(requests.map(({ body }) => (body as { title: string }).title)).toEqual([TITLE]);
  });

  it('stands in the office’s inbox with number, text and photos, without a reload', async () => {
    const row = olivia.page.getByText(TITLE).first();
    await row.waitFor();
    await row.click();
    await olivia.page.getByText(WORDS).first().waitFor();
    await olivia.page.getByText('R-0001').first().waitFor();
    await expect
      .poll(() =>
        olivia.page
          .locator('main img')
          .evaluateAll((all) => all.filter((img) => (img as HTMLImageElement).naturalWidth > 0).length),
      )
      .toBeGreaterThanOrEqual(2);
  });

  it('was turned upright and carries no place', async () => {
    const files = [];
    for await (const file of stage.server.files.list('maple-row')) files.push(file);
    expect(files).toHaveLength(2);
    const refs = await filesOfTheRequest();
    for (const { sha256 } of refs) {
      const held = await stage.server.files.get('maple-row', sha256);
      const chunks: Buffer[] = [];
      for await (const chunk of held?.open() ?? []) chunks.push(chunk as Buffer);
      expect(Buffer.concat(chunks).includes(placeMark)).toBe(false);
    }
    expect(refs.map(({ width, height }) => [width, height])).toEqual([
      [1200, 900],
      [800, 1200],
    ]);
  });

  it('is assigned and answered by the office; the resident sees it live', async () => {
    const { page } = olivia;
    await page.keyboard.press('a');
    await page.getByText('Assign to me').click();
    await page.keyboard.press('r');
    await page.keyboard.type('A plumber comes tomorrow at nine.');
    await page.getByRole('button', { name: 'Send answer' }).click();
    await ana.page.getByText('A plumber comes tomorrow at nine.').first().waitFor();
    await ana.page.getByText('Olivia Park').first().waitFor();
  });

  it('leaves nothing on a neighbour’s device', async () => {
    await ben.reload();
    await ben.page.waitForTimeout(500);
    const kept = await ben.everythingKept();
    expect(kept).toContain('Ben');
    for (const secret of [TITLE, WORDS, 'A plumber comes', 'R-0001']) expect(kept).not.toContain(secret);
  });
});

describe('a member moved to another household', () => {
  it('keeps nothing of the old one after the next contact, in IndexedDB and file cache', async () => {
    const [photo] = await filesOfTheRequest();
    const before = await ana.everythingKept();
    expect(before).toContain(TITLE);
    expect(before).toContain(photo?.sha256);
    const link = { association: 'maple-row', member: 'ana', role: 'head' } as const;
    const old = createHouseholdLink({ ...link, household: 'h1', from: '2020-01-01' });
    await stage.server.sync.write(
      'maple-row',
      [
        createHouseholdLink({ ...link, household: 'h2', from: '2026-01-01' }),
        { ...old, body: { ...old.body, to: '2026-01-01' } },
      ].map((doc) => ({ doc, by: 'system', byName: 'Office' })),
    );
    await expect.poll(() => ana.everythingKept(), { timeout: 20_000 }).not.toContain(TITLE);
    await expect.poll(() => ana.everythingKept(), { timeout: 20_000 }).not.toContain(photo?.sha256);
    expect(await ana.everythingKept()).not.toContain('A plumber comes');
  });
});
