/**
 * What reactions cost: a round over many associations in which nothing happens, the same when some changed while no process
 * listened, and how soon a write is reacted to. BENCH_ASSOCIATIONS (1000) makes it smaller.
 */
import { join } from 'node:path';
import { createRequest } from '@communitrak/domain/requests/index.ts';
import type { DocStore } from '@communitrak/sync-server/ports/doc-store.ts';
import { ROUND_MS } from '@communitrak/sync-server/reactions/reactions.ts';
import { openCouchStore } from '@communitrak/sync-server/store/couch/couch-store.ts';
import { smallAssociation } from '@communitrak/testkit/builders.ts';
import { v7 } from 'uuid';
import { noticesIn, reactingProcess, type ReactingProcess } from '../../support/reactions-rig.ts';
import { createWith, Device } from '../../support/sync-rig.ts';
import { median, round, type Report } from '../report.ts';
import { BENCH_PREFIX, inFolder, startStore } from '../sync/bench-rig.ts';
import type { SyncCase } from '../sync/case.ts';

const ASSOCIATIONS = Number(process.env['BENCH_ASSOCIATIONS'] ?? 1000);
const CHANGED = 50;
const TURNS = 5;
const MS = 1000;

const name = (n: number): string => `many-${String(n)}`;

async function fill(store: DocStore): Promise<void> {
  const writer = await reactingProcess(store, { reactions: [] });
  for (let n = 0; n < ASSOCIATIONS; n += 1)
    await createWith(writer.service, name(n), smallAssociation({ local: name(n) }).documents);
  await writer.close();
}

/** @returns ms, and ms of this process's processor */
async function timed(work: () => Promise<unknown>): Promise<{ readonly ms: number; readonly cpu: number }> {
  const [started, before] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(before);
  return { ms: performance.now() - started, cpu: (user + system) / MS };
}

async function file({ service }: ReactingProcess, n: number): Promise<void> {
  const { people } = smallAssociation({ local: name(n) });
  const by = people.member.principal;
  const input = {
    by,
    kind: 'general',
    title: 'Leak',
    description: '',
    priority: 'normal',
    place: '',
  } as const;
  const request = createRequest({ ...input, household: 'h1', files: [] }, Date.now(), v7);
  const [answer] = await new Device(name(n), 'm-member').push(service, [request]);
  if (answer?.verdict !== 'ok') throw new Error(`not filed: ${JSON.stringify(answer)}`);
}

async function measure(store: DocStore, report: Report): Promise<void> {
  const bench = 'server-reaction-rounds';
  const many = `${String(ASSOCIATIONS)} associations`;
  const say = (what: string, ms: number): void =>
    report({ bench, case: `${many}: ${what}`, value: round(ms, 0), unit: 'ms' });
  const reacting = await reactingProcess(store);
  say('the first round, which reads everything', (await timed(() => reacting.round())).ms);
  const idle = [];
  for (let turn = 0; turn < TURNS; turn += 1) idle.push(await timed(() => reacting.round()));
  const ms = median(idle.map((turn) => turn.ms));
  say(`a round in which nothing happened, median of ${String(TURNS)}`, ms);
  say('of it this process’s processor', median(idle.map(({ cpu }) => cpu)));
  report({
    bench,
    case: `${many}: its part of the time between two rounds`,
    value: round((100 * ms) / ROUND_MS, 1),
    unit: '%',
  });
  const deaf = await reactingProcess(store, { listens: false });
  for (let n = 0; n < CHANGED; n += 1) await file(deaf, n);
  await deaf.close();
  say(`a round after ${String(CHANGED)} of them changed unheard`, (await timed(() => reacting.round())).ms);
  const soon: number[] = [];
  for (let n = CHANGED; n < CHANGED + 4 * TURNS; n += 1) {
    const started = performance.now();
    await file(reacting, n % ASSOCIATIONS);
    while ((await noticesIn(store, name(n % ASSOCIATIONS))).length === 0)
      await new Promise((resolve) => setTimeout(resolve, 5));
    soon.push(performance.now() - started);
  }
  say('from filing a request until its notice lies in the store, median', median(soon));
  await reacting.close();
}

export const reactionRounds: SyncCase = {
  name: 'reaction-rounds',
  run: (report) =>
    inFolder(async (folder) => {
      const running = await startStore(join(folder, 'store'));
      const store = await openCouchStore({ url: running.url, prefix: BENCH_PREFIX, timeoutMs: 120_000 });
      await fill(store);
      await measure(store, report);
      await store.close();
      await running.stop();
    }),
};
