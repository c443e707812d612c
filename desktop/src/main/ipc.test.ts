import { describe, expect, it } from 'vitest';
import { answerCall, mayKnock, takeTell, type CallHandlers, type TellHandlers } from './ipc.ts';

const app = { url: 'app://communitrak/app/willow', parent: null };
const connectPage = { url: 'app://communitrak/connect', parent: null };

function harness() {
  const seen: unknown[] = [];
  const calls: CallHandlers = {
    'save-file': (file) => {
      seen.push(file);
      return Promise.resolve({ saved: true });
    },
    print: () => {
      seen.push('print');
      return Promise.resolve({});
    },
    'lock-key': ({ bytes }) => Promise.resolve({ bytes }),
    'unlock-key': () => Promise.resolve({}),
    connect: (request) => {
      seen.push(request);
      return Promise.resolve({ ok: true });
    },
  };
  const tells: TellHandlers = {
    notify: (notice) => seen.push(notice),
    language: (message) => seen.push(message),
    menu: (message) => seen.push(message),
    badge: (message) => seen.push(message),
  };
  return { seen, calls, tells };
}

describe('the door', () => {
  it.each([
    ['nobody', null],
    ['another place', { url: 'https://evil.example/app/', parent: null }],
    ['another host', { url: 'app://evil/app/', parent: null }],
    ['a frame inside our page', { url: 'app://communitrak/app/', parent: {} }],
    ['data shown as a page', { url: 'app://communitrak/a/willow/files/abc', parent: null }],
    ['a page that is no address', { url: 'about:blank', parent: null }],
  ])('stays closed for %s', async (_, sender) => {
    const { seen, calls, tells } = harness();
    await expect(answerCall('print', sender, {}, calls)).rejects.toThrow('refused');
    expect(takeTell('language', sender, { language: 'es' }, tells)).toBe(false);
    expect(seen).toEqual([]);
  });

  it('lets only the connect page name a server, and lets it do nothing else', () => {
    expect(mayKnock(connectPage, 'connect')).toBe(true);
    expect(mayKnock(app, 'connect')).toBe(false);
    expect(mayKnock(connectPage, 'save-file')).toBe(false);
    expect(mayKnock(app, 'save-file')).toBe(true);
  });

  it('hands over only what has the message’s shape', async () => {
    const { seen, calls, tells } = harness();
    await expect(answerCall('print', app, { silent: true }, calls)).rejects.toThrow('not such a message');
    expect(takeTell('notify', app, { title: 'x', body: '', path: 'https://evil.example' }, tells)).toBe(
      false,
    );
    expect(seen).toEqual([]);
    expect(await answerCall('print', app, {}, calls)).toEqual({});
    expect(takeTell('language', app, { language: 'es', more: 1 }, tells)).toBe(true);
    expect(seen).toEqual(['print', { language: 'es' }]);
  });
});
