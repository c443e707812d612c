/** The real server as a process on a store, and a signed-in device that speaks its protocol over HTTP. */
import { COLLECTIONS, type CollectionName } from '@communitrak/domain/core/entity.ts';
import type { PullAnswer } from '@communitrak/protocol/pull.ts';
import { HttpFault } from '@communitrak/replica/http.ts';
import { waitFor } from '@communitrak/replica/replication/connection-gate.ts';
import { PROTOCOL_VERSION } from '@communitrak/protocol/version.ts';
import { openStage, PASSWORD, writeSmall, type Resident, type Stage } from '../../support/stage.ts';
import { startServer, type Program } from '../../support/processes.ts';
import { clientOf, signInAt, type Client } from '../../support/test-server.ts';
import { BENCH_PREFIX, BENCH_SECRET } from './bench-rig.ts';

export const ASSOCIATION = 'maple-row';

export function serverEnv(storeUrl: string): Readonly<Record<string, string>> {
  return { COUCHDB_URL: storeUrl, COUCHDB_PREFIX: BENCH_PREFIX, SESSION_SECRET: BENCH_SECRET };
}

/** Writes the small association and whatever else, through a server in this process that is gone afterwards. */
export async function seed(storeUrl: string, write: (stage: Stage) => Promise<void>): Promise<void> {
  const stage = await openStage(serverEnv(storeUrl));
  try {
    await writeSmall(stage, ASSOCIATION);
    await write(stage);
  } finally {
    await stage.close();
  }
}

export const startBenchServer = (storeUrl: string, env: Readonly<Record<string, string>>): Promise<Program> =>
  startServer({ ...serverEnv(storeUrl), ...env });

export interface WiredDevice {
  /** One request for these collections; tokens are kept. @returns rows received */
  pull(collections: readonly CollectionName[], limit: number): Promise<number>;
  /** Until nothing comes any more. @returns rows received */
  sync(collections?: readonly CollectionName[], limit?: number): Promise<number>;
}

/** Refused as one too many of a moment, it comes back after a time of its own, as a replica does. */
async function ask(client: Client, want: readonly object[]): Promise<PullAnswer> {
  const message = { protocol: PROTOCOL_VERSION, want };
  for (let refused = 1; ; refused += 1) {
    const { status, body, answer } = await client.inAssociation('POST', '/sync/pull', message);
    if (status === 200) return body as PullAnswer;
    if (status !== 503) throw new Error(`pull: ${status} ${JSON.stringify(body)}`);
    const toldMs = Number(answer.headers.get('retry-after') ?? '0') * 1000;
    const fault = new HttpFault(status, 'busy', 'unavailable', toldMs);
    await new Promise((resolve) => setTimeout(resolve, waitFor(fault, refused, Math.random)));
  }
}

/** A device that holds nothing yet. */
export function wiredDevice(client: Client): WiredDevice {
  const tokens = new Map<CollectionName, string>();
  const pages = async (collections: readonly CollectionName[], limit: number) => {
    const want = collections.map((collection) => {
      const token = tokens.get(collection) ?? null;
      return { collection, token, limit, holds: false };
    });
    const answer = await ask(client, want);
    for (const { collection, token } of answer.pages) tokens.set(collection, token);
    return answer.pages;
  };
  const pull: WiredDevice['pull'] = async (collections, limit) =>
    (await pages(collections, limit)).reduce((sum, { documents }) => sum + documents.length, 0);
  return {
    pull,
    sync: async (collections = COLLECTIONS, limit = 1000) => {
      let rows = 0;
      for (let open = collections; open.length > 0;) {
        const full: CollectionName[] = [];
        for (const { collection, documents } of await pages(open, limit)) {
          rows += documents.length;
          if (documents.length >= limit) full.push(collection);
        }
        open = full;
      }
      return rows;
    },
  };
}

export async function signedIn(server: Program, { email }: Resident): Promise<Client> {
  return clientOf(server.url, ASSOCIATION, await signInAt(server.url, email, PASSWORD));
}
