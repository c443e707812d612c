/** The screen that lists everything unsent. */
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';

export class UnsentScreen {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** A thing on its way, by its title. */
  row(title: string): Locator {
    return this.#page.getByRole('listitem').filter({ hasText: title });
  }

  /** A thing that the server did not take. */
  refused(text: string): Locator {
    return this.#page.getByRole('article').filter({ hasText: text });
  }

  /** @returns what the saved file holds */
  async export(): Promise<string> {
    const saving = this.#page.waitForEvent('download');
    await this.#page.getByRole('button', { name: 'Save all as a file' }).click();
    return readFile(await (await saving).path(), 'utf8');
  }

  async discard(item: Locator): Promise<void> {
    await item.getByRole('button', { name: 'Discard' }).click();
    await this.#page.getByRole('button', { name: 'Discard it' }).click();
    await item.waitFor({ state: 'detached' });
  }
}
