/** What goes over the wire until somebody can sign in: the page and whatever it asks for, not what it fetches ahead. */
import type { BrowserContext, CDPSession } from 'playwright-core';
import { launchBrowser } from '../../support/browser.ts';
import { openStage } from '../../support/stage.ts';
import type { HouseCase } from './house-case.ts';
import { bound, round } from '../report.ts';

const REACH = 0.75;

/** Bytes of each request as they came, headers included; those fetched ahead (`Sec-Purpose: prefetch`) do not count. */
function countWire(session: CDPSession): () => number {
  const ahead = new Set<string>();
  let bytes = 0;
  session.on('Network.requestWillBeSent', ({ requestId, request }) => {
    if (request.isLinkPreload !== true && /prefetch/i.test(JSON.stringify(request.headers)))
      ahead.add(requestId);
    if (request.initialPriority === 'VeryLow') ahead.add(requestId);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (!ahead.has(requestId)) bytes += encodedDataLength;
  });
  return () => bytes;
}

async function firstRouteBytes(context: BrowserContext, url: string): Promise<number> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  const bytes = countWire(session);
  await page.goto(`${url}/app/sign-in`);
  await page.getByLabel('Password', { exact: true }).waitFor();
  const sum = bytes();
  await page.close();
  return sum;
}

async function measured(appDir: string): Promise<number> {
  const stage = await openStage({}, appDir);
  const browser = await launchBrowser();
  try {
    const context = await browser.newContext({ locale: 'en-US', serviceWorkers: 'block' });
    return await firstRouteBytes(context, stage.url);
  } finally {
    await browser.close();
    await stage.close();
  }
}

export const firstRoute: HouseCase = {
  name: 'first-route',
  async run(report, peer) {
    const then = await measured(peer.before);
    const now = await measured(peer.after);
    report({
      bench: 'house',
      case: 'first route on the wire: until somebody can sign in',
      value: round(now / 1000, 1),
      unit: 'kB',
      peer: 'the build before',
      peerValue: round(then / 1000, 1),
      ratio: round(then / now),
      ...bound(round(now / then, 3), '<=', REACH, 'times the build before'),
    });
  },
};
