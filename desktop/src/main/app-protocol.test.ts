import { describe, expect, it } from 'vitest';
import { isProblem } from '@communitrak/protocol/problem.ts';
import { answerAppRequest, type AppProtocolParts } from './app-protocol.ts';
import { createEventStreams } from './event-streams.ts';
import type { ForwardInit } from './forwarding.ts';

const encoder = new TextEncoder();
const PAGES: Readonly<Record<string, string>> = {
  '/index.html': '<!doctype html>app',
  '/connect.html': '<!doctype html>connect',
  '/assets/main.js': 'run()',
};

interface Sent extends ForwardInit {
  readonly path: string;
}

/** The handler's parts, with a server that is a function, and what was seen of it. */
function harness(server: (sent: Sent) => Response | Promise<Response> = () => Response.json({ ok: true })) {
  const seen = { sent: [] as Sent[], token: undefined as string | undefined };
  const parts: AppProtocolParts = {
    files: (path) => {
      const text = PAGES[path];
      const content = text === undefined ? undefined : encoder.encode(text);
      return Promise.resolve(content === undefined ? undefined : { content, type: `type-of ${path}` });
    },
    forward: async (path, init) => {
      const sent = { path, ...init };
      seen.sent.push(sent);
      return await server(sent);
    },
    token: {
      read: () => seen.token,
      keep: (token) => {
        seen.token = token;
        return Promise.resolve();
      },
      forget: (token) => {
        if (seen.token === token) seen.token = undefined;
        return Promise.resolve();
      },
    },
    streams: createEventStreams(),
  };
  const ask = (path: string, init?: RequestInit) =>
    answerAppRequest(new Request(path.startsWith('/') ? `app://communitrak${path}` : path, init), parts);
  return { seen, parts, ask };
}

const unreachable = () => Promise.reject(new TypeError('net::ERR_INTERNET_DISCONNECTED'));
const signedIn = () =>
  Response.json(
    { redirect: false, token: 'raw-secret', user: { id: 'u1', name: 'Ana' } },
    {
      headers: {
        'set-auth-token': 'secret.signed%3D',
        'set-cookie': 'session=secret; HttpOnly',
        'access-control-expose-headers': 'set-auth-token',
        location: 'https://server.example/app/',
        server: 'nginx at server.example',
      },
    },
  );

describe('files of the package', () => {
  it.each(['/app', '/app/', '/app/willow/requests/0190', '/app/a.b/c.js', '/app/x?y=1#z'])(
    'answers %s with the app itself',
    async (path) => {
      const answer = await harness().ask(path);
      expect(answer.status).toBe(200);
      expect(await answer.text()).toBe('<!doctype html>app');
    },
  );

  it('answers the connect page and other files by name', async () => {
    expect(await (await harness().ask('/connect')).text()).toBe('<!doctype html>connect');
    const script = await harness().ask('/assets/main.js');
    expect(script.headers.get('content-type')).toBe('type-of /assets/main.js');
    expect(await script.text()).toBe('run()');
  });

  it('says which length a file has, and sends no body for HEAD', async () => {
    const answer = await harness().ask('/assets/main.js', { method: 'HEAD' });
    expect(answer.headers.get('content-length')).toBe('5');
    expect(await answer.text()).toBe('');
  });

  it('answers 404 for what is not there, 405 for writing', async () => {
    expect((await harness().ask('/assets/none.js')).status).toBe(404);
    expect((await harness().ask('/application/')).status).toBe(404);
    expect((await harness().ask('/assets/main.js', { method: 'POST', body: 'x' })).status).toBe(405);
  });

  it('never asks the server for them', async () => {
    const { seen, ask } = harness();
    await ask('/app/');
    await ask('/assets/none.js');
    await ask('/stripe/webhook', { method: 'POST' });
    expect(seen.sent).toEqual([]);
  });

  it('carries a policy that runs only files of the package', async () => {
    const answer = await harness().ask('/app/');
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).not.toContain('unsafe-eval');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });
});

describe('other places', () => {
  it.each([
    'app://other/app/',
    'app://communitrak.evil/app/',
    'app://communitrak:81/app/',
    'https://communitrak/api/session',
  ])('refuses %s', async (address) => {
    const { seen, ask } = harness();
    expect((await ask(address)).status).toBe(403);
    expect(seen.sent).toEqual([]);
  });

  it.each([
    ['https://evil.example', 403],
    [null, 403],
    ['app://communitrak', 200],
    [undefined, 200],
  ])('asked from %s: %i', async (initiatorOrigin, status) => {
    const request = Object.assign(new Request('app://communitrak/api/session'), { initiatorOrigin });
    expect((await answerAppRequest(request, harness().parts)).status).toBe(status);
  });
});

