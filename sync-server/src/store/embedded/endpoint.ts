/**
 * The embedded endpoint: which path is answered by whom. Speaks as much of CouchDB's HTTP as the couch client and
 * PouchDB's pull replication use; everything else is refused by name. Nothing that comes in ends the process.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { StoreLog } from '../store-log.ts';
import type { Databases } from './databases.ts';
import type { EmbeddedDatabase } from './embedded-database.ts';
import { answer, answerRefusal, badRequest, queryOf, readJson, Refusal } from './http-json.ts';
import { changes } from './routes-changes.ts';
import {
  allDocs,
  bulkDocs,
  bulkGet,
  getDocument,
  getLocal,
  putDocument,
  putLocal,
  revsDiff,
} from './routes-documents.ts';
import type { Handler, Reply } from './visit.ts';

export interface EndpointOptions {
  readonly databases: Databases;
  /** The first part of every path; who does not know it gets nothing: other people of this machine. '' for none. */
  readonly secret: string;
  readonly log: StoreLog;
  /** Aborted when the server closes. */
  readonly closing: AbortSignal;
}

interface Call {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly method: string;
  /** Decoded, without the secret. */
  readonly path: readonly string[];
  readonly parameters: URLSearchParams;
  readonly gone: AbortSignal;
}

const DATABASE_NAME = /^[a-z][a-z0-9_$()+/-]{0,199}$/;
const notAllowed = (method: string): Refusal =>
  new Refusal(405, 'method_not_allowed', `${method} is not allowed here`);
const noSuchPath = (): Refusal => new Refusal(404, 'not_found', 'No such path in the embedded store');
const noDatabase = (): Refusal => new Refusal(404, 'not_found', 'Database does not exist.');

/** Path of a database's part → method → handler. */
const DATABASE_ROUTES: ReadonlyMap<string, Readonly<Record<string, Handler>>> = new Map([
  ['_all_docs', { GET: allDocs, POST: allDocs }],
  ['_bulk_docs', { POST: bulkDocs }],
  ['_bulk_get', { POST: bulkGet }],
  ['_changes', { GET: changes, POST: changes }],
  ['_revs_diff', { POST: revsDiff }],
]);
const LOCAL_ROUTES: Readonly<Record<string, Handler>> = { GET: getLocal, PUT: putLocal };
const DOCUMENT_ROUTES: Readonly<Record<string, Handler>> = { GET: getDocument, PUT: putDocument };

function serverAnswer(call: Call, { databases }: EndpointOptions): Reply {
  const [name] = call.path;
  if (call.method !== 'GET') throw notAllowed(call.method);
  if (name === '_up') return { body: { status: 'ok' } };
  if (name === '_membership') {
    return { body: { all_nodes: ['embedded@127.0.0.1'], cluster_nodes: ['embedded@127.0.0.1'] } };
  }
  if (name === '_all_dbs') {
    const query = queryOf(call.parameters);
    const start = query.key('startkey', 'start_key') ?? '';
    const end = query.key('endkey', 'end_key') ?? '\uffff';
    return { body: databases.names().filter((each) => each >= start && each <= end) };
  }
  if (name !== undefined) throw noSuchPath();
  return {
    body: {
      couchdb: 'Welcome',
      version: '3.5.0',
      uuid: databases.uuid,
      vendor: { name: 'Communitrak embedded store' },
    },
  };
}

async function describe(database: EmbeddedDatabase, name: string): Promise<Reply> {
  const info = await database.pouch.info();
  return {
    body: {
      db_name: name,
      doc_count: info.doc_count,
      update_seq: database.seqs.format(info.update_seq),
      instance_start_time: '0',
      cluster: { q: 1, n: 1, w: 1, r: 1 },
    },
  };
}

function routesOf(first: string, second: string | undefined): Readonly<Record<string, Handler>> {
  if (first === '_local' && second !== undefined) return LOCAL_ROUTES;
  const routes = first.startsWith('_') ? DATABASE_ROUTES.get(first) : DOCUMENT_ROUTES;
  if (second !== undefined || routes === undefined) throw noSuchPath();
  return routes;
}

