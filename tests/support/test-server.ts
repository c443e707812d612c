/**
 * The whole server on a real port over a test store, with the small association of the test kit in it and its people
 * signed in on demand.
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { DEVICE_HEADER } from '@communitrak/protocol/headers.ts';
import { parseConfig } from '@communitrak/sync-server/config.ts';
import { createLog } from '@communitrak/sync-server/server-log.ts';
import { startServer, type Server, type ServerOptions } from '@communitrak/sync-server/server.ts';
import { smallAssociation, type SmallAssociation } from '@communitrak/testkit/builders.ts';
import { cookieOf, TEST_SECRET } from './test-accounts.ts';
import { openTestStore, type TestStore } from './test-store.ts';
import { createWith } from './sync-rig.ts';

export type PersonName = keyof SmallAssociation['people'];

export interface Asked {
  readonly status: number;
  /** Parsed JSON; undefined for an empty body. */
  readonly body: unknown;
  readonly answer: Response;
}

export interface AskOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is instead of as JSON. */
  readonly raw?: string | Uint8Array;
  /** Gives up waiting for the answer. */
  readonly signal?: AbortSignal;
}

/** A signed-in person's device. */
export interface Client {
  readonly cookie: string;
  readonly device: string;
  ask(method: string, path: string, body?: unknown, options?: AskOptions): Promise<Asked>;
  /** An answer that goes on, such as an event stream. */
  open(path: string, signal: AbortSignal): Promise<Response>;
  /** The same under `/a/<association>`. */
  inAssociation(method: string, path: string, body?: unknown, options?: AskOptions): Promise<Asked>;
}

export interface TestServer {
  readonly server: Server;
  readonly url: string;
  readonly small: SmallAssociation;
  readonly opened: TestStore;
  readonly lines: string[];
  /** The server's own: what is written to it comes into `lines`. */
  readonly log: Logger;
  /** A new sign-in each time; the account is made at the first. */
  as(person: PersonName): Promise<Client>;
  close(): Promise<void>;
}

export const PASSWORD = 'a-password-of-the-tests';

async function ask(
  url: string,
  headers: Record<string, string>,
  method: string,
  body: unknown,
  { raw, signal }: Pick<AskOptions, 'raw' | 'signal'>,
) {
  const bytes = typeof raw === 'object' ? new Uint8Array(raw) : raw;
  const payload = bytes ?? (body === undefined ? undefined : JSON.stringify(body));
  const typed = payload === undefined ? {} : { 'content-type': 'application/json' };
  const answer = await fetch(url, {
    method,
    headers: { ...typed, ...headers },
    ...(payload === undefined ? {} : { body: payload }),
    ...(signal === undefined ? {} : { signal }),
  });
  const text = await answer.text();
  const json = answer.headers.get('content-type')?.includes('json') === true;
  return {
    status: answer.status,
    body: json && text !== '' ? (JSON.parse(text) as unknown) : undefined,
    answer,
  };
}

export function clientOf(url: string, association: string, cookie: string): Client {
  const device = randomUUID();
  const client: Client = {
    cookie,
    device,
    ask: (method, path, body, { headers = {}, ...options } = {}) =>
      ask(url + path, { cookie, [DEVICE_HEADER]: device, ...headers }, method, body, options),
    open: (path, signal) => fetch(url + path, { headers: { cookie }, signal }),
    inAssociation: (method, path, body, options) =>
      client.ask(method, `/a/${association}${path}`, body, options),
  };
  return client;
}

/** Signs in over HTTP, as a device that is no web page. */
export async function signInAt(url: string, email: string, password: string): Promise<string> {
  const answer = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  if (!answer.ok) throw new Error(`sign-in of ${email}: ${String(answer.status)} ${await answer.text()}`);
  return cookieOf(answer);
}

export async function fill(
  server: Pick<Server, 'sync' | 'accounts'>,
  small: SmallAssociation,
): Promise<void> {
  await createWith(server.sync, small.association, small.documents);
}

export async function addPerson(
  server: Server,
  small: SmallAssociation,
  person: PersonName,
): Promise<string> {
  const { member, name } = small.people[person];
  const email = `${person}@example.org`;
  const { id } = await server.accounts.addAccount({ email, password: PASSWORD, name });
  await server.accounts.link(id, small.association, member);
  return email;
}

export async function openTestServer(
  options: Partial<ServerOptions> = {},
  small: SmallAssociation = smallAssociation(),
  env: Readonly<Record<string, string>> = {},
): Promise<TestServer> {
  const opened = await openTestStore();
  const dataDir = await mkdtemp(join(tmpdir(), 'communitrak-server-'));
  const parsed = parseConfig({
    PORT: '0',
    DATA_DIR: dataDir,
    SESSION_SECRET: TEST_SECRET,
    ...env,
  });
  if (!parsed.ok) throw new Error(parsed.faults.join());
  const lines: string[] = [];
  const log = createLog('trace', { write: (line: string) => void lines.push(line) });
  const server = await startServer(parsed.config, { log, store: opened.store, appDir: dataDir, ...options });
  await fill(server, small);
  const emails = new Map<PersonName, Promise<string>>();
  return {
    server,
    url: server.url,
    small,
    opened,
    lines,
    log,
    async as(person) {
      const email = emails.get(person) ?? addPerson(server, small, person);
      emails.set(person, email);
      return clientOf(server.url, small.association, await signInAt(server.url, await email, PASSWORD));
    },
    async close() {
      await server.close();
      await opened.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
