/**
 * Two server processes on a store with a late copy, one member with one device, and a clock: what the scripted
 * scenarios of shared/docs/sync.md section 7 are told with. Keeps the true history beside, and says at the end which
 * guarantee broke.
 */
import type { Interval } from '@communitrak/domain/core/acl.ts';
import type { WireDoc } from '@communitrak/domain/core/envelope.ts';
import { toWire } from '@communitrak/protocol/document.ts';
import type { PushVerdict } from '@communitrak/protocol/push.ts';
import { HOLD_SLACK_MS } from '@communitrak/sync-server/access/visibility.ts';
import { IDLE_MS } from '@communitrak/sync-server/sync/views.ts';
import { createSyncService } from '@communitrak/sync-server/sync/create-sync-service.ts';
import { SYNC_RULES, type SyncRules } from '@communitrak/sync-server/sync/rules.ts';
import { readStored } from '@communitrak/sync-server/access/stored-envelope.ts';
import type {
  Caller,
  RunningSyncService,
  SyncLog,
  SyncMetrics,
} from '@communitrak/sync-server/sync/sync-service.ts';
import type { DocStore } from '@communitrak/sync-server/ports/doc-store.ts';
import type { SnapshotStore } from '@communitrak/sync-server/ports/snapshot-store.ts';
import { countingIds, testClock } from '../../shared/testkit/clock-and-ids.ts';
import { LateCopies, type Copy } from './late-copies-store.ts';
import { memorySnapshots } from './memory-snapshots.ts';
import { testLog } from './test-store.ts';
import { grant, note, toyRegistry } from './toy-entities.ts';

const MEMBER: Caller = { association: 'a', member: 'm', device: 'd' };
const OTHER: Caller = { association: 'a', member: 'other', device: 'o' };
type ProcessName = 0 | 1;

interface Sent {
  readonly id: string;
  readonly stub: boolean;
  readonly couldHold: boolean;
}

const valueOf = (doc: WireDoc): string => String(doc.body['v']);

/** Who was shown what, when, by the one true clock. */
class History {
  readonly #open = new Map<string, Map<string, Interval[]>>();

  set(who: string, keys: readonly string[], now: number): void {
    const known = this.#open.get(who) ?? new Map<string, Interval[]>();
    this.#open.set(who, known);
    for (const [key, intervals] of known) {
      const last = intervals.at(-1);
      if (last !== undefined && last.to === undefined && !keys.includes(key)) {
        intervals.splice(-1, 1, { ...last, to: now });
      }
    }
    for (const key of keys) {
      const intervals = known.get(key) ?? [];
      known.set(key, intervals);
      if (intervals.at(-1)?.to !== undefined || intervals.length === 0) intervals.push({ from: now });
    }
  }

  met(a: string, b: string): boolean {
    const [left, right] = [this.#open.get(a), this.#open.get(b)];
    return [...(left ?? [])].some(([key, intervals]) =>
      intervals.some((x) =>
        (right?.get(key) ?? []).some(
          (y) => x.from <= (y.to ?? Infinity) + HOLD_SLACK_MS && y.from <= (x.to ?? Infinity) + HOLD_SLACK_MS,
        ),
      ),
    );
  }
}

export interface SceneOptions {
  /** Of each process's views. */
  readonly viewBudgetBytes?: number;
  /** Views are saved, and begin from what was saved. */
  readonly saving?: boolean;
}

export class Scene {
  readonly copies = new LateCopies();
  readonly clock = testClock();
  readonly held = new Map<string, string>();
  readonly faults: string[] = [];
  token: string | null = null;
  limit = 4;
  readonly #history = new History();
  readonly #sent: Sent[] = [];
  readonly #rules: SyncRules;
  readonly #topology: DocStore['topology'];
  readonly #services: RunningSyncService[] = [];
  readonly #killed = new Set<RunningSyncService>();
  readonly #newId = countingIds();
  #keys: readonly string[] = [];
  /** Pushes whose answer was lost: a device sends them again until it has one. */
  readonly #unanswered = new Map<string, readonly [local: string, v: string, audience: readonly string[]]>();

  /** Both processes save their views here, and begin with whichever was saved last. */
  readonly snapshots = memorySnapshots();
  readonly snapshotEvents = new Map<string, number>();
  readonly #options: SceneOptions;

  constructor(rules: Partial<SyncRules>, topology: DocStore['topology'], options: SceneOptions = {}) {
    this.#rules = { ...SYNC_RULES, ...rules };
    this.#topology = topology;
    this.#options = options;
  }

  async open(): Promise<void> {
    this.#services.push(this.#start(0), this.#start(1));
    await this.service(0).createAssociation('a');
    await this.grant('u:m');
    await this.service(0).write('a', [{ doc: grant('other', []), by: 'system', byName: '' }]);
  }

