/** The screen on which a resident reports something. */
import type { Page } from 'playwright-core';
import type { Photo } from '../../support/pictures.ts';

export interface Report {
  readonly kind: 'General' | 'Maintenance' | 'Architectural';
  readonly title: string;
  readonly description: string;
  readonly place: string;
}

export class NewRequestScreen {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async write({ kind, title, description, place }: Report): Promise<void> {
    const radio = this.#page.getByRole('radio', { name: new RegExp(`^${kind}`) });
    // On a busy machine the form may still be filling itself from a draft when it is first clicked.
    await radio.waitFor({ state: 'attached' });
    while (!(await radio.isChecked())) await radio.click({ force: true });
    await this.#page.getByLabel('In a few words').fill(title);
    await this.#page.getByLabel(/What happened, or what do you need/).fill(description);
    await this.#page.getByLabel(/Where in your home/).fill(place);
  }

  async addPhotos(photos: readonly Photo[]): Promise<void> {
    const choosing = this.#page.waitForEvent('filechooser');
    await this.#page.getByRole('button', { name: 'Choose photos' }).click();
    await (await choosing).setFiles([...photos]);
  }

  async photosReady(count: number): Promise<void> {
    await this.#page.getByText(new RegExp(`^${count} photos?, `)).waitFor();
  }

  /** Resolves on the request's own screen. */
  async send(): Promise<void> {
    await this.#page.getByRole('button', { name: 'Send to the office' }).click();
    await this.#page.waitForURL(/\/requests\/(?!new)[^/]+$/);
  }
}
