/**
 * Stands between a browser and the server: passes everything on, and where a test says so, lets a request through and
 * keeps its answer, turns requests away, or cuts all connections, as a network does.
 */
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';

export interface HoldingProxy {
  /** The server's address through this proxy. */
  readonly url: string;
  /** Answers to these are kept for ever; resolves when the server has given the first. */
  keepAnswersTo(path: RegExp): Promise<void>;
  /** These do not get through. */
  block(path: RegExp): void;
  passAll(): void;
  /** Everything open is cut, event streams too. */
  cut(): void;
  close(): Promise<void>;
}

interface Orders {
  kept: { readonly path: RegExp; readonly reached: () => void } | undefined;
  blocked: RegExp | undefined;
}

function pass(server: URL, orders: Orders, req: IncomingMessage, res: ServerResponse): void {
  const { url: path = '', method, headers } = req;
  if (orders.blocked?.test(path) === true) {
    req.socket.destroy();
    return;
  }
  const kept = orders.kept?.path.test(path) === true ? orders.kept : undefined;
  const forward = request({ host: '127.0.0.1', port: server.port, path, method, headers }, (answer) => {
    if (kept !== undefined) {
      answer.resume();
      answer.once('end', kept.reached);
      return;
    }
    res.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(res);
    answer.once('error', () => res.destroy());
  });
  forward.once('error', () => res.destroy());
  res.once('close', () => {
    // A client that is gone does not stop what it has asked for: the server has it already.
    if (kept === undefined) forward.destroy();
  });
  req.pipe(forward);
}

export async function startHoldingProxy(serverUrl: string): Promise<HoldingProxy> {
  const orders: Orders = { kept: undefined, blocked: undefined };
  const target = new URL(serverUrl);
  const server = createServer((req, res) => pass(target, orders, req, res));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('not listening');
  return {
    url: `http://127.0.0.1:${String(address.port)}`,
    keepAnswersTo: (path) =>
      new Promise((resolve) => {
        orders.kept = { path, reached: resolve };
      }),
    block(path) {
      orders.blocked = path;
    },
    passAll() {
      orders.kept = undefined;
      orders.blocked = undefined;
    },
    cut: () => server.closeAllConnections(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