describe('passing on to the server', () => {
  it('passes path, query, method and body, and the bearer token', async () => {
    const { seen, ask } = harness();
    seen.token = 'secret';
    await ask('/a/willow/sync/pull?x=1', { method: 'POST', body: '{"protocol":1}' });
    const sent = seen.sent[0];
    expect(sent?.path).toBe('/a/willow/sync/pull?x=1');
    expect(sent?.method).toBe('POST');
    expect(sent?.headers.get('authorization')).toBe('Bearer secret');
    expect(await new Response(sent?.body ?? null).text()).toBe('{"protocol":1}');
  });

  it('passes only known headers to the server', async () => {
    const { seen, ask } = harness();
    await ask('/api/session', {
      headers: {
        accept: 'application/json',
        'x-communitrak-device': 'd1',
        authorization: 'Bearer forged',
        cookie: 'a=b',
        origin: 'app://communitrak',
        referer: 'app://communitrak/app/',
        'x-forwarded-for': '10.0.0.1',
        'user-agent': 'x',
      },
    });
    expect([...(seen.sent[0]?.headers.keys() ?? [])]).toEqual(['accept', 'x-communitrak-device']);
  });

  it('keeps cookies, tokens and everything that names the server from the page', async () => {
    const { ask } = harness(signedIn);
    for (const path of ['/api/auth/sign-in/email', '/api/other', '/a/w/sync/pull']) {
      const answer = await ask(path, { method: 'POST', body: '{}' });
      const names = [...answer.headers.keys()];
      expect(names).not.toContain('set-cookie');
      expect(names).not.toContain('set-auth-token');
      expect(JSON.stringify([...answer.headers])).not.toContain('server.example');
      expect(JSON.stringify([...answer.headers])).not.toContain('secret');
    }
  });

  it('lets data be nothing but data', async () => {
    const { ask } = harness(
      () => new Response('<script>1</script>', { headers: { 'content-type': 'text/html' } }),
    );
    expect((await ask('/a/w/files/abc')).headers.get('content-security-policy')).toContain('sandbox');
  });

  it('drops the length of a body that was packed on the way, keeps a true one', async () => {
    const packed = harness(
      () => new Response('unpacked', { headers: { 'content-encoding': 'gzip', 'content-length': '3' } }),
    );
    const answer = await packed.ask('/a/w/files/abc');
    expect(answer.headers.get('content-encoding')).toBeNull();
    expect(answer.headers.get('content-length')).toBeNull();
    const plain = harness(() => new Response('1234', { headers: { 'content-length': '4' } }));
    expect((await plain.ask('/a/w/files/abc')).headers.get('content-length')).toBe('4');
  });

  it('passes statuses without a body', async () => {
    const answer = await harness(() => new Response(null, { status: 304, headers: { etag: '"x"' } })).ask(
      '/a/w/files/x',
    );
    expect([answer.status, answer.headers.get('etag')]).toEqual([304, '"x"']);
  });

  it('answers `unavailable` in the server’s shape when it cannot be reached', async () => {
    const { seen, ask } = harness(unreachable);
    seen.token = 'secret';
    const answer = await ask('/a/w/sync/push', { method: 'POST', body: '{}' });
    expect(answer.status).toBe(503);
    const body: unknown = await answer.json();
    expect(body).toEqual({ problem: 'unavailable' });
    expect(isProblem(body)).toBe(true);
    expect(seen.token).toBe('secret');
  });

  it('refuses methods that the server does not know', async () => {
    const { seen, ask } = harness();
    expect((await ask('/api/session', { method: 'OPTIONS' })).status).toBe(405);
    expect(seen.sent).toEqual([]);
  });
});

