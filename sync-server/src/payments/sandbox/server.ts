/** The sandbox's HTTP side: Stripe's API under /v1, its own controls under /sandbox, the hosted pages elsewhere. */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Api } from './api/api.ts';

/** Much more than any request of the API has. */
const MOST_BYTES = 1_000_000;

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly location?: string;
}

/** What is not Stripe's API. */
export type Other = (req: IncomingMessage, body: string) => Promise<Answer> | Answer;

async function readBody(req: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > MOST_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const POLICY = "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'";

function send(res: ServerResponse, { status, type, body, location }: Answer): void {
  res.writeHead(status, {
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    'Content-Security-Policy': POLICY,
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    ...(location === undefined ? {} : { Location: location }),
  });
  res.end(body);
}

export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

function closer(server: Server): () => Promise<void> {
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
}

async function answer(api: Api, other: Other, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const body = await readBody(req);
  if (body === undefined) send(res, { status: 413, type: 'text/plain', body: 'This is too long.' });
  else if ((req.url ?? '/').startsWith('/v1/')) api.handle(req, res, body);
  else send(res, await other(req, body));
}

/** @param port 0 takes any free one */
export function listen(
  api: Api,
  other: Other,
  at: { readonly host: string; readonly port: number },
  log: (error: unknown) => void,
): Promise<Listening> {
  const server = createServer((req, res) => {
    answer(api, other, req, res).catch((error: unknown) => {
      // Whoever asked may be gone in the middle of the question.
      if (req.destroyed && !req.complete) return;
      log(error);
      if (!res.headersSent)
        send(res, { status: 500, type: 'text/plain', body: 'The sandbox made a mistake; it is in its log.' });
    });
  });
  server.keepAliveTimeout = 75_000;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(at.port, at.host, () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : at.port;
      resolve({ port, close: closer(server) });
    });
  });
}
