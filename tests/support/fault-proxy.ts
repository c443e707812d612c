/**
 * Stands between a server and its store and makes trouble on demand: the store is away, slow, or answers 500 now and then.
 * Every kind counts how often it struck, so that a test can fail when it never did.
 */
import { Agent, createServer, request } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';

export type Trouble =
  | { readonly kind: 'none' }
  /** Connections break, as when the machine is gone. */
  | { readonly kind: 'away' }
  /** Each request waits from nothing to so long before it is passed on. */
  | { readonly kind: 'slow'; readonly upToMs: number }
  /** Every so manieth request is answered 500: by turns without being passed on, and after the store has done it. */
  | { readonly kind: 'failing'; readonly every: number };

export interface FaultProxy {
  /** The store's URL through this proxy, as COUCHDB_URL. */
  readonly url: string;
  set(trouble: Trouble): void;
  struck(kind: Trouble['kind']): number;
  close(): Promise<void>;
}

interface State {
  trouble: Trouble;
  requests: number;
  readonly struck: Map<string, number>;
}

async function bodyOf(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of req as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const strike = ({ struck }: State, kind: string): void => void struck.set(kind, (struck.get(kind) ?? 0) + 1);

function fail(res: ServerResponse): void {
  res.writeHead(500, { 'content-type': 'application/json' });
  res.end(JSON.stringify({ error: 'unknown_error', reason: 'trouble of a test' }));
}

/** What becomes of this request: passed on, answered 500 without, or answered 500 although the store has done it. */
async function fate(state: State, req: IncomingMessage): Promise<'pass' | 'break' | 'refuse' | 'hide'> {
  const { trouble } = state;
  state.requests += 1;
  if (trouble.kind === 'away') {
    strike(state, 'away');
    return 'break';
  }
  if (trouble.kind === 'slow') {
    strike(state, 'slow');
    await new Promise((resolve) => setTimeout(resolve, Math.random() * trouble.upToMs));
  }
  if (trouble.kind !== 'failing' || state.requests % trouble.every !== 0) return 'pass';
  strike(state, 'failing');
  const writes = req.method === 'PUT' || req.url?.includes('_bulk_docs') === true;
  return writes && (state.requests / trouble.every) % 2 === 0 ? 'hide' : 'refuse';
}

async function pass(store: URL, agent: Agent, state: State, req: IncomingMessage, res: ServerResponse) {
  const body = await bodyOf(req);
  const decided = await fate(state, req);
  if (decided === 'break') return void res.destroy();
  if (decided === 'refuse') return fail(res);
  const { url: path, method, headers } = req;
  const target = { host: store.hostname, port: store.port, path, method, headers, agent };
  const forward = request(target, (answer) => {
    if (decided === 'hide') {
      answer.resume();
      answer.once('end', () => fail(res));
      return;
    }
    res.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(res);
  });
  forward.once('error', () => res.destroy());
  res.once('close', () => forward.destroy());
  forward.end(body);
  return undefined;
}

/** @param storeUrl http, with credentials or a path if need be */
export async function startFaultProxy(storeUrl: string): Promise<FaultProxy> {
  const store = new URL(storeUrl);
  const agent = new Agent({ keepAlive: true });
  const state: State = { trouble: { kind: 'none' }, requests: 0, struck: new Map() };
  const server = createServer((req, res) => {
    pass(store, agent, state, req, res).catch(() => res.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const through = new URL(store);
  through.host = `127.0.0.1:${String(typeof address === 'object' && address !== null ? address.port : 0)}`;
  return {
    url: through.href.replace(/\/$/, ''),
    set(trouble) {
      state.trouble = trouble;
      // Longpolls that wait already are cut too.
      if (trouble.kind === 'away') server.closeAllConnections();
    },
    struck: (kind) => state.struck.get(kind) ?? 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        agent.destroy();
      }),
  };
}