describe('the token', () => {
  const signIn = (ask: ReturnType<typeof harness>['ask']) =>
    ask('/api/auth/sign-in/email', { method: 'POST', body: '{}' });

  it('is kept at sign-in and never shown', async () => {
    const { seen, ask } = harness(signedIn);
    const answer = await signIn(ask);
    expect(seen.token).toBe('secret.signed%3D');
    expect(await answer.json()).toEqual({ redirect: false, user: { id: 'u1', name: 'Ana' } });
  });

  it('is not kept from a refused sign-in, nor from another route, nor when it cannot be a header', async () => {
    const refused = harness(() => Response.json({}, { status: 401, headers: { 'set-auth-token': 'x' } }));
    await signIn(refused.ask);
    const elsewhere = harness(() => Response.json({}, { headers: { 'set-auth-token': 'x' } }));
    await elsewhere.ask('/a/w/sync/pull', { method: 'POST', body: '{}' });
    const odd = harness(() => Response.json({}, { headers: { 'set-auth-token': 'a b' } }));
    await signIn(odd.ask);
    expect([refused, elsewhere, odd].map(({ seen }) => seen.token)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('is taken out wherever the accounts routes repeat it', async () => {
    const { ask } = harness(() =>
      Response.json({ session: { id: 's', token: 'secret' }, list: [{ token: 'secret' }] }),
    );
    expect(await (await ask('/api/auth/get-session')).json()).toEqual({ session: { id: 's' }, list: [{}] });
  });

  it('does not pass on an accounts answer that claims JSON and is none', async () => {
    const { ask } = harness(
      () => new Response('{"token":"secret"', { headers: { 'content-type': 'application/json' } }),
    );
    const answer = await ask('/api/auth/get-session');
    expect([answer.status, await answer.json()]).toEqual([503, { problem: 'unavailable' }]);
  });

  it.each([
    ['accepted', () => Response.json({ success: true })],
    ['refused', () => Response.json({ problem: 'internal' }, { status: 500 })],
    ['not reachable', unreachable],
  ])('is forgotten at sign-out: %s', async (_, server) => {
    const { seen, ask } = harness(server);
    seen.token = 'secret';
    await ask('/api/auth/sign-out', { method: 'POST' });
    expect(seen.token).toBeUndefined();
    expect(seen.sent[0]?.headers.get('authorization')).toBe('Bearer secret');
  });

  it('stays when someone only looks at the sign-out address', async () => {
    const { seen, ask } = harness();
    seen.token = 'secret';
    await ask('/api/auth/sign-out');
    expect(seen.token).toBe('secret');
  });

  it('is forgotten when the server says the session is over, on that route only', async () => {
    const { seen, ask } = harness(() => Response.json({ problem: 'signed-out' }, { status: 401 }));
    seen.token = 'secret';
    await ask('/a/w/sync/pull', { method: 'POST', body: '{}' });
    expect(seen.token).toBe('secret');
    await ask('/api/session');
    expect(seen.token).toBeUndefined();
  });

  it('of a new sign-in survives the late answer to the old one', async () => {
    const { seen, ask } = harness(() => {
      seen.token = 'new';
      return Response.json({ problem: 'signed-out' }, { status: 401 });
    });
    seen.token = 'old';
    await ask('/api/session');
    expect(seen.token).toBe('new');
  });
});

describe('event streams', () => {
  const accept = { headers: { accept: 'text/event-stream' } };
  /** A server that writes one poke and then waits, until its signal ends it. */
  const stream = ({ signal }: Sent) =>
    new Response(
      new ReadableStream<Uint8Array>({
        start(controller) {
          controller.enqueue(encoder.encode('event: poke\n\n'));
          signal?.addEventListener('abort', () => controller.error(new Error('aborted')));
        },
      }),
      { headers: { 'content-type': 'text/event-stream' } },
    );

  it('hands each event over as it comes', async () => {
    const answer = await harness(stream).ask('/a/w/sync/events?device=d', accept);
    const first = await answer.body?.getReader().read();
    expect(new TextDecoder().decode(first?.value)).toBe('event: poke\n\n');
    expect(answer.headers.get('content-type')).toBe('text/event-stream');
  });

  it('ends a forgotten stream when the same one opens again', async () => {
    const { seen, ask } = harness(stream);
    const first = await ask('/a/w/sync/events?device=d', accept);
    await ask('/a/w/sync/events?device=d', accept);
    expect(seen.sent.map(({ signal }) => signal?.aborted)).toEqual([true, false]);
    expect(await first.text()).toBe('event: poke\n\n');
  });

  it('ends the request behind a stream that the page cancels', async () => {
    const { seen, ask } = harness(stream);
    const answer = await ask('/a/w/sync/events', accept);
    await answer.body?.cancel();
    expect(seen.sent[0]?.signal?.aborted).toBe(true);
  });

  it('gives ordinary requests no such end', async () => {
    const { seen, ask } = harness();
    await ask('/api/session');
    expect(seen.sent[0]?.signal).toBeNull();
  });
});
