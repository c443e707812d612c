/**
 * A letter typed in the search → what it finds is painted, over 20,000 documents on the device, with the processor four times
 * slower; beside the index library alone on a page of its own (pages/palette.ts). The same letters, in turns.
 */
import type { BrowserContext, Page } from 'playwright-core';
import { createComment, createRequest } from '@communitrak/domain/requests/index.ts';
import { aPrincipal } from '@communitrak/testkit/builders.ts';
import { countingIds } from '@communitrak/testkit/clock-and-ids.ts';
import { buildIfStale } from '../../../shared/config/scripts/lib.mjs';
import { DESKTOP, launchBrowser } from '../../support/browser.ts';
import { OLIVIA, openStage, PASSWORD, writeSmall, type Stage } from '../../support/stage.ts';
import { bundlePage } from '../bundle.ts';
import { words } from '../words.ts';
import type { HouseCase } from './house-case.ts';
import { bound, median, round } from '../report.ts';

const REQUESTS = 6667;
const EVENTS_EACH = 2;
/** Description, place, home, reporter, and what was said. */
const TEXTS_EACH = 4 + EVENTS_EACH;
const SLOWER = 4;
const REACH = 1.5;
const ROUNDS = 2;
const REST_MS = 60;

/** As people type: a word, two words, a name, a number, a slip. The first is passed over: code that runs for the first time. */
const TYPED = ['fence by', 'gutter', 'water pool', 'ruiz', 'r-0512', 'elevatr', 'parking gate', 'leak'];
const SUBJECTS = [
  'Gutter',
  'Water leak',
  'Pool gate',
  'Parking',
  'Elevator',
  'Street lamp',
  'Fence',
  'Roof tiles',
];
/** Of which people make most of what they write. */
const COMMON =
  'the again since last week and nobody has come yet please send somebody because our neighbor was there with children this morning before work after rain still same problem could you call me back about it thank when will that be repaired we think it is getting worse every day'.split(
    ' ',
  );
const PLACES = ['North side', 'by the pool', 'Building 4', 'in the garage', 'at the main gate'];

async function fill(stage: Stage): Promise<void> {
  await writeSmall(stage);
  const newId = countingIds(0xbf00);
  const by = aPrincipal('ana', ['all', 'hh:h1'], 'Ana Ruiz');
  const start = Date.UTC(2026, 0, 5);
  const of = (list: readonly string[], n: number): string => list[n % list.length] ?? '';
  const prose = (n: number, length: number): string =>
    Array.from({ length }, (_, at) => of(COMMON, n * 31 + at * (7 + (n % 5)))).join(' ');
  const docs = Array.from({ length: REQUESTS }, (_, n) => {
    const request = createRequest(
      {
        kind: 'maintenance',
        title: `${of(SUBJECTS, n)} ${of(PLACES, n * 3)} ${n}`,
        description: `${of(SUBJECTS, n * 5)} again, and the water runs over at corner ${n}: ${prose(n, 24)}. ${words(n, 12)}`,
        priority: 'normal',
        place: of(PLACES, n * 7),
        household: 'h1',
        by,
        files: [],
      },
      start + n * 3_600_000,
      newId,
    );
    const events = Array.from({ length: EVENTS_EACH }, (_unused, m) =>
      createComment(
        {
          request,
          by,
          text: `Still there: ${of(SUBJECTS, n + m)}. ${prose(n + m, 12)} ${words(n * 7 + m, 6)}`,
          files: [],
        },
        start + m,
        newId,
      ),
    );
    return [request, ...events];
  });
  await stage.server.sync.write(
    'maple-row',
    docs.flat().map((doc) => ({ doc, by: 'ana', byName: 'Ana Ruiz' })),
  );
}

/** From each letter to the end of the frame that shows what it finds. Proves that nothing of it came later. */
const WATCH = `
  globalThis.painted = [];
  addEventListener('input', (event) => {
    const began = event.timeStamp;
    const channel = new MessageChannel();
    const shown = () => document.querySelector('[role="listbox"], ul')?.textContent ?? '';
    channel.port1.onmessage = () => {
      const ms = performance.now() - began;
      const then = shown();
      setTimeout(() => globalThis.painted.push({ ms, whole: then === shown(), length: then.length }), 100);
    };
    requestAnimationFrame(() => channel.port2.postMessage(0));
  }, true);`;

interface Painted {
  readonly ms: number;
  readonly whole: boolean;
  readonly length: number;
}

