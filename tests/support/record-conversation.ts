/**
 * Records what the replicas of this checkout and its server say to each other, so that later servers can be held to it:
 * `npx tsx tests/support/record-conversation.ts tests/fixtures/protocol-<n>.json`. Run it at the last commit that speaks
 * version n; a recording is never made again by a later one. It holds the association that was there, then every
 * message in order: who, method, path, body, status, answer.
 */
import { writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { PROTOCOL_VERSION } from '@communitrak/protocol/version.ts';
import { startReplicaWorker, type RemoteReplica } from '@communitrak/testkit/replica-worker.ts';
import { openTestServer, type PersonName } from './test-server.ts';

export interface Message {
  readonly who: string;
  readonly method: string;
  /** Below `/a/<association>/sync`. */
  readonly path: string;
  readonly body: unknown;
  readonly status: number;
  readonly answer: unknown;
}

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** One person's way to the server, on which messages of sync are written down. */
async function listenIn(server: string, who: string, messages: Message[]) {
  const pass = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const body = await textOf(req);
    const headers = Object.entries(req.headers).filter(
      ([name, value]) => typeof value === 'string' && !/^(host|connection|content-length)$/.test(name),
    ) as [string, string][];
    const method = req.method ?? 'GET';
    const answer = await fetch(server + (req.url ?? ''), {
      method,
      headers,
      ...(body === '' ? {} : { body }),
    });
    const text = await answer.text();
    const path = /^\/a\/[^/]+\/sync(\/[a-z]+)$/.exec(req.url ?? '')?.[1];
    if (path !== undefined) {
      const [said, heard] = [JSON.parse(body), JSON.parse(text)] as [unknown, unknown];
      messages.push({ who, method, path, body: said, status: answer.status, answer: heard });
    }
    res.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' });
    res.end(text);
  };
  const proxy = createServer((req, res) => {
    pass(req, res).catch(() => res.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const address = proxy.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${String(port)}`, close: () => void proxy.close() };
}

const idOf = (result: { readonly ok: boolean; readonly id?: string }): string => result.id ?? '';

/** What people do: file, assign, answer, change at once, be refused, check; and nothing new. */
async function talk(head: RemoteReplica, office: RemoteReplica): Promise<void> {
  await head.command('sync');
  await office.command('sync');
  const leak = { kind: 'maintenance', description: 'It drips.', priority: 'normal', place: 'Lift' } as const;
  const posted = await head.command('postRequest', { ...leak, title: 'Leak', household: 'h1' }, []);
  const id = idOf(posted);
  await head.command('sync');
  await office.command('sync');
  await office.command('changeRequest', id, { status: 'in-progress' }, 'On it');
  await office.command('addInternalNote', id, 'third time this year');
  await office.command('sync');
  // from what was, so refused; and what belongs to it is refused with it
  await head.command('changeRequest', id, { status: 'done' }, 'it stopped by itself');
  await head.command('sync');
  await head.command('answerRequest', id, 'Thank you.', []);
  await head.command('sync');
  // both at once, of different fields: a conflict that is merged
  await office.command('changeRequest', id, { due: '2026-12-24' }, '');
  await head.command('editRequest', id, {
    title: 'Leak in the lift',
    description: 'It drips.',
    place: 'Lift',
  });
  await office.command('sync');
  await head.command('sync');
  await office.command('sync');
  await head.command('check');
  await head.command('sync');
}

async function main(file: string): Promise<void> {
  const server = await openTestServer();
  const { association, documents, people } = server.small;
  const messages: Message[] = [];
  const open = async (who: PersonName) => {
    const { cookie } = await server.as(who);
    const way = await listenIn(server.url, who, messages);
    const options = { url: way.url, cookie, association, storage: 'memory', live: false } as const;
    return { replica: startReplicaWorker(options), way };
  };
  const [head, office] = [await open('head'), await open('office')];
  try {
    await talk(head.replica, office.replica);
  } finally {
    for (const { replica, way } of [head, office]) {
      await replica.stop();
      way.close();
    }
    await server.close();
  }
  const members = { head: people.head, office: people.office };
  const recording = { protocol: PROTOCOL_VERSION, association, members, documents, messages };
  await writeFile(file, `${JSON.stringify(recording, undefined, 1)}\n`);
  process.stdout.write(`${String(messages.length)} messages in ${file}\n`);
}

const [, script = '', file] = process.argv;
if (script.endsWith('record-conversation.ts')) {
  if (file === undefined) throw new Error('Which file? See the heading of this program.');
  await main(file);
}
