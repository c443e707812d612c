import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestHttp, type TestHttp } from '../../support/test-http.ts';

const WORDS = `say('hello');`.repeat(200);
let http: TestHttp;
let appDir: string;

beforeAll(async () => {
  appDir = await mkdtemp(join(tmpdir(), 'communitrak-app-'));
  await mkdir(join(appDir, 'assets'));
  await writeFile(join(appDir, 'index.html'), '<!doctype html><title>the app</title>');
  await writeFile(join(appDir, 'sw.js'), 'self.oninstall = () => {};');
  await writeFile(join(appDir, 'manifest.webmanifest'), '{}');
  await writeFile(join(appDir, 'main.0123abcd4567.js'), 'run()');
  await writeFile(join(appDir, 'assets/both.0123abcd4567.js'), WORDS);
  await writeFile(join(appDir, 'assets/both.0123abcd4567.js.br'), brotliCompressSync(WORDS));
  await writeFile(join(appDir, 'assets/plain.0123abcd4567.js'), WORDS);
  http = await openTestHttp({ appDir });
});
afterAll(async () => {
  await http.close();
  await rm(appDir, { recursive: true, force: true });
});

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(http.url + path, { headers, redirect: 'manual' });

describe('the app’s page', () => {
  it('asked for a part that it does not have, says that the question is at fault', async () => {
    for (const range of ['bytes=9-1', 'bytes=900-901']) {
      const answer = await get('/app/maple-row/requests', { range });
      expect([answer.status, await answer.json()]).toEqual([416, { problem: 'bad-request' }]);
    }
  });
});

describe('a part of the app that the build has compressed', () => {
  it.each([
    ['both', 'br', 'br'],
    ['both', 'gzip, br;q=0', 'gzip'],
    ['both', 'identity', null],
    ['plain', 'br, gzip', 'br'],
  ])('%s, asked for with %s, comes as %s and says the same', async (name, accepted, encoding) => {
    const path = `/app/assets/${name}.0123abcd4567.js`;
    const answer = await get(path, { 'accept-encoding': accepted });
    expect(answer.headers.get('content-encoding')).toBe(encoding);
    expect(answer.headers.get('content-type')).toMatch(/javascript/);
    expect(answer.headers.get('vary')).toMatch(/Accept-Encoding/i);
    expect(answer.headers.get('cache-control')).toContain('immutable');
    expect(await answer.text()).toBe(WORDS);
  });

  it('is as the build left it: not compressed again', async () => {
    const answer = await get('/app/assets/both.0123abcd4567.js', { 'accept-encoding': 'br' });
    expect(Number(answer.headers.get('content-length'))).toBe(brotliCompressSync(WORDS).length);
  });

  it('is nothing to reach out of the folder with', async () => {
    for (const path of ['/app/assets/..%2fsw.js', '/app/assets/%2e%2e/index.html.js']) {
      const answer = await get(path, { 'accept-encoding': 'br' });
      expect(answer.headers.get('content-encoding')).not.toBe('br');
    }
  });
});

describe('the public page', () => {
  it('sets no cookie, offers the app to install and the way in, and names whom to ask about privacy', async () => {
    const answer = await get('/');
    expect(answer.status).toBe(200);
    expect(answer.headers.getSetCookie()).toEqual([]);
    const page = await answer.text();
    expect(page).toContain('<link rel="manifest" href="/app/manifest.webmanifest">');
    expect(page).toContain('href="/app/sign-in"');
    expect(page).toContain('hello@communitrak.com');
    expect(page).toMatch(/refuses cookies/);
  });

  it.each([
    ['es-MX,es;q=0.9,en;q=0.5', 'es', 'Iniciar sesión'],
    ['en-GB', 'en', 'Sign in'],
    ['fr', 'en', 'Sign in'],
  ])('speaks to %s in %s', async (accepted, lang, words) => {
    const answer = await get('/', { 'accept-language': accepted });
    expect(answer.headers.get('content-language')).toBe(lang);
    expect(answer.headers.get('vary')).toMatch(/Accept-Language/i);
    const page = await answer.text();
    expect(page).toContain(`<html lang="${lang}">`);
    expect(page).toContain(words);
  });

  it('loads nothing that its own policy forbids', async () => {
    const page = await (await get('/')).text();
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)|\son[a-z]+=|https?:\/\//);
    const paths = [...page.matchAll(/(?:href|src)="(\/front\/[^"]+)"/g)].map(([, path]) => path ?? '');
    expect(paths).toHaveLength(3);
    for (const path of paths) expect((await get(path)).status).toBe(200);
  });
});

describe('headers', () => {
  it('let scripts come from nowhere but here, and nobody frame us', async () => {
    const { headers } = await get('/app/');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).toContain("img-src 'self' blob: data:");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe-eval');
    expect(policy.match(/unsafe-inline/g)).toHaveLength(1);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('strict-transport-security')).toBeNull();
    expect(headers.get('x-powered-by')).toBeNull();
  });
});

