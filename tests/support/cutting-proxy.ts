/**
 * Stands between a server and its store and passes everything on, except that a chosen answer is held back: the store
 * has written, the server does not know it yet.
 */
import { createServer, request } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';

export interface CuttingProxy {
  /** The store's URL through this proxy, as COUCHDB_URL. */
  readonly url: string;
  /** The next answer to a write whose body matches is held back for ever; resolves when the store has given it. */
  holdAnswerTo(pattern: RegExp): Promise<void>;
  close(): Promise<void>;
}

interface Held {
  current: { readonly pattern: RegExp; readonly reached: () => void } | undefined;
}

async function bodyOf(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of req as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function pass(store: URL, held: Held, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const body = await bodyOf(req);
  const { url: path, method, headers } = req;
  const forward = request({ host: store.hostname, port: store.port, path, method, headers }, (answer) => {
    const writes = method === 'PUT' || /_bulk_docs/.test(path ?? '');
    const hold = writes && held.current?.pattern.test(body.toString()) === true ? held.current : undefined;
    if (hold === undefined) {
      res.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(res);
      return;
    }
    held.current = undefined;
    answer.resume();
    answer.once('end', hold.reached);
  });
  forward.once('error', () => res.destroy());
  res.once('close', () => forward.destroy());
  forward.end(body);
}

export async function startCuttingProxy(storeUrl: string): Promise<CuttingProxy> {
  const store = new URL(storeUrl);
  const held: Held = { current: undefined };
  const server = createServer((req, res) => {
    pass(store, held, req, res).catch(() => res.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const through = new URL(store);
  through.host = `127.0.0.1:${String(typeof address === 'object' && address !== null ? address.port : 0)}`;
  return {
    url: through.href.replace(/\/$/, ''),
    holdAnswerTo: (pattern) =>
      new Promise((resolve) => {
        held.current = { pattern, reached: resolve };
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