function handlerOf(rest: readonly string[], method: string): { handler: Handler; id: string } {
  const [first = '', second, ...more] = rest;
  if (more.length > 0) throw noSuchPath();
  const routes = routesOf(first, second);
  const handler = Object.hasOwn(routes, method) ? routes[method] : undefined;
  if (handler === undefined) throw notAllowed(method);
  return { handler, id: second ?? first };
}

async function changeDatabase(name: string, method: string, databases: Databases): Promise<Reply> {
  if (method === 'PUT') {
    if (await databases.create(name)) return { status: 201, body: { ok: true } };
    throw new Refusal(412, 'file_exists', 'The database could not be created, the file already exists.');
  }
  if (method !== 'DELETE') throw notAllowed(method);
  if (!(await databases.drop(name))) throw noDatabase();
  return { body: { ok: true } };
}

async function databaseAnswer(call: Call, { databases }: EndpointOptions): Promise<Reply> {
  const { method, request, response, gone } = call;
  const [name = '', ...rest] = call.path;
  if (!DATABASE_NAME.test(name)) {
    throw new Refusal(
      400,
      'illegal_database_name',
      `Name: '${name}'. Only lowercase letters, digits and _$()+/-`,
    );
  }
  if (rest.length === 0 && method !== 'GET') return changeDatabase(name, method, databases);
  const database = await databases.open(name);
  if (database === undefined) throw noDatabase();
  if (rest.length === 0) return describe(database, name);
  const { handler, id } = handlerOf(rest, method);
  const query = queryOf(call.parameters);
  const visit = {
    database,
    databaseName: name,
    method,
    id,
    query,
    response,
    gone,
    json: () => readJson(request),
  };
  // A longpoll counts as running only while it reads, or the database could never close.
  const run = handler === changes ? handler(visit) : database.during(() => handler(visit));
  if (run === undefined) throw noDatabase();
  return run;
}

function parsePath(path: string): string[] {
  try {
    return path.split('/').flatMap((part) => (part === '' ? [] : [decodeURIComponent(part)]));
  } catch {
    throw badRequest('The path is not well encoded');
  }
}

/** A web page can point a name of its own at this machine; then its name is in `Host`. */
function assertLoopback(host: string | undefined): void {
  if (/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host ?? '')) return;
  throw new Refusal(403, 'forbidden', 'The embedded store answers this machine alone');
}

async function handle(call: Omit<Call, 'path' | 'parameters'>, options: EndpointOptions): Promise<Reply> {
  const [path = '', search = ''] = (call.request.url ?? '').split(/\?(.*)/s);
  assertLoopback(call.request.headers.host);
  const parts = parsePath(path);
  if (options.secret !== '' && parts[0] !== options.secret) throw noSuchPath();
  const rest = options.secret === '' ? parts : parts.slice(1);
  const whole = { ...call, path: rest, parameters: new URLSearchParams(search) };
  const isServer = rest[0] === undefined || rest[0].startsWith('_');
  return isServer ? serverAnswer(whole, options) : databaseAnswer(whole, options);
}

export function createEndpoint(options: EndpointOptions): RequestListener {
  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const leaving = new AbortController();
    const leave = (): void => leaving.abort();
    response.on('close', leave);
    options.closing.addEventListener('abort', leave);
    try {
      const call = { request, response, method: request.method ?? 'GET', gone: leaving.signal };
      const reply = await handle(call, options);
      answer(response, reply.status ?? 200, reply.body);
    } catch (error) {
      if (error instanceof Refusal) return answerRefusal(response, error);
      // A client that left in the middle of its body is no fault of ours.
      if (request.destroyed && !request.complete) return;
      options.log.error({ err: error, method: request.method }, 'The embedded store could not answer');
      answerRefusal(response, new Refusal(500, 'unknown_error', 'The embedded store could not answer'));
    } finally {
      options.closing.removeEventListener('abort', leave);
    }
    return undefined;
  }
  return (request, response) => void respond(request, response);
}
