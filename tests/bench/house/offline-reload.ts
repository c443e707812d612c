/**
 * A reload without a connection, of a device that holds 10,000 documents, with the processor four times slower: from the
 * press to the first row painted. Now and then by turns, each in a profile of its own on the disk.
 */
import type { Page } from 'playwright-core';
import { createComment, createRequest } from '@communitrak/domain/requests/index.ts';
import { aPrincipal } from '@communitrak/testkit/builders.ts';
import { countingIds } from '@communitrak/testkit/clock-and-ids.ts';
import { launchOnDisk, type DiskBrowser } from '../../support/browser.ts';
import { OLIVIA, openStage, PASSWORD, writeSmall, type Stage } from '../../support/stage.ts';
import type { HouseCase } from './house-case.ts';
import { bound, median, round } from '../report.ts';

const REQUESTS = 3300;
const EVENTS_EACH = 2;
const SLOWER = 4;
const ROUNDS = 5;
const REACH = 0.5;
const TITLE = 'Gutter number';
const REST_MS = 3000;

async function fill(stage: Stage): Promise<void> {
  await writeSmall(stage);
  const newId = countingIds(0xbe00);
  const by = aPrincipal('ana', ['all', 'hh:h1'], 'Ana Ruiz');
  const start = Date.UTC(2026, 0, 5);
  const docs = Array.from({ length: REQUESTS }, (_, n) => {
    const at = start + n * 3_600_000;
    const request = createRequest(
      {
        kind: 'maintenance',
        title: `${TITLE} ${n}`,
        description: `Leaves have come down again, and the water runs over at corner ${n} of the house.`,
        priority: 'normal',
        place: 'North side',
        household: 'h1',
        by,
        files: [],
      },
      at,
      newId,
    );
    const events = Array.from({ length: EVENTS_EACH }, (_unused, m) =>
      createComment({ request, by, text: `Note ${m}: still there.`, files: [] }, at + m, newId),
    );
    return [request, ...events];
  });
  await stage.server.sync.write(
    'maple-row',
    docs.flat().map((doc) => ({ doc, by: 'ana', byName: 'Ana Ruiz' })),
  );
}

/** Says when the first row has been painted: the frame after the one in which its words came into the page. */
const WATCH = `
  globalThis.firstRow = new Promise((resolve) => {
    const look = () => {
      if (document.querySelector('main')?.textContent.includes('${TITLE}') !== true) return false;
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now()), 0));
      return true;
    };
    const watch = new MutationObserver(() => { if (look()) watch.disconnect(); });
    watch.observe(document, { childList: true, subtree: true, characterData: true });
  });`;

interface Device {
  readonly browser: DiskBrowser;
  readonly page: Page;
  readonly stage: Stage;
}

/** Signed in, everything pulled, the shell kept, off the network. */
async function prepared(appDir: string): Promise<Device> {
  const stage = await openStage({}, appDir);
  await fill(stage);
  const browser = await launchOnDisk();
  const page = await browser.context.newPage();
  await page.goto(`${stage.url}/app/sign-in`);
  await page.getByLabel('E-mail address').fill(OLIVIA.email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL('**/app/maple-row**');
  await page.goto(`${stage.url}/app/maple-row/inbox`);
  await page
    .getByText(`${TITLE} ${REQUESTS - 1}`)
    .first()
    .waitFor();
  await page
    .getByText(/^Up to date/)
    .first()
    .waitFor({ timeout: 60_000 });
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.waitForTimeout(REST_MS);
  await browser.context.setOffline(true);
  await page.addInitScript(WATCH);
  const session = await browser.context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  return { browser, page, stage };
}

async function reloaded({ page }: Device): Promise<number> {
  await page.waitForTimeout(REST_MS);
  await page.reload({ waitUntil: 'commit' });
  return page.evaluate(() => (globalThis as typeof globalThis & { firstRow: Promise<number> }).firstRow);
}

async function closed({ browser, stage }: Device): Promise<void> {
  await browser.close();
  await stage.close();
}

export const offlineReload: HouseCase = {
  name: 'offline-reload',
  async run(report, peer) {
    const [then, now] = [await prepared(peer.before), await prepared(peer.after)];
    const times: { before: number[]; after: number[] } = { before: [], after: [] };
    for (let round_ = 0; round_ < ROUNDS; round_ += 1) {
      times.before.push(await reloaded(then));
      times.after.push(await reloaded(now));
    }
    await closed(then);
    await closed(now);
    const [before, after] = [median(times.before), median(times.after)];
    report({
      bench: 'house',
      case: `offline reload → first row painted, processor ${SLOWER} times slower, 10,000 documents`,
      value: round(after, 0),
      unit: 'ms',
      peer: 'the build before',
      peerValue: round(before, 0),
      ratio: round(before / after),
      ...bound(round(after / before, 3), '<=', REACH, 'times the build before'),
    });
  },
};
