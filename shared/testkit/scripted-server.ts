/**
 * A server in a few lines behind `fetch`, for faults that the real one cannot be brought to: answers in any order, lost,
 * late, or wrong. One member, one log; tokens are positions in the log. Only for the traps of the replica's side; what
 * the server must do is tested on the real one.
 */
import type { CollectionName } from '@communitrak/domain/core/entity.ts';
import { stubOf, type Envelope, type WireDoc } from '@communitrak/domain/core/envelope.ts';
import { localOf } from '@communitrak/domain/core/ids.ts';
import type { RefusalCode } from '@communitrak/domain/core/verdict.ts';
import { entityOf } from '@communitrak/domain/registry.ts';
import { toWire } from '@communitrak/protocol/document.ts';
import { contentHash, sameContent } from '@communitrak/protocol/hash.ts';
import type { PullAnswer, PullPage, PullRequest } from '@communitrak/protocol/pull.ts';
import type { PushRow, PushVerdict } from '@communitrak/protocol/push.ts';
import type { VerifyRequest } from '@communitrak/protocol/verify.ts';
import { START } from './clock-and-ids.ts';

export interface Seen {
  readonly kind: 'pull' | 'push' | 'verify' | 'events' | 'file' | 'session' | 'other';
  readonly path: string;
  readonly method: string;
  readonly body: unknown;
}

export interface ScriptedServer {
  readonly fetch: (input: string, init?: RequestInit) => Promise<Response>;
  readonly seen: Seen[];
  readonly docs: Map<string, WireDoc>;
  readonly files: Map<string, Uint8Array>;
  /** Somebody else writes. */
  put(doc: Envelope): WireDoc;
  /** It is no longer for this member to see: a stub goes out. */
  revoke(id: string): void;
  /** It is theirs again. */
  unhide(id: string): void;
  /** The log begins here: what came before is told by no pull. */
  forgetLog(): void;
  /** What a file is answered instead of being taken. */
  fileProblem: { readonly status: number; readonly problem: string } | undefined;
  /** Runs before each answer is made; may wait, or throw to lose the request. */
  before: (seen: Seen) => Promise<void>;
  /** Runs after the answer is made and before it goes out; may wait, or throw to lose the answer. */
  after: (seen: Seen) => Promise<void>;
  /** What a request is answered that is none of the sync's; undefined: not found. */
  other: (seen: Seen) => unknown;
  /** A verdict of its own for a row, before the rules. */
  judge: (row: PushRow) => PushVerdict | undefined;
  /** Changes a page on its way out. */
  page: (page: PullPage) => PullPage;
  /** Answers this instead of anything: a status, e.g. 401. */
  status: number;
  /** A poke to whoever listens. */
  poke(collections: readonly CollectionName[], epoch?: number): void;
  /** The same with data of the test's own. */
  pokeRaw(data: string): void;
  epoch: number;
}

interface World {
  readonly log: string[];
  readonly docs: Map<string, WireDoc>;
  readonly hidden: Set<string>;
  writes: number;
}

const kindOf = (path: string): Seen['kind'] => {
  for (const kind of ['pull', 'push', 'verify', 'events'] as const)
    if (path.endsWith(`/sync/${kind}`)) return kind;
  if (path.includes('/files/')) return 'file';
  return path.startsWith('/api/session') ? 'session' : 'other';
};

const collectionOf = (id: string): CollectionName | undefined =>
  entityOf(id.slice(0, id.indexOf(':')))?.collection;

function store(world: World, doc: WireDoc, by: string): WireDoc {
  world.writes += 1;
  const number =
    doc.type === 'request'
      ? world.docs.get(doc.id)?.stamp.number || `R-${String(world.writes).padStart(4, '0')}`
      : '';
  const at = new Date(START + world.writes * 1000).toISOString();
  const stamped: WireDoc = { ...doc, stamp: { at, by, byName: by, number, state: 'accepted' } };
  const entity = entityOf(doc.type);
  const order = !doc._deleted && entity?.parse(stamped).ok === true ? entity.order(stamped) : doc.order;
  const stored = { ...stamped, order };
  world.docs.set(doc.id, stored);
  world.log.push(doc.id);
  return stored;
}

const shown = (world: World, id: string): WireDoc | undefined => {
  const doc = world.docs.get(id);
  return doc === undefined || doc._deleted || world.hidden.has(id) ? undefined : doc;
};

function pull(world: World, server: ScriptedServer, request: PullRequest): PullAnswer {
  const pages = request.want.map(({ collection, token, limit }): PullPage => {
    let at = token === null ? 0 : Number(token);
    const ids = new Set<string>();
    while (at < world.log.length && ids.size < limit) {
      const id = world.log[at];
      if (id !== undefined && collectionOf(id) === collection) ids.add(id);
      at += 1;
    }
    const documents = [...ids].map((id) => shown(world, id) ?? stubOf(id));
    const total = [...world.docs.keys()].filter(
      (id) => collectionOf(id) === collection && shown(world, id),
    ).length;
    return server.page({ collection, documents, token: String(at), repair: false, total });
  });
  return { pages, epoch: server.epoch };
}