  async close(): Promise<void> {
    for (const service of [...this.#services, ...this.#killed]) await service.close();
  }

  service(name: ProcessName): RunningSyncService {
    const service = this.#services[name];
    if (service === undefined) throw new Error('not open');
    return service;
  }

  /** A new process in its place, on the copy named. */
  async restart(name: ProcessName, copy: Copy): Promise<void> {
    await this.#services[name]?.close();
    this.#services[name] = this.#start(copy);
  }

  /** The process is no more: nothing of it is saved, and what it had not finished is not done. */
  kill(name: ProcessName, copy: Copy): void {
    const gone = this.#services[name];
    if (gone !== undefined) this.#killed.add(gone);
    this.#services[name] = this.#start(copy);
  }

  /** Lets the views go as idleness does, saving them; the process stays. */
  async idle(name: ProcessName): Promise<void> {
    const service = this.service(name);
    this.clock.advance(IDLE_MS);
    service.sweep();
    await service.settled();
  }

  /** The process builds its view, or catches up, as far as its copy knows. */
  async warm(name: ProcessName): Promise<void> {
    const want = [{ collection: 'board' as const, token: null, limit: 1, holds: false }];
    await this.service(name).pull(OTHER, { protocol: 1, want });
  }

  /** Nothing remembered of anybody's rights is used any more. */
  forgetRights(): void {
    this.clock.advance(2500);
  }

  async grant(...keys: readonly string[]): Promise<void> {
    this.#keys = keys;
    await this.service(0).write('a', [{ doc: grant('m', keys), by: 'system', byName: '' }]);
    this.#history.set('m', ['u:m', ...keys], this.clock.now());
    this.clock.advance(1);
  }

  async write(local: string, v: string, ...audience: readonly string[]): Promise<void> {
    const doc = note(local, v, audience);
    await this.service(0).write('a', [{ doc, by: 'system', byName: '' }]);
    this.#history.set(doc.id, audience, this.clock.now());
    this.clock.advance(1);
  }

  /** @param keep false: the page is stored and its token lost. @returns rows received */
  async pull(
    name: ProcessName,
    options: { readonly limit?: number; readonly keep?: boolean } = {},
  ): Promise<number> {
    const { limit = this.limit, keep = true } = options;
    const want = [{ collection: 'board' as const, token: this.token, limit, holds: false }];
    const { pages } = await this.service(name).pull(MEMBER, { protocol: 1, want });
    const documents = pages[0]?.documents ?? [];
    for (const doc of documents) this.#take(doc);
    if (keep) this.token = pages[0]?.token ?? null;
    return documents.length;
  }

  /** As RxDB does: until a page is not full. */
  async sync(name: ProcessName): Promise<void> {
    while ((await this.pull(name)) >= this.limit);
  }

  /** @param answered false: the answer is lost, the device keeps what it wrote */
  async push(
    name: ProcessName,
    local: string,
    v: string,
    audience: readonly string[],
    answered = true,
  ): Promise<PushVerdict['verdict'] | undefined> {
    const next = toWire(note(local, v, audience), false);
    const stored = this.copies.get(next.id);
    const known = this.held.get(next.id);
    const assumed = known === undefined || stored === undefined ? null : this.#asHeld(stored._id, known);
    const request = { protocol: 1, collection: 'board' as const, rows: [{ assumed, next }] };
    this.held.set(next.id, v);
    if (answered) this.#unanswered.delete(next.id);
    else this.#unanswered.set(next.id, [local, v, audience]);
    const { rows } = await this.service(name).push(MEMBER, request);
    if (this.copies.get(next.id)?._deleted !== true && rows[0]?.verdict !== 'refused') {
      // Whoever wrote it held it at that moment.
      this.#history.set(next.id, [...audience, 'u:m'], this.clock.now());
      this.#history.set(next.id, audience, this.clock.now());
    }
    this.clock.advance(1);
    const [verdict] = rows;
    if (answered && verdict !== undefined && 'server' in verdict && verdict.server !== undefined) {
      this.#take(verdict.server, true);
    }
    return verdict?.verdict;
  }

  /** What a device does that was not shut down for good after losing an answer. */
  async resend(): Promise<readonly (PushVerdict['verdict'] | undefined)[]> {
    const verdicts: (PushVerdict['verdict'] | undefined)[] = [];
    const again = [...this.#unanswered.values()];
    for (const [local, v, audience] of again) {
      verdicts.push(await this.push(0, local, v, audience));
    }
    return verdicts;
  }

  /** What must be true after enough syncs with everything arrived. */
  async verdict(): Promise<readonly string[]> {
    this.copies.release();
    this.copies.foreignCopy = 0;
    this.forgetRights();
    for (let round = 0; round < 12; round += 1) await this.pull(round % 2 === 0 ? 0 : 1, { limit: 6 });
    for (const id of this.copies.ids()) if (id.startsWith('note:')) this.#compare(id);
    for (const { id, stub, couldHold } of this.#sent) {
      if (!couldHold) this.faults.push(`G7 ${stub ? 'stub' : 'document'} ${id}`);
    }
    return this.faults;
  }

  /** What processes of different ages tell a new device, held against every document there is. */
  async compareProcesses(): Promise<readonly string[]> {
    const want = this.copies
      .ids()
      .filter((id) => id.startsWith('note:') && this.#visible(id))
      .sort()
      .map((id) => [id, this.#value(id)] as const);
    await this.restart(1, 1);
    const told = [await this.#fresh(0), await this.#fresh(1)];
    return told.flatMap((rows, index) =>
      JSON.stringify(rows) === JSON.stringify(want)
        ? []
        : [`process ${index} tells ${rows.length} of ${want.length}`],
    );
  }

  async #fresh(name: ProcessName): Promise<readonly (readonly [string, string])[]> {
    const held = new Map<string, string>();
    for (let token: string | null = null; ;) {
      const want = [{ collection: 'board' as const, token, limit: 3, holds: false }];
      const { pages } = await this.service(name).pull({ ...MEMBER, device: 'fresh' }, { protocol: 1, want });
      const [page] = pages;
      for (const doc of page?.documents ?? []) if (!doc._deleted) held.set(doc.id, valueOf(doc));
      token = page?.token ?? null;
      if ((page?.documents.length ?? 0) < 3) {
        if (page?.total !== held.size) this.faults.push(`total ${page?.total} of ${held.size}`);
        return [...held].sort(([a], [b]) => (a < b ? -1 : 1));
      }
    }
  }

  expectNotHeld(local: string): void {
    if (this.held.has(`note:${local}`))
      this.faults.push(`G2 ${local} held after its revocation was processed`);
  }

  expectHeld(local: string, v: string): void {
    const held = this.held.get(`note:${local}`);
    if (held !== v) this.faults.push(`G1 ${local}=${held ?? 'missing'} want ${v}`);
  }

  #visible(id: string): boolean {
    const doc = this.copies.get(id);
    if (doc === undefined) return false;
    const { deleted, keys } = readStored(doc);
    const current = Object.keys(keys).filter((key) => keys[key]?.at(-1)?.to === undefined);
    return !deleted && ['u:m', ...this.#keys].some((key) => current.includes(key));
  }

  #value(id: string): string {
    const doc = this.copies.get(id);
    return doc === undefined ? '' : String(readStored(doc).doc.body['v']);
  }

  #compare(id: string): void {
    const [held, want] = [this.held.get(id), this.#value(id)];
    const visible = this.#visible(id);
    if (visible && held !== want) this.faults.push(`G1 ${id}=${held ?? 'missing'} want ${want}`);
    if (!visible && held !== undefined) this.faults.push(`G2 ${id} still held`);
  }

  #take(doc: WireDoc, own = false): void {
    if (!(own && doc._deleted)) {
      this.#sent.push({ id: doc.id, stub: doc._deleted, couldHold: this.#history.met('m', doc.id) });
    }
    if (doc._deleted) this.held.delete(doc.id);
    else this.held.set(doc.id, valueOf(doc));
  }

  #asHeld(id: string, v: string): WireDoc {
    const stored = this.copies.get(id);
    const audience = stored === undefined ? [] : readStored(stored).doc.body['audience'];
    return toWire(note(id.slice(5), v, Array.isArray(audience) ? audience.map(String) : []), false);
  }

  /** That a damaged snapshot is thrown away, and a killed process saves nothing, is what is wanted. */
  readonly #log: SyncLog = {
    ...testLog,
    warn: (fields, message) => {
      if (!message.startsWith('a snapshot of a view')) testLog.warn(fields, message);
    },
  };

  readonly #metrics: SyncMetrics = {
    pulled: () => undefined,
    answered: () => undefined,
    views: () => undefined,
    streams: () => undefined,
    snapshot: (event) => void this.snapshotEvents.set(event, (this.snapshotEvents.get(event) ?? 0) + 1),
  };

  /** What a killed process would still save goes nowhere. */
  #savedBy(service: () => RunningSyncService): SnapshotStore {
    const write: SnapshotStore['write'] = (name, pieces) =>
      this.#killed.has(service()) ? Promise.reject(new Error('killed')) : this.snapshots.write(name, pieces);
    return { ...this.snapshots, write };
  }

  #start(copy: Copy): RunningSyncService {
    const store = this.copies.handle(copy, this.#topology);
    const parts = {
      clock: this.clock.now,
      newId: this.#newId,
      registry: toyRegistry,
      secret: 's',
      log: this.#log,
    };
    const { viewBudgetBytes, saving = false } = this.#options;
    const budget = viewBudgetBytes === undefined ? {} : { viewBudgetBytes };
    const snapshots = saving ? { snapshots: this.#savedBy(() => service), metrics: this.#metrics } : {};
    const service = createSyncService({ store, ...parts, ...budget, ...snapshots }, this.#rules);
    return service;
  }
}
