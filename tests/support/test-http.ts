/**
 * The Express app on a real port, over a test store, without sync: for what HTTP does by itself (pages, headers,
 * sign-in, limits). Tests of sync over HTTP start the whole server instead (test-server.ts).
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Accounts } from '@communitrak/sync-server/accounts/accounts.ts';
import { NoSuchMember } from '@communitrak/sync-server/access/no-such-member.ts';
import { createApp } from '@communitrak/sync-server/app.ts';
import { createFileQuota } from '@communitrak/sync-server/http/file-quota.ts';
import { createMetrics } from '@communitrak/sync-server/http/metrics.ts';
import { originPolicy } from '@communitrak/sync-server/http/origin.ts';
import { RATE_LIMITS, type HttpParts } from '@communitrak/sync-server/http/parts.ts';
import { createStreams } from '@communitrak/sync-server/http/streams.ts';
import { listen } from '@communitrak/sync-server/listen.ts';
import { openCouchStore } from '@communitrak/sync-server/store/couch/couch-store.ts';
import type { DocStore } from '@communitrak/sync-server/ports/doc-store.ts';
import type { SyncService } from '@communitrak/sync-server/sync/sync-service.ts';
import { openDiskFileStore } from '@communitrak/sync-server/store/files/disk-file-store.ts';
import { openTestAccounts, type TestAccounts } from './test-accounts.ts';
import { startFaultProxy } from './fault-proxy.ts';
import { openTestStore, type TestStore } from './test-store.ts';

const nobody = (): Promise<never> => Promise.reject(new NoSuchMember());

/** An association that nobody belongs to. */
export const NO_SYNC: SyncService = {
  pullRaw: nobody,
  pull: nobody,
  push: nobody,
  verify: nobody,
  listen: nobody,
  mayReadFile: nobody,
  member: () => Promise.resolve(undefined),
  read: nobody,
  forgetMember: () => undefined,
  close: () => Promise.resolve(),
};

export interface TestHttp extends TestAccounts {
  readonly url: string;
  readonly store: DocStore;
  /** Lines that the server logged, as JSON. */
  readonly lines: string[];
  /** From now on the store does not answer. Only where `breakable` was asked for. */
  breakStore(): void;
  close(): Promise<void>;
}

type Options = Partial<
  Pick<HttpParts, 'publicUrl' | 'appDir' | 'limits' | 'sync' | 'store' | 'quota' | 'metricsToken'>
>;

async function partsOf(
  store: DocStore,
  accounts: Accounts,
  dataDir: string,
  lines: string[],
): Promise<HttpParts> {
  const operations = await store.open('operations', { create: true });
  if (operations === undefined) throw new Error('no operations database');
  return {
    sync: NO_SYNC,
    store,
    accounts,
    files: await openDiskFileStore(dataDir, Date.now()),
    quota: createFileQuota(operations, Date.now),
    streams: createStreams(),
    payments: undefined,
    associationActs: undefined,
    metrics: createMetrics(),
    origins: originPolicy(undefined),
    clock: Date.now,
    log: pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) }),
    publicUrl: undefined,
    appDir: dataDir,
    limits: RATE_LIMITS,
    isDraining: () => false,
  };
}

/** The test store through a proxy that can lose it. */
async function openBreakable(): Promise<TestStore & { breakIt(): void }> {
  const opened = await openTestStore();
  const proxy = await startFaultProxy(opened.url);
  const store = await openCouchStore({ url: proxy.url, prefix: opened.prefix });
  return {
    ...opened,
    store,
    breakIt: () => proxy.set({ kind: 'away' }),
    async close() {
      await store.close();
      await proxy.close();
      await opened.close();
    },
  };
}

export async function openTestHttp({
  breakable = false,
  ...options
}: Options & { readonly breakable?: boolean } = {}): Promise<TestHttp> {
  const lossy = breakable ? await openBreakable() : undefined;
  const opened = lossy ?? (await openTestStore());
  const dataDir = await mkdtemp(join(tmpdir(), 'communitrak-http-'));
  const { publicUrl } = options;
  const test = await openTestAccounts(opened.store, publicUrl === undefined ? {} : { baseUrl: publicUrl });
  const lines: string[] = [];
  const parts = await partsOf(opened.store, test.accounts, dataDir, lines);
  test.accounts.onSessionEnd((id) => parts.streams.endSession(id));
  const app = createApp({ ...parts, ...options, origins: originPolicy(publicUrl) });
  const listening = await listen(app, '127.0.0.1', 0);
  return {
    ...test,
    store: opened.store,
    lines,
    url: `http://127.0.0.1:${String(listening.port)}`,
    breakStore: () => lossy?.breakIt(),
    async close() {
      await listening.stop(0);
      await test.accounts.close();
      await opened.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