function decide(world: World, row: PushRow): PushVerdict {
  const { assumed, next } = row;
  const { id } = next;
  const stored = world.docs.get(id);
  if (stored !== undefined && world.hidden.has(id)) {
    return { id, verdict: 'refused', code: 'not-allowed' satisfies RefusalCode, server: stubOf(id) };
  }
  if (stored !== undefined && sameContent(stored, next)) return { id, verdict: 'ok', server: stored };
  if (stored !== undefined && (assumed === null || !sameContent(stored, assumed))) {
    return { id, verdict: 'conflict', server: stored._deleted ? stubOf(id) : stored };
  }
  return { id, verdict: 'ok', server: store(world, next, 'm1') };
}

function verify(world: World, request: VerifyRequest): unknown {
  const { collection, after, upTo } = request;
  const held = new Map(request.held);
  const inRange = (id: string): boolean => id > after && (upTo === '' || id <= upTo);
  const current = [...world.docs.keys()].filter(
    (id) => collectionOf(id) === collection && inRange(id) && shown(world, id) !== undefined,
  );
  const documents = current
    .map((id) => shown(world, id) ?? stubOf(id))
    .filter((doc) => held.get(doc.id) !== contentHash(doc));
  const extra = [...held.keys()].filter((id) => shown(world, id) === undefined).map(stubOf);
  const missing = documents.filter((doc) => !held.has(doc.id)).length;
  return {
    documents: [...documents, ...extra],
    missing,
    outdated: documents.length - missing,
    extra: extra.length,
    next: upTo,
  };
}

interface Streams {
  readonly open: Set<ReadableStreamDefaultController<Uint8Array>>;
}

function stream(streams: Streams, signal: AbortSignal | null | undefined): Response {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      streams.open.add(controller);
      signal?.addEventListener('abort', () => {
        if (streams.open.delete(controller)) controller.error(new Error('aborted'));
      });
    },
  });
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
}

async function bytesOf(body: RequestInit['body']): Promise<Uint8Array> {
  return new Uint8Array(await new Response(body ?? null).arrayBuffer());
}

async function answer(
  world: World,
  streams: Streams,
  server: ScriptedServer,
  seen: Seen,
  init: RequestInit,
): Promise<Response> {
  const json = (value: unknown, status = 200): Response => Response.json(value, { status });
  switch (seen.kind) {
    case 'pull':
      return json(pull(world, server, seen.body as PullRequest));
    case 'push': {
      const rows = (seen.body as { rows: PushRow[] }).rows.map(
        (row) => server.judge(row) ?? decide(world, row),
      );
      return json({ rows });
    }
    case 'verify':
      return json(verify(world, seen.body as VerifyRequest));
    case 'events':
      return stream(streams, init.signal);
    case 'file': {
      const sha256 = /files\/([0-9a-f]+)/.exec(seen.path)?.[1] ?? '';
      if (seen.method === 'PUT') {
        const refusal = server.fileProblem;
        if (refusal !== undefined) return json({ problem: refusal.problem }, refusal.status);
        server.files.set(sha256, await bytesOf(init.body));
        return new Response(null, { status: 204 });
      }
      const found = server.files.get(sha256);
      return found === undefined ? json({ problem: 'not-found' }, 404) : new Response(Uint8Array.from(found));
    }
    case 'session':
      return json({ problem: 'not-found' }, 404);
    case 'other': {
      const found = server.other(seen);
      return found === undefined ? json({ problem: 'not-found' }, 404) : json(found);
    }
  }
}

export function scriptedServer(): ScriptedServer {
  const world: World = { log: [], docs: new Map(), hidden: new Set(), writes: 0 };
  const streams: Streams = { open: new Set() };
  const server: ScriptedServer = {
    seen: [],
    docs: world.docs,
    files: new Map(),
    fileProblem: undefined,
    unhide(id) {
      world.hidden.delete(id);
      world.log.push(id);
    },
    forgetLog: () => void world.log.fill(''),
    status: 200,
    epoch: 1,
    before: async () => undefined,
    after: async () => undefined,
    other: () => undefined,
    judge: () => undefined,
    page: (page) => page,
    put: (doc) => store(world, toWire(doc, false), localOf('member:office')),
    revoke(id) {
      world.hidden.add(id);
      world.log.push(id);
    },
    poke: (collections, epoch = server.epoch) => server.pokeRaw(JSON.stringify({ collections, epoch })),
    pokeRaw(data) {
      const text = `event: poke\ndata: ${data}\n\n`;
      for (const controller of streams.open) controller.enqueue(new TextEncoder().encode(text));
    },
    async fetch(path, init = {}) {
      const method = init.method ?? 'GET';
      const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined;
      const seen: Seen = { kind: kindOf(path.split('?')[0] ?? path), path, method, body };
      server.seen.push(seen);
      await Promise.race([server.before(seen), aborted(init.signal)]);
      if (server.status !== 200) return Response.json({ problem: 'unavailable' }, { status: server.status });
      const response = await answer(world, streams, server, seen, init);
      await Promise.race([server.after(seen), aborted(init.signal)]);
      return response;
    },
  };
  return server;
}

/** As a browser's fetch: an aborted request rejects at once, whatever the server does with it. */
function aborted(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal?.aborted === true) reject(new Error('aborted'));
    signal?.addEventListener('abort', () => reject(new Error('aborted')));
  });
}
