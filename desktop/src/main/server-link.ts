/** Requests to the configured server with Electron's network stack (system proxy and certificates). Adds no thought. */
import type { Forward } from './forwarding.ts';
import type { Log } from './log.ts';

export type NetFetch = (address: string, init: RequestInit & typeof ALWAYS) => Promise<Response>;

/**
 * `redirect: 'error'`: our server redirects no such request, so a redirect is the network's own page (a hotel's sign-in)
 * and must not be given the token. `no-store`: answers are the member's data, and the replica is where they are kept.
 */
const ALWAYS = { redirect: 'error', credentials: 'omit', cache: 'no-store' } as const;

export function linkTo(server: () => string | undefined, fetch: NetFetch, log: Log): Forward {
  return async (path, { method, headers, body, signal }) => {
    const origin = server();
    if (origin === undefined) throw new Error('no server is configured');
    const streamed = body === null ? {} : { body, duplex: 'half' as const };
    try {
      return await fetch(`${origin}${path}`, { ...ALWAYS, method, headers, signal, ...streamed });
    } catch (fault) {
      log('the server could not be reached', fault);
      throw fault;
    }
  };
}

/** For looking whether a server is ours: the same way, without a token. */
export function probeWith(fetch: NetFetch): (address: string) => Promise<Response> {
  return (address) => fetch(address, { ...ALWAYS, headers: { accept: 'application/json' } });
}
