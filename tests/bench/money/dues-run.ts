/**
 * A run of dues over 5,000 households: pressed on one device → every entry in the store and on a second device that pulls;
 * beside the same documents put into the bare store by `_bulk_docs` at once.
 */
import { join } from 'node:path';
import {
  createBooks,
  createDuesSchedule,
  firstBooks,
  previewDues,
  type DuesBody,
  type Home,
} from '@communitrak/domain/ledger/index.ts';
import { toWire } from '@communitrak/protocol/document.ts';
import { PROTOCOL_VERSION } from '@communitrak/protocol/version.ts';
import { aHousehold } from '@communitrak/testkit/builders.ts';
import { OLIVIA } from '../../support/stage.ts';
import { writeAll } from '../../support/sync-rig.ts';
import type { Client } from '../../support/test-server.ts';
import { bound, round, type Report } from '../report.ts';
import { BENCH_PREFIX, inFolder, startStore } from '../sync/bench-rig.ts';
import type { SyncCase } from '../sync/case.ts';
import { ASSOCIATION, seed, signedIn, startBenchServer, wiredDevice } from '../sync/wired.ts';

const HOUSEHOLDS = Number(process.env['BENCH_HOUSEHOLDS'] ?? 5000);
const AT_ONCE = 500;
const PATIENCE_MS = 300_000;
const DUES: DuesBody = {
  name: 'Assessment',
  frequency: 'monthly',
  from: '2026-01',
  day: 1,
  amount: { by: 'home', cents: 12_500 },
  fund: 'operating',
  category: '',
  skip: [],
  active: true,
};
const local = (at: number): string => `big${String(at).padStart(5, '0')}`;

function theRun() {
  const homes = Array.from({ length: HOUSEHOLDS }, (_, at): Home => {
    const name = local(at);
    return { property: name, household: name, name, payer: name, class: '', share: 0, payers: 1 };
  });
  const words = { words: 'Assessment, January 2026', currency: 'USD' };
  const { run } = previewDues(createDuesSchedule(DUES, 'monthly'), '2026-01', homes, words);
  if (run === undefined) throw new Error('nobody is charged');
  return run;
}

async function press(client: Client): Promise<void> {
  const rows = [{ assumed: null, next: toWire(theRun(), false) }];
  const message = { protocol: PROTOCOL_VERSION, collection: 'money', rows };
  const { body } = await client.inAssociation('POST', '/sync/push', message);
  if (!JSON.stringify(body).includes('"verdict":"ok"')) throw new Error(JSON.stringify(body));
}

/** @returns ms until the second device has the run and all of its entries */
async function pressed(office: Client): Promise<number> {
  const second = wiredDevice(office);
  await second.sync(['money']);
  const started = performance.now();
  await press(office);
  for (let rows = 0; rows < HOUSEHOLDS + 1;) {
    rows += await second.sync(['money']);
    if (performance.now() - started > PATIENCE_MS) throw new Error(`only ${String(rows)} rows came`);
    if (rows < HOUSEHOLDS + 1) await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return performance.now() - started;
}

/** The same documents as they lie in the store, without revisions, into a database of their own. */
async function bulk(storeUrl: string): Promise<number> {
  const from = `${storeUrl}/${BENCH_PREFIX}association-${ASSOCIATION}`;
  const range = `startkey="ledger-entry:"&endkey="ledger-entry:\ufff0"`;
  const answer = await fetch(`${from}/_all_docs?include_docs=true&${encodeURI(range)}`);
  const { rows } = (await answer.json()) as { rows: { doc: Record<string, unknown> }[] };
  if (rows.length !== HOUSEHOLDS) throw new Error(`${String(rows.length)} entries in the store`);
  const docs = rows.map(({ doc: { _rev, ...doc } }) => doc);
  const into = `${storeUrl}/${BENCH_PREFIX}bare`;
  await fetch(into, { method: 'PUT' });
  const headers = { 'content-type': 'application/json' };
  const started = performance.now();
  const written = await fetch(`${into}/_bulk_docs`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ docs }),
  });
  await written.text();
  return performance.now() - started;
}

async function run(report: Report): Promise<void> {
  await inFolder(async (folder) => {
    const store = await startStore(join(folder, 'store'));
    await seed(store.url, async ({ server }) => {
      const homes = Array.from({ length: HOUSEHOLDS }, (_, at) => aHousehold(local(at), { name: local(at) }));
      const documents = [createBooks(firstBooks('USD')), createDuesSchedule(DUES, 'monthly'), ...homes];
      for (let at = 0; at < documents.length; at += AT_ONCE)
        await writeAll(server.sync, ASSOCIATION, documents.slice(at, at + AT_ONCE));
    });
    const server = await startBenchServer(store.url, {});
    const ours = await pressed(await signedIn(server, OLIVIA));
    await server.stop();
    const peer = await bulk(store.url);
    await store.stop();
    report({
      bench: 'money-dues-run',
      case: `a run of dues over ${String(HOUSEHOLDS)} households, pressed → in the store and on a second device`,
      value: round(ours, 0),
      unit: 'ms',
      peer: 'the same documents by bare _bulk_docs',
      peerValue: round(peer, 0),
      ratio: round(peer / ours),
      ...bound(ours / peer, '<=', 3, 'times its time'),
    });
  });
}

export const duesRun: SyncCase = { name: 'dues-run', run };
