/** One member at one device: signing in, going off and on line, and what every screen shows. Waits are inside. */
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { HoldingProxy } from '../../support/holding-proxy.ts';
import { PASSWORD, type Resident } from '../../support/stage.ts';

export class Member {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly #url: string;
  readonly #association: string;
  readonly #line: HoldingProxy | undefined;

  private constructor(
    page: Page,
    context: BrowserContext,
    { url, association, line }: { url: string; association: string; line: HoldingProxy | undefined },
  ) {
    this.page = page;
    this.context = context;
    this.#url = url;
    this.#association = association;
    this.#line = line;
  }

  /**
   * @param line of this member alone: offline it lets nothing through. Chromium itself only says that it is offline, and for
   * a moment after a page is loaded it is not
   */
  static async open(
    browser: Browser,
    url: string,
    options: BrowserContextOptions & { readonly association?: string; readonly line?: HoldingProxy } = {},
  ): Promise<Member> {
    const { association = 'maple-row', line, ...rest } = options;
    const context = await browser.newContext({ locale: 'en-US', ...rest });
    return new Member(await context.newPage(), context, { url: line?.url ?? url, association, line });
  }

  /** @param path below the association, e.g. `requests/new`; '' for home */
  address(path: string): string {
    return `${this.#url}/app/${this.#association}${path === '' ? '' : `/${path}`}`;
  }

  /** Opens an address as a person types it: a whole page load. */
  async goTo(path: string): Promise<void> {
    await this.page.goto(this.address(path));
  }

  async signIn(who: Pick<Resident, 'email'>, password = PASSWORD): Promise<void> {
    await this.page.goto(`${this.#url}/app/sign-in`);
    await this.page.getByLabel('E-mail address').fill(who.email);
    await this.page.getByLabel('Password', { exact: true }).fill(password);
    await this.page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await this.page.waitForURL(`**/app/${this.#association}**`);
    await this.page.getByRole('main').waitFor();
  }

  /** The shell is on the device, so that the next load works without a connection. */
  async shellIsCached(): Promise<void> {
    await this.page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await this.page.waitForFunction(async () => {
      const names = await caches.keys();
      const counts = await Promise.all(
        names.map(async (name) => (await (await caches.open(name)).keys()).length),
      );
      return counts.some((count) => count > 3);
    });
  }

  async offline(): Promise<void> {
    await this.context.setOffline(true);
    this.#line?.block(/./);
    this.#line?.cut();
  }

  async online(): Promise<void> {
    this.#line?.passAll();
    await this.context.setOffline(false);
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.page.getByRole('main').waitFor();
  }

  /**
   * Everything the browser keeps for this origin, as one text: IndexedDB of every database, and the caches' addresses.
   * Sealed records are opened with the key that lies beside them, as a script of this origin could.
   */
  everythingKept(): Promise<string> {
    return this.page.evaluate(async () => {
      interface Sealed {
        c: string;
        d: Uint8Array<ArrayBuffer>;
        iv: Uint8Array<ArrayBuffer>;
      }
      const isSealed = (value: unknown): value is Omit<Sealed, 'd'> =>
        typeof value === 'object' && value !== null && 'iv' in value;
      const opened = async (
        about: string,
        { d, iv }: Pick<Sealed, 'd' | 'iv'>,
        key: CryptoKey,
      ): Promise<string> => {
        const algorithm = { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(about) };
        return new TextDecoder().decode(await crypto.subtle.decrypt(algorithm, key, d));
      };
      const readable = async (
        from: string,
        value: unknown,
        key: CryptoKey | undefined,
        apart: Sealed['d'] | undefined,
      ): Promise<unknown> => {
        if (isSealed(value) && key !== undefined)
          return opened(
            from === 'heads' ? `${value.c}|head` : value.c,
            { d: apart, ...value } as Sealed,
            key,
          );
        if (value instanceof Blob) return `blob ${value.size}: ${await value.slice(0, 200).text()}`;
        return value;
      };
      const store = (db: IDBDatabase, name: string): Promise<unknown[]> =>
        new Promise((resolve, reject) => {
          const rows: unknown[] = [];
          const request = db.transaction(name, 'readonly').objectStore(name).openCursor();
          request.onerror = () => reject(request.error ?? new Error('cursor'));
          request.onsuccess = () => {
            const cursor = request.result;
            if (cursor === null) return resolve(rows);
            rows.push(cursor.key, cursor.value);
            cursor.continue();
          };
        });
      const open = (name: string): Promise<IDBDatabase> =>
        new Promise((resolve, reject) => {
          const request = indexedDB.open(name);
          request.onerror = () => reject(request.error ?? new Error('open'));
          request.onsuccess = () => resolve(request.result);
        });
      const keyOf = async (db: IDBDatabase): Promise<CryptoKey | undefined> => {
        if (!db.objectStoreNames.contains('meta')) return undefined;
        const [, identity] = await store(db, 'meta');
        return (identity as { key?: CryptoKey } | undefined)?.key;
      };
      const texts: string[] = [];
      for (const { name } of await indexedDB.databases()) {
        if (name === undefined) continue;
        const db = await open(name);
        const key = await keyOf(db);
        // What large records of the log say lies apart, under the same keys.
        const contents = db.objectStoreNames.contains('contents') ? await store(db, 'contents') : [];
        const apart = new Map(
          contents.flatMap((one, at) => (at % 2 === 0 ? [[one, contents[at + 1] as Sealed['d']]] : [])),
        );
        for (const storeName of db.objectStoreNames) {
          const kept = await store(db, storeName);
          const rows = await Promise.all(
            kept.map((value, at) => readable(storeName, value, key, apart.get(kept[at - 1]))),
          );
          texts.push(`${name}/${storeName}: ${JSON.stringify(rows)}`);
        }
        db.close();
      }
      for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        texts.push(`cache ${name}: ${(await cache.keys()).map((request) => request.url).join(' ')}`);
      }
      return texts.join('\n');
    });
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}
