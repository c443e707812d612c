import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { createDoor, listen } from './listen.ts';
import { StartProblem } from './start-problem.ts';

const HOST = '127.0.0.1';

it('whoever is answered while it stops is told to ask elsewhere, and has the whole answer', async () => {
  const listening = await listen((_req, res) => res.end('the whole answer'), HOST, 0);
  const socket = connect(listening.port, HOST);
  await new Promise((resolve) => socket.once('connect', resolve));
  const answer = text(socket);
  // Half a request is no idle connection.
  socket.write(`GET / HTTP/1.1\r\nHost: ${HOST}\r\n`);
  await new Promise((resolve) => setTimeout(resolve, 50));
  const stopped = listening.stop(5000);
  socket.write('\r\n');
  expect(await answer).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*Connection: close\r\n[^]*the whole answer/);
  await stopped;
});

it('a port that is taken is said with where it is and what to do', async () => {
  const first = await listen((_req, res) => res.end(), HOST, 0);
  const second = listen((_req, res) => res.end(), HOST, first.port);
  await expect(second).rejects.toThrow(StartProblem);
  await expect(second).rejects.toThrow(`on ${HOST}:${String(first.port)} already. Stop it, or set PORT`);
  await first.stop(0);
});

it.each([
  [
    'an address that is another machine’s',
    '192.0.2.1',
    /does not have the address of 192\.0\.2\.1:0\. Set HOST/,
  ],
  ['a name that nobody knows', 'nobody.invalid', /host name of nobody\.invalid:0 is not known\. Set HOST/],
])('%s is said, and what to do', async (_what, host, words) => {
  const listening = listen((_req, res) => res.end(), host, 0);
  await expect(listening).rejects.toThrow(StartProblem);
  await expect(listening).rejects.toThrow(words);
});

it('until it is ready the server is alive and asks to come back; then the app answers', async () => {
  const door = createDoor();
  const listening = await listen(door.handler, HOST, 0);
  const ask = async (path: string) => {
    const answer = await fetch(`http://${HOST}:${String(listening.port)}${path}`);
    return [answer.status, answer.headers.get('retry-after'), await answer.text()];
  };
  expect(await ask('/healthz')).toEqual([200, null, '{"status":"alive"}']);
  expect(await ask('/app/')).toEqual([503, '2', '{"problem":"unavailable","detail":"starting"}']);
  door.open((_req, res) => res.end('the app'));
  expect(await ask('/healthz')).toEqual([200, null, 'the app']);
  await listening.stop(0);
});
