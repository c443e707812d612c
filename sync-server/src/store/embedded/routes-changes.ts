/** `_changes` of one embedded database: normal and longpoll, with `timeout` or `heartbeat` as CouchDB has them. */
import type { PouchChange } from 'pouchdb-core';
import { badRequest, Refusal } from './http-json.ts';
import type { Handler, Reply, Visit } from './visit.ts';

const LONGEST_WAIT_MS = 60_000;
const SHORTEST_HEARTBEAT_MS = 100;

function assertSupported({ query }: Visit): void {
  const feed = query.text('feed') ?? 'normal';
  if (feed !== 'normal' && feed !== 'longpoll') throw badRequest(`feed=${feed} is not supported here`);
  for (const name of ['filter', 'view', 'doc_ids', 'selector', 'last-event-id']) {
    if (query.text(name) !== undefined) throw badRequest(`${name} is not supported here`);
  }
  if (query.flag('descending')) throw badRequest('descending is not supported here');
}

async function sinceOf({ database, query }: Visit): Promise<number> {
  const n = await database.seqs.parse(query.text('since') ?? '0');
  if (n !== undefined) return n;
  throw badRequest("Malformed sequence supplied in 'since' parameter.");
}

interface Page {
  readonly results: readonly PouchChange[];
  readonly last: number;
}

async function readPage({ database, query }: Visit, since: number): Promise<Page> {
  const limit = query.count('limit');
  const read = database.during(() =>
    database.pouch.changes({
      since,
      include_docs: query.flag('include_docs'),
      style: query.text('style') === 'all_docs' ? 'all_docs' : 'main_only',
      return_docs: true,
      ...(limit === undefined ? {} : { limit }),
    }),
  );
  if (read === undefined) throw new Refusal(404, 'not_found', 'Database does not exist.');
  const { results, last_seq: last } = await read;
  return { results, last };
}

function replyOf({ database, query }: Visit, { results, last }: Page): Reply {
  const bodies = query.flag('include_docs');
  return {
    body: {
      results: results.map(({ seq, id, changes, deleted, doc }) => ({
        seq: database.seqs.format(seq),
        id,
        changes,
        ...(deleted === true ? { deleted } : {}),
        ...(bodies ? { doc: doc ?? null } : {}),
      })),
      last_seq: database.seqs.format(last),
      pending: 0,
    },
  };
}

/** Blank lines that keep a proxy and the client from giving up; with them CouchDB ignores `timeout`. */
function startHeartbeat({ query, response }: Visit): (() => void) | undefined {
  const text = query.text('heartbeat');
  if (text === undefined || text === 'false') return undefined;
  const ms = text === 'true' ? LONGEST_WAIT_MS : (query.count('heartbeat') ?? LONGEST_WAIT_MS);
  const timer = setInterval(
    () => {
      if (!response.headersSent) response.writeHead(200, { 'content-type': 'application/json' });
      response.write('\n');
    },
    Math.max(ms, SHORTEST_HEARTBEAT_MS),
  );
  return () => clearInterval(timer);
}

async function longpoll(visit: Visit, since: number): Promise<Reply> {
  const { database, query, gone } = visit;
  const stopHeartbeat = startHeartbeat(visit);
  const waitMs = Math.min(query.count('timeout') ?? LONGEST_WAIT_MS, LONGEST_WAIT_MS);
  const over = new AbortController();
  const end = (): void => over.abort();
  const timer = stopHeartbeat === undefined ? setTimeout(end, waitMs) : undefined;
  gone.addEventListener('abort', end);
  try {
    for (;;) {
      // Listening begins before the read: a write in between is not slept through.
      const listening = new AbortController();
      over.signal.addEventListener('abort', () => listening.abort());
      const written = database.nextWrite(listening.signal);
      const page = await readPage(visit, since);
      if (page.results.length > 0 || over.signal.aborted) {
        listening.abort();
        return replyOf(visit, page);
      }
      await written;
      if (over.signal.aborted) return replyOf(visit, { results: [], last: since });
    }
  } finally {
    clearTimeout(timer);
    stopHeartbeat?.();
    gone.removeEventListener('abort', end);
  }
}

export const changes: Handler = async (visit) => {
  if (visit.method === 'POST') throw badRequest('POST to _changes is not supported here');
  assertSupported(visit);
  const since = await sinceOf(visit);
  if (visit.query.text('feed') === 'longpoll') return longpoll(visit, since);
  return replyOf(visit, await readPage(visit, since));
};
