import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { jsonFile } from './json-file.ts';
import { openTokenStore, parseStoredToken, type KeyStore } from './token-store.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'communitrak-token-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Turns text around: enough to tell a locked token from an open one. */
const turn = (text: string): string => Array.from(text).toReversed().join('');
const realKeys: KeyStore = {
  isAvailable: () => true,
  encrypt: (text) => Buffer.from(turn(text)),
  decrypt: (bytes) => turn(Buffer.from(bytes).toString()),
};
const noKeys: KeyStore = { ...realKeys, isAvailable: () => false };

function open(keys: KeyStore = realKeys, start: string | undefined = 'https://hoa.example') {
  const seen = { server: start, memoryOnly: 0, log: [] as string[] };
  const path = join(folder, 'session.json');
  const log = (message: string): void => void seen.log.push(message);
  const store = openTokenStore({
    file: jsonFile(path, parseStoredToken, log),
    keys,
    server: () => seen.server,
    onMemoryOnly: () => void (seen.memoryOnly += 1),
    log,
  });
  return { store, seen, path };
}

describe('with a key store', () => {
  it('keeps the token locked, for the next start, for its owner only', async () => {
    const { store, path } = open();
    await store.keep('secret');
    expect(store.read()).toBe('secret');
    expect(await readFile(path, 'utf8')).not.toContain('secret');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(open().store.read()).toBe('secret');
  });

  it('forgets it on disk too', async () => {
    const { store, path } = open();
    await store.keep('secret');
    await store.forget('secret');
    expect(store.read()).toBeUndefined();
    expect(existsSync(path)).toBe(false);
  });

  it('does not forget a newer one', async () => {
    const { store } = open();
    await store.keep('new');
    await store.forget('old');
    expect(store.read()).toBe('new');
    expect(open().store.read()).toBe('new');
  });

  it('gives it to no other server', async () => {
    const { store, seen } = open();
    await store.keep('secret');
    seen.server = 'https://other.example';
    expect(store.read()).toBeUndefined();
    expect(open(realKeys, 'https://other.example').store.read()).toBeUndefined();
  });

  it('removes what it cannot unlock, says so, and works on', async () => {
    await open().store.keep('secret');
    const broken: KeyStore = {
      ...realKeys,
      decrypt: () => {
        throw new Error('wrong key');
      },
    };
    const { store, seen, path } = open(broken);
    expect(store.read()).toBeUndefined();
    expect(seen.log.join()).toContain('cannot be unlocked');
    expect(existsSync(path)).toBe(false);
  });

  it('puts a file that it does not understand aside', async () => {
    await writeFile(join(folder, 'session.json'), '{"server":1');
    const { store, seen, path } = open();
    expect(store.read()).toBeUndefined();
    expect(existsSync(`${path}.unreadable`)).toBe(true);
    expect(seen.log.join()).toContain('could not be understood');
  });
});

describe('without a key store', () => {
  it('keeps the token in memory only, and says so once', async () => {
    const { store, seen, path } = open(noKeys);
    await store.keep('one');
    await store.keep('two');
    expect(store.read()).toBe('two');
    expect(existsSync(path)).toBe(false);
    expect(seen.memoryOnly).toBe(1);
    expect(open(noKeys).store.read()).toBeUndefined();
  });

  it('leaves no older token behind on disk', async () => {
    await open().store.keep('older');
    await open(noKeys).store.keep('newer');
    expect(existsSync(join(folder, 'session.json'))).toBe(false);
  });
});
