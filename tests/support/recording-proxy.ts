/** A proxy in front of the stand-in for Stripe that writes down what is asked: method, path, form, headers less the key. */
import { createServer, request, type IncomingHttpHeaders } from 'node:http';

export interface Recorded {
  readonly method: string;
  /** With its query, decoded. */
  readonly path: string;
  /** The form, field by field, as it is sent. */
  readonly form: Readonly<Record<string, string>>;
  /** Those that Stripe reads: the version, the account, the idempotency key, the kind of the body. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface RecordingProxy {
  readonly url: string;
  readonly requests: Recorded[];
  close(): Promise<void>;
}

const READ = ['stripe-version', 'stripe-account', 'idempotency-key', 'content-type'];

function headersOf(headers: IncomingHttpHeaders): Readonly<Record<string, string>> {
  return Object.fromEntries(
    READ.flatMap((name) => (headers[name] === undefined ? [] : [[name, String(headers[name])]])),
  );
}

export async function startRecordingProxy(target: string): Promise<RecordingProxy> {
  const requests: Recorded[] = [];
  const { hostname, port } = new URL(target);
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const body = Buffer.concat(chunks);
      requests.push({
        method: req.method ?? '',
        path: decodeURIComponent(req.url ?? ''),
        form: Object.fromEntries(new URLSearchParams(body.toString('utf8'))),
        headers: headersOf(req.headers),
      });
      const { method, url: path, headers } = req;
      const onward = request({ host: hostname, port, method, path, headers }, (answer) => {
        res.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(res);
      });
      // The stand-in closes a connection on purpose: so does this.
      onward.on('error', () => res.destroy());
      onward.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const own = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${String(own)}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
