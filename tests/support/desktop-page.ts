/**
 * The desktop's page in a plain browser: its real bundle, answered by the real app:// handler behind a local HTTP port,
 * with a stand-in for the bridge. What Electron itself adds is tested where a binary is there.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { answerAppRequest, type AppProtocolParts } from '@communitrak/desktop/main/app-protocol.ts';
import { createEventStreams } from '@communitrak/desktop/main/event-streams.ts';
import { filesIn } from '@communitrak/desktop/main/packaged-files.ts';
import { linkTo } from '@communitrak/desktop/main/server-link.ts';
import { buildDesktop, DIST } from '../../desktop/build.mjs';

export interface DesktopPage {
  /** Origin of the page. */
  readonly url: string;
  /** What main would hold. */
  readonly held: { token: string | undefined; server: string | undefined };
  close(): Promise<void>;
}

async function toRequest(req: IncomingMessage): Promise<Request> {
  const headers = new Headers();
  for (const [name, value] of Object.entries(req.headers))
    if (value !== undefined) headers.set(name, String(value));
  const method = req.method ?? 'GET';
  const url = `app://communitrak${req.url ?? '/'}`;
  const body = await buffer(req);
  return new Request(url, { method, headers, ...(body.length === 0 ? {} : { body }) });
}

async function send(answer: Response, res: ServerResponse): Promise<void> {
  res.writeHead(answer.status, Object.fromEntries(answer.headers));
  if (answer.body === null) return void res.end();
  await pipeline(Readable.fromWeb(answer.body as ReadableStream), res);
}

export async function openDesktopPage(server: string | undefined): Promise<DesktopPage> {
  if ((await buildDesktop()) !== 0) throw new Error('the desktop app does not build');
  const held: DesktopPage['held'] = { token: undefined, server };
  const streams = createEventStreams();
  const parts: AppProtocolParts = {
    files: filesIn(join(DIST, 'renderer')),
    forward: linkTo(
      () => held.server,
      (address, init) => fetch(address, init),
      () => undefined,
    ),
    token: {
      read: () => held.token,
      keep: (token) => Promise.resolve(void (held.token = token)),
      forget: (token) => Promise.resolve(held.token === token ? void (held.token = undefined) : undefined),
    },
    streams,
  };
  const answerer = createServer((req, res) => {
    toRequest(req)
      .then((request) => answerAppRequest(request, parts))
      .then((answer) => send(answer, res))
      // A page that goes away in the middle of an answer.
      .catch(() => res.destroy());
  });
  await new Promise<void>((resolve) => answerer.listen(0, '127.0.0.1', resolve));
  const { port } = answerer.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    held,
    async close() {
      streams.closeAll();
      answerer.closeAllConnections();
      await new Promise((resolve) => answerer.close(resolve));
    },
  };
}
