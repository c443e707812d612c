/**
 * `npm run pictures`: every screen at phone and desktop width, light and dark, with demo data and empty; then the parts of
 * the kit. In 256 colours: nobody sees it, and a third of the bytes. With words after `--` only the screens whose names begin
 * with one of them are drawn anew: `npm run pictures -- pay autopay`.
 */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { launchBrowser } from '../../../tests/support/browser.ts';
import { visitCatalogue } from '../../../tests/support/catalogue-pictures.ts';
import { demoCast, emptyCast } from '../../../tests/support/screen-casts.ts';
import { LOOKS, visitScreens } from '../../../tests/support/screens.ts';
import { openPayingStage, openStage } from '../../../tests/support/stage.ts';
import { bin, buildIfStale, root, run } from './lib.mjs';

const folder = join(root, 'shared/docs/pictures');
const kitFolder = join(folder, 'kit');
const kitBuild = join(root, '.cache/kit');

const wanted = process.argv.slice(2);
const isWanted = (name: string): boolean => wanted.length === 0 || wanted.some((it) => name.startsWith(it));

async function keep(page: Page, path: string): Promise<void> {
  await sharp(await page.screenshot())
    .png({ palette: true, quality: 90, effort: 7 })
    .toFile(path);
  console.log(path.slice(folder.length + 1));
}

async function drawScreens(browser: Browser): Promise<void> {
  const casts = {
    demo: { open: openPayingStage, write: demoCast },
    empty: { open: () => openStage(), write: emptyCast },
  };
  for (const [data, { open, write }] of Object.entries(casts)) {
    const stage = await open();
    const cast = await write(stage);
    for (const look of LOOKS) {
      await visitScreens(
        browser,
        stage,
        cast,
        look,
        (screen, page) => keep(page, join(folder, `${screen.name}-${look.width}-${look.theme}-${data}.png`)),
        ({ name }) => isWanted(name),
      );
    }
    await stage.close();
  }
}

async function drawKit(browser: Browser): Promise<void> {
  const options = ['--config', 'pwa/webpack.config.mjs', '--mode', 'production', '--env', 'kit'];
  const code = await run(bin('webpack'), options);
  if (code !== 0 || !existsSync(join(kitBuild, 'index.html'))) throw new Error('the catalogue was not built');
  const stage = await openStage({}, kitBuild);
  await visitCatalogue(browser, stage.url, (name, page) => keep(page, join(kitFolder, `${name}.png`)));
  await stage.close();
}

await buildIfStale();
if (wanted.length === 0) rmSync(folder, { recursive: true, force: true });
mkdirSync(kitFolder, { recursive: true });
const browser = await launchBrowser();
await drawScreens(browser);
if (wanted.length === 0) await drawKit(browser);
await browser.close();
process.exit(0);
