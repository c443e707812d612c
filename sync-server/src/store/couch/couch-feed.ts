/**
 * The change feed of one CouchDB database. A seq we hand out carries the database's identity: CouchDB itself takes a
 * seq of another database silently as "from the beginning", and the port promises SeqRefused.
 */
import {
  SeqRefused,
  StoreUnavailable,
  type ChangeFeed,
  type ChangePage,
  type ChangeRow,
  type ChangesQuery,
} from '../../ports/doc-store.ts';
import { isRecord, listOf, recordOf, seqOf, storedDocOf, textOf } from './couch-json.ts';
import { CouchRefused } from './couch-request.ts';
import type { DatabaseRequest } from './database-request.ts';

const BEGINNING = '0';
const MARK = '~';
/** What older CouchDBs answer, as a 500, to a seq that they cannot decode. */
const DECODING_ERRORS: readonly string[] = ['badarg', 'badmatch', 'case_clause', 'function_clause'];

function isRefusedSeq(error: unknown): boolean {
  if (error instanceof CouchRefused) return error.status === 400;
  if (!(error instanceof StoreUnavailable) || !(error.cause instanceof CouchRefused)) return false;
  return error.cause.status === 500 && DECODING_ERRORS.includes(error.cause.error);
}

function queryOf(
  { limit, bodies, waitMs }: ChangesQuery,
  since: string,
): Record<string, string | number | boolean> {
  return {
    since,
    include_docs: bodies,
    ...(limit === undefined ? {} : { limit }),
    // Without heartbeat: it would switch `timeout` off.
    ...(waitMs === undefined || waitMs <= 0 ? {} : { feed: 'longpoll', timeout: Math.ceil(waitMs) }),
  };
}

function withoutMark(since: string, identity: string): string {
  if (since === BEGINNING) return BEGINNING;
  if (!since.startsWith(identity + MARK)) throw new SeqRefused('This seq is not of this database');
  return since.slice(identity.length + MARK.length);
}

const withMark = (seq: unknown, identity: string): string => identity + MARK + seqOf(seq);

function rowOf(value: unknown, identity: string): ChangeRow {
  const row = recordOf(value, 'change');
  const winner = recordOf(listOf(row['changes'], 'list of revisions')[0], 'revision');
  return {
    id: textOf(row['id'], 'id'),
    seq: withMark(row['seq'], identity),
    rev: textOf(winner['rev'], 'revision'),
    deleted: row['deleted'] === true,
    doc: isRecord(row['doc']) ? storedDocOf(row['doc']) : undefined,
  };
}

async function readChanges(
  request: DatabaseRequest,
  identity: string,
  query: ChangesQuery,
): Promise<ChangePage> {
  const since = withoutMark(query.since ?? BEGINNING, identity);
  const call = {
    path: '_changes',
    query: queryOf(query, since),
    signal: query.signal,
    extraMs: query.waitMs ?? 0,
  };
  try {
    const answer = recordOf(await request(call), 'list of changes');
    return {
      rows: listOf(answer['results'], 'list of changes').map((row) => rowOf(row, identity)),
      last: withMark(answer['last_seq'], identity),
    };
  } catch (error) {
    if (since === BEGINNING || !isRefusedSeq(error)) throw error;
    throw new SeqRefused('The store does not know this seq', { cause: error });
  }
}

/** @param identity of the database; never changes while it exists. */
export function createCouchFeed(request: DatabaseRequest, identity: string): ChangeFeed {
  return {
    read: (query) => readChanges(request, identity, query),
    async now() {
      return withMark(recordOf(await request({}), 'description of a database')['update_seq'], identity);
    },
  };
}
