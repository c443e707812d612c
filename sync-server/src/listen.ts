/** The listening socket: starting it with a fault in words, and ending it so that no request is cut in the middle. */
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { Problem } from '@communitrak/protocol/problem.ts';
import { StartProblem } from './start-problem.ts';

/** Uploads of 25 MB over a bad connection take their time; a client that sends nothing does not get it. */
const REQUEST_MS = 10 * 60_000;
const HEADERS_MS = 30_000;
/** Longer than the proxies in front keep theirs, so that they never write into a connection that we just closed. */
const KEEP_ALIVE_MS = 75_000;

const SWEEP_MS = 50;

function unknownHost(where: string): string {
  return `The host name of ${where} is not known. Set HOST to an address of this machine.`;
}

const PROBLEMS: Readonly<Record<string, (where: string) => string>> = {
  EADDRINUSE: (where) =>
    `Something else is listening on ${where} already. Stop it, or set PORT to another number.`,
  EACCES: (where) => `Listening on ${where} is not allowed to this user. Set PORT to a number above 1023.`,
  EADDRNOTAVAIL: (where) =>
    `This machine does not have the address of ${where}. Set HOST to one that it has.`,
  ENOTFOUND: unknownHost,
  // No name server answers: to whoever starts the server it is the same.
  EAI_AGAIN: unknownHost,
};

export interface Listening {
  readonly port: number;
  /** Takes no new connection, waits for what is being answered, cuts the rest after `graceMs`. */
  stop(graceMs: number): Promise<void>;
}

/** What is behind the socket: until the server is ready, somebody who asks to come back. */
export interface Door {
  readonly handler: RequestListener;
  open(app: RequestListener): void;
}

const NOT_YET: RequestListener = (req, res) => {
  if (req.url === '/healthz') {
    res.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
    res.end(JSON.stringify({ status: 'alive' }));
    return;
  }
  const problem: Problem = { problem: 'unavailable', detail: 'starting' };
  res.writeHead(503, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', 'Retry-After': '2' });
  res.end(JSON.stringify(problem));
};

export function createDoor(): Door {
  let behind = NOT_YET;
  return {
    handler: (req, res) => behind(req, res),
    open: (app) => {
      behind = app;
    },
  };
}

function stopper(server: Server): Listening['stop'] {
  return (graceMs) =>
    new Promise((resolve) => {
      const cut = setTimeout(() => server.closeAllConnections(), graceMs);
      // A connection that has its answer stays open for the next request; there will be none.
      const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
      server.close(() => {
        clearTimeout(cut);
        clearInterval(sweep);
        resolve();
      });
      server.closeIdleConnections();
    });
}

/** Rejects with StartProblem. @param port 0 takes any free one. */
export function listen(app: RequestListener, host: string, port: number): Promise<Listening> {
  const server = createServer({ requestTimeout: REQUEST_MS, headersTimeout: HEADERS_MS }, (req, res) => {
    // Stopping: whoever is still answered asks elsewhere next time.
    if (!server.listening) res.setHeader('Connection', 'close');
    app(req, res);
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const words = PROBLEMS[error.code ?? ''];
      reject(words === undefined ? error : new StartProblem(words(`${host}:${String(port)}`)));
    });
    server.listen(port, host, () => {
      const address = server.address();
      const taken = typeof address === 'object' && address !== null ? address.port : port;
      resolve({ port: taken, stop: stopper(server) });
    });
  });
}