/** @throws Error when a letter's result was not there in its frame */
async function typed(page: Page, text: string): Promise<readonly number[]> {
  await page.evaluate(() => Object.assign(globalThis, { painted: [] }));
  for (const [at, letter] of text.split('').entries()) {
    await page.keyboard.press(letter === ' ' ? 'Space' : letter);
    await page.waitForFunction(`painted.length > ${at}`);
    await page.waitForTimeout(REST_MS);
  }
  const painted = await page.evaluate(
    () => (globalThis as typeof globalThis & { painted: readonly Painted[] }).painted,
  );
  const late = painted.filter(({ whole }) => !whole);
  if (painted.length !== text.length || late.length > 0)
    throw new Error(`${text}: ${painted.length} letters painted, ${late.length} of them not in their frame`);
  if (painted.every(({ length }) => length === 0)) throw new Error(`${text} finds nothing`);
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  await page.waitForTimeout(REST_MS);
  return painted.map(({ ms }) => ms);
}

async function slowed(context: BrowserContext, page: Page): Promise<Page> {
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  return page;
}

/** The app, with everything pulled and indexed, the search open. */
async function ours(context: BrowserContext, stage: Stage): Promise<Page> {
  const page = await context.newPage();
  await page.addInitScript(WATCH);
  await page.goto(`${stage.url}/app/sign-in`);
  await page.getByLabel('E-mail address').fill(OLIVIA.email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL('**/app/maple-row**');
  await page
    .getByText(/^Up to date/)
    .first()
    .waitFor({ timeout: 120_000 });
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  const field = page.getByRole('dialog').getByRole('combobox');
  await field.fill(`${REQUESTS - 1}`);
  await page
    .getByRole('option', { name: new RegExp(`${REQUESTS - 1}`) })
    .first()
    .waitFor({ timeout: 120_000 });
  await page.getByText('Still going through').waitFor({ state: 'hidden', timeout: 120_000 });
  await field.fill('');
  await page.waitForTimeout(2000);
  return slowed(context, page);
}

async function library(context: BrowserContext, stage: Stage, script: string): Promise<Page> {
  const page = await context.newPage();
  await page.addInitScript(WATCH);
  await page.route('**/bench', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>bench</title><body>' }),
  );
  await page.goto(`${stage.url}/bench`);
  await page.evaluate(script);
  await page.evaluate(
    ([email, password, requests, said]) =>
      (
        globalThis as typeof globalThis & { prepareSearch: (...of: unknown[]) => Promise<number> }
      ).prepareSearch(email, password, requests, said),
    [OLIVIA.email, PASSWORD, REQUESTS, TEXTS_EACH] as const,
  );
  await page.waitForTimeout(2000);
  return slowed(context, page);
}

async function turns(app: Page, alone: Page): Promise<{ app: number[]; alone: number[] }> {
  const times = { app: [] as number[], alone: [] as number[] };
  for (let round_ = 0; round_ < ROUNDS; round_ += 1) {
    for (const [at, text] of TYPED.entries()) {
      await app.bringToFront();
      const here = await typed(app, text);
      await alone.bringToFront();
      const there = await typed(alone, text);
      if (round_ === 0 && at === 0) continue;
      times.app.push(...here);
      times.alone.push(...there);
    }
  }
  return times;
}

const p95 = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? Number.NaN;

export const palette: HouseCase = {
  name: 'palette',
  async alone(report) {
    await buildIfStale();
    const script = await bundlePage('palette.ts');
    const stage = await openStage();
    const browser = await launchBrowser();
    try {
      await fill(stage);
      const open = () =>
        browser.newContext({ locale: 'en-US', viewport: DESKTOP, serviceWorkers: 'block', bypassCSP: true });
      const app = await ours(await open(), stage);
      const there = await library(await open(), stage, script);
      const times = await turns(app, there);
      const [value, peerValue] = [median(times.app), median(times.alone)];
      report({
        bench: 'house',
        case:
          `letter in the search → painted, processor ${SLOWER} times slower, 20,000 documents, median of ` +
          `${times.app.length} (p95 ${round(p95(times.app), 0)} ms, the library's ${round(p95(times.alone), 0)} ms)`,
        value: round(value, 1),
        unit: 'ms',
        peer: 'the index library alone',
        peerValue: round(peerValue, 1),
        ratio: round(peerValue / value),
        ...bound(round(value / peerValue, 3), '<=', REACH, "times the library's"),
      });
    } finally {
      await browser.close();
      await stage.close();
    }
  },
};
