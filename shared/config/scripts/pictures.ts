/** `npm run pictures`: every screen, at phone and desktop width, light and dark, with demo data and empty. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { launchBrowser } from '../../../tests/support/browser.ts';
import { demoCast, emptyCast } from '../../../tests/support/screen-casts.ts';
import { LOOKS, visitScreens } from '../../../tests/support/screens.ts';
import { openStage } from '../../../tests/support/stage.ts';
import { buildIfStale, root } from './lib.mjs';

const folder = join(root, 'shared/docs/pictures');
await buildIfStale();
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const browser = await launchBrowser();
const casts = { demo: demoCast, empty: emptyCast };
for (const [data, write] of Object.entries(casts)) {
  const stage = await openStage();
  const cast = await write(stage);
  for (const look of LOOKS) {
    await visitScreens(browser, stage, cast, look, async (screen, page) => {
      const name = `${screen.name}-${look.width}-${look.theme}-${data}.png`;
      await page.screenshot({ path: join(folder, name) });
      console.log(name);
    });
  }
  await stage.close();
}
await browser.close();
process.exit(0);