describe('the app', () => {
  it.each([
    '/app/',
    '/app/sign-in',
    '/app/willow/requests/0190c2a0-0000-7000-8000-000000000000',
    '/app/x?y=a.b',
  ])('opens at %s', async (path) => {
    const answer = await get(path, { accept: 'text/html' });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('the app');
    expect(answer.headers.get('cache-control')).toBe('no-cache');
  });

  it('has its worker and manifest asked for each time, its hashed files never', async () => {
    for (const path of ['/app/sw.js', '/app/manifest.webmanifest']) {
      expect((await get(path)).headers.get('cache-control')).toBe('no-cache');
    }
    expect((await get('/app/manifest.webmanifest')).headers.get('content-type')).toMatch(
      'application/manifest+json',
    );
    expect((await get('/app/sw.js')).headers.get('content-type')).toMatch('javascript');
    expect((await get('/app/main.0123abcd4567.js')).headers.get('cache-control')).toMatch(/immutable/);
  });

  it('answers a file that is not there with 404 and not with the page', async () => {
    for (const path of [
      '/app/main.fedcba987654.js',
      '/app/../package.json',
      '/app/%2e%2e/%2e%2e/package.json',
    ]) {
      const answer = await get(path);
      expect(answer.status).toBe(404);
      expect(await answer.json()).toEqual({ problem: 'not-found' });
    }
  });

  it('is reached from /app too, and says when it is not built', async () => {
    expect((await get('/app')).headers.get('location')).toBe('/app/');
    const bare = await openTestHttp();
    const answer = await fetch(`${bare.url}/app/`);
    expect([answer.status, await answer.json()]).toMatchObject([503, { problem: 'unavailable' }]);
    await bare.close();
  });
});

describe('what is nowhere', () => {
  it.each(['/nothing', '/api/nothing', '/a/willow/nothing', '/a/willow/sync/nothing', '/wp-login.php'])(
    '%s is a problem, not a page',
    async (path) => {
      const answer = await get(path);
      expect(answer.status).toBe(404);
      expect(await answer.json()).toEqual({ problem: 'not-found' });
    },
  );

  it('nor is an address that cannot be read', async () => {
    const answer = await get('/a/%c3%28/sync/events');
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ problem: 'bad-request' });
  });
});

describe('health', () => {
  it('answers alive, ready and metrics without names or ids', async () => {
    expect(await (await get('/healthz')).json()).toEqual({ status: 'alive' });
    expect(await (await get('/readyz')).json()).toEqual({ status: 'ready' });
    await get('/a/willow-creek/files/abc');
    const text = await (await get('/metrics')).text();
    expect(text).toMatch(
      /communitrak_http_seconds_count\{method="GET",route="\/a\/:association\/files\/:hash"/,
    );
    expect(text).not.toContain('willow-creek');
  });
});

describe('who may read the metrics', () => {
  const metrics = async (url: string, headers: Readonly<Record<string, string>> = {}) => {
    const answer = await fetch(`${url}/metrics`, { headers });
    return answer.status;
  };

  it('without a token only a program on this machine, never what a proxy passes on', async () => {
    expect(await metrics(http.url)).toBe(200);
    for (const name of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via']) {
      expect(await metrics(http.url, { [name]: '127.0.0.1' })).toBe(404);
    }
  });

  it('with a token whoever sends it, from anywhere', async () => {
    const guarded = await openTestHttp({ metricsToken: 'a-token-of-the-tests' });
    try {
      expect(await metrics(guarded.url)).toBe(404);
      expect(await metrics(guarded.url, { authorization: 'Bearer another' })).toBe(404);
      const right = { authorization: 'Bearer a-token-of-the-tests', 'x-forwarded-for': '10.0.0.1' };
      expect(await metrics(guarded.url, right)).toBe(200);
    } finally {
      await guarded.close();
    }
  });
});

describe('TLS', () => {
  it('is demanded when the public address is https: reading is sent there, writing refused', async () => {
    const secure = await openTestHttp({ publicUrl: 'https://hoa.example.com' });
    const ask = (path: string, init: RequestInit = {}) =>
      fetch(secure.url + path, { redirect: 'manual', ...init });
    const sent = await ask('/app/willow?x=1');
    expect([sent.status, sent.headers.get('location')]).toEqual([
      308,
      'https://hoa.example.com/app/willow?x=1',
    ]);
    const refused = await ask('/api/auth/sign-in/email', { method: 'POST', body: '{}' });
    expect([refused.status, await refused.json()]).toEqual([
      403,
      { problem: 'bad-request', detail: 'https' },
    ]);
    expect((await ask('/healthz')).status).toBe(200);

    const proxied = await ask('/', { headers: { 'x-forwarded-proto': 'https' } });
    expect(proxied.status).toBe(200);
    expect(proxied.headers.get('strict-transport-security')).toMatch(/max-age=31536000/);
    expect(proxied.headers.get('content-security-policy')).toContain('upgrade-insecure-requests');
    await secure.close();
  });

  it('is not believed to be there without a proxy to believe', async () => {
    const answer = await get('/', { 'x-forwarded-proto': 'https', 'x-forwarded-for': '203.0.113.9' });
    expect(answer.headers.get('strict-transport-security')).toBeNull();
  });
});
