/** Requests exactly as written: paths that no client would send, any method, any header, over kept connections. */
import { Agent, request, type IncomingHttpHeaders } from 'node:http';

export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Of an event stream what came first. */
  readonly text: string;
}

export interface RawClient {
  send(asked: RawRequest): Promise<RawAnswer>;
  close(): void;
}

export function rawClient(url: string, sockets: number): RawClient {
  const agent = new Agent({ keepAlive: true, maxSockets: sockets });
  const { hostname, port } = new URL(url);
  return {
    send: ({ method, path, headers, body }) =>
      new Promise((resolve, reject) => {
        const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
        const asked = request(
          { agent, hostname, port, method, path, headers: { ...length, ...headers } },
          (answer) => {
            const chunks: Buffer[] = [];
            const stream = answer.headers['content-type']?.startsWith('text/event-stream') === true;
            const done = (): void =>
              resolve({
                status: answer.statusCode ?? 0,
                headers: answer.headers,
                text: Buffer.concat(chunks).toString(),
              });
            answer.on('data', (chunk: Buffer) => {
              chunks.push(chunk);
              if (!stream || !chunk.includes('poke')) return;
              done();
              asked.destroy();
            });
            answer.once('end', done);
            answer.once('error', () => undefined);
          },
        );
        asked.once('error', reject);
        asked.end(body);
      }),
    close: () => agent.destroy(),
  };
}
