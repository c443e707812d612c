/** A bench page in Chromium, served from the real server's address, with one member signed in. */
import type { Page } from 'playwright-core';
import { launchOnDisk } from '../../support/browser.ts';
import { PASSWORD, type Resident } from '../../support/stage.ts';
import { bundlePage } from '../bundle.ts';

type Functions = Readonly<Record<string, (...args: readonly unknown[]) => Promise<unknown>>>;

export interface BenchPage {
  readonly page: Page;
  /** One of the page's own functions. */
  readonly call: <T>(name: string, ...args: readonly (string | number)[]) => Promise<T>;
}

export async function inBrowser<T>(
  url: string,
  script: string,
  who: Pick<Resident, 'email'>,
  work: (page: BenchPage) => Promise<T>,
): Promise<T> {
  const browser = await launchOnDisk();
  try {
    const page = await browser.context.newPage();
    await page.route('**/bench-page', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>bench</title>' }),
    );
    await page.goto(`${url}/bench-page`);
    await page.addScriptTag({ content: await bundlePage(script) });
    const call = <R>(name: string, ...args: readonly (string | number)[]): Promise<R> =>
      page.evaluate(
        ([one, given]) => (globalThis as unknown as { bench: Functions }).bench[one]?.(...given),
        [name, args] as const,
      ) as Promise<R>;
    await call('enter', who.email, PASSWORD);
    return await work({ page, call });
  } finally {
    await browser.close();
  }
}
