import { describe, expect, it } from 'vitest';
import {
  connect,
  parseServerAddress,
  parseServerSetting,
  probeServer,
  type ConnectParts,
} from './server-address.ts';

describe('an address as a person types it', () => {
  it.each([
    ['hoa.example.org', 'https://hoa.example.org'],
    ['  https://HOA.example.org/  ', 'https://hoa.example.org'],
    ['https://hoa.example.org:8443/app/willow/inbox?x=1#y', 'https://hoa.example.org:8443'],
    ['hoa.example.org:8443', 'https://hoa.example.org:8443'],
    ['localhost:8080', 'http://localhost:8080'],
    ['127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://localhost:8080', 'http://localhost:8080'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
    ['https://localhost', 'https://localhost'],
  ])('%s is %s', (typed, origin) => expect(parseServerAddress(typed)).toEqual({ ok: true, origin }));

  it.each([
    ['', 'not-an-address'],
    ['   ', 'not-an-address'],
    ['our server', 'not-an-address'],
    ['https://', 'not-an-address'],
    ['ftp://hoa.example', 'not-an-address'],
    ['file:///etc/passwd', 'not-an-address'],
    ['app://communitrak/', 'not-an-address'],
    ['https://me:secret@hoa.example', 'not-an-address'],
    ['http://hoa.example', 'not-secure'],
    ['http://192.168.0.7:8080', 'not-secure'],
    ['http://localhost.evil.example', 'not-secure'],
    ['http://127.0.0.1.evil.example', 'not-secure'],
  ])('%s is refused: %s', (typed, problem) =>
    expect(parseServerAddress(typed)).toEqual({ ok: false, problem }),
  );

  it('is read back from settings only in a form that would be accepted today', () => {
    expect(parseServerSetting({ server: 'https://hoa.example' })).toEqual({ server: 'https://hoa.example' });
    expect(parseServerSetting({ server: 'http://hoa.example' })).toBeUndefined();
    expect(parseServerSetting({ server: 7 })).toBeUndefined();
    expect(parseServerSetting(null)).toBeUndefined();
  });
});

const signedOut = () => Response.json({ problem: 'signed-out' }, { status: 401 });

describe('looking at what answers', () => {
  const probe = (answer: () => Response) =>
    probeServer('https://hoa.example', () => Promise.resolve(answer()));
  it('knows our server, signed in or not', async () => {
    expect(await probe(signedOut)).toBeUndefined();
    expect(await probe(() => Response.json({ account: {}, associations: [], protocol: 1 }))).toBeUndefined();
  });
  it.each([
    ['a page', () => new Response('<html>', { headers: { 'content-type': 'text/html' } })],
    ['other JSON', () => Response.json({ ok: true })],
    ['nothing there', () => Response.json({ problem: 'not-found' }, { status: 404 })],
    ['another 401', () => Response.json({ error: 'unauthorized' }, { status: 401 })],
    ['null', () => Response.json(null)],
  ])('knows that %s is not', async (_, answer) => expect(await probe(answer)).toBe('not-communitrak'));
  it('says when nothing answers', async () => {
    expect(await probeServer('https://hoa.example', () => Promise.reject(new Error('refused')))).toBe(
      'unreachable',
    );
  });
});

function harness(start: string | undefined, agrees = true) {
  const seen = { asked: [] as string[], done: [] as string[], server: start };
  const parts: ConnectParts = {
    current: () => seen.server,
    fetch: (address) => {
      seen.asked.push(address);
      return Promise.resolve(signedOut());
    },
    confirmChange: () => {
      seen.done.push('asked');
      return Promise.resolve(agrees);
    },
    leaveCurrent: () => {
      seen.done.push('left');
      return Promise.resolve();
    },
    keep: (origin) => {
      seen.done.push(`kept ${origin}`);
      seen.server = origin;
    },
  };
  return { seen, parts };
}

describe('connecting', () => {
  it('keeps the first server without a question', async () => {
    const { seen, parts } = harness(undefined);
    expect(await connect('hoa.example', parts)).toEqual({ ok: true });
    expect(seen.asked).toEqual(['https://hoa.example/api/session']);
    expect(seen.done).toEqual(['kept https://hoa.example']);
  });

  it('asks nobody about an address that is none', async () => {
    const { seen, parts } = harness(undefined);
    expect(await connect('http://hoa.example', parts)).toEqual({ ok: false, problem: 'not-secure' });
    expect(seen.asked).toEqual([]);
  });

  it('leaves everything alone when it is the same server', async () => {
    const { seen, parts } = harness('https://hoa.example');
    expect(await connect('hoa.example/app/', parts)).toEqual({ ok: true });
    expect(seen.done).toEqual([]);
  });

  it('leaves the old server before it keeps another, and only when that is wanted', async () => {
    const agreed = harness('https://old.example');
    expect(await connect('new.example', agreed.parts)).toEqual({ ok: true });
    expect(agreed.seen.done).toEqual(['asked', 'left', 'kept https://new.example']);
    const declined = harness('https://old.example', false);
    expect(await connect('new.example', declined.parts)).toEqual({ ok: false, problem: 'cancelled' });
    expect(declined.seen.server).toBe('https://old.example');
  });

  it('does not give up a server for one that does not answer', async () => {
    const { seen, parts } = harness('https://old.example');
    const dead = { ...parts, fetch: () => Promise.reject(new Error('refused')) };
    expect(await connect('new.example', dead)).toEqual({ ok: false, problem: 'unreachable' });
    expect(seen.done).toEqual([]);
  });
});
