import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { listen } from './listen.ts';

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
