/** Stands between a server and its store and counts what is asked of the store, by the first part of the path. */
import { createServer, request, Agent } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface CountingProxy {
  readonly url: string;
  /** `GET <database>/<what>` of each request since the last call, e.g. `GET association-a/_changes`. */
  taken(): readonly string[];
  close(): Promise<void>;
}

/** @param target the store's URL, which may have a path */
export async function countingProxy(target: string): Promise<CountingProxy> {
  const { hostname, port, pathname } = new URL(target);
  const prefix = pathname.replace(/\/$/, '');
  const agent = new Agent({ keepAlive: true });
  let seen: string[] = [];
  const server = createServer((req, res) => {
    const [path = ''] = (req.url ?? '').split('?');
    seen.push(`${req.method} ${path.slice(1)}`);
    const options = { hostname, port, path: prefix + (req.url ?? ''), method: req.method, agent };
    const onward = request({ ...options, headers: req.headers }, (answer) => {
      res.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(res);
    });
    onward.on('error', () => res.destroy());
    res.on('close', () => onward.destroy());
    req.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    taken: () => {
      const all = seen;
      seen = [];
      return all;
    },
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      agent.destroy();
      await closed;
    },
  };
}
