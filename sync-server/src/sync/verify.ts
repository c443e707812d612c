/**
 * Repair: compares a page of what a replica holds with what its member may see, by id and hash. An id that is not theirs
 * is answered with the same stub whether it exists or not.
 */
import { stubOf, type WireDoc } from '@communitrak/domain/core/envelope.ts';
import { MAX_VERIFY_ROWS, type VerifyAnswer, type VerifyRequest } from '@communitrak/protocol/verify.ts';
import { NoSuchMember } from '../access/no-such-member.ts';
import type { Rights } from '../access/visibility.ts';
import type { Database } from '../ports/doc-store.ts';
import type { AssociationView } from './association-view.ts';
import type { PullParts } from './pull.ts';
import { readStored, type StoredEnvelope } from '../access/stored-envelope.ts';
import { wireOf } from './stored-document.ts';
import type { Caller } from './sync-service.ts';

const AT_ONCE = 500;

interface Comparing {
  readonly parts: PullParts;
  readonly database: Database;
  readonly view: AssociationView;
  readonly rights: Rights;
  readonly request: VerifyRequest;
}

interface Range {
  readonly ids: readonly string[];
  /** The range ends here; '' at the end of everything. */
  readonly next: string;
}

/** Ids the member should hold between `after` and `upTo`, as many as one answer carries. */
function expected({ parts, view, rights, request }: Comparing): Range {
  const { collection, after, upTo } = request;
  const ids: string[] = [];
  for (const id of view.idsAfter(collection, rights.current, after)) {
    if (upTo !== '' && id > upTo) break;
    const entry = view.entry(id);
    // On several copies the view may be late either way: decided when the documents have been read.
    const candidate =
      entry !== undefined && (parts.topology === 'clustered' || parts.rules.visible(rights, entry));
    if (!candidate) continue;
    if (ids.length === MAX_VERIFY_ROWS) return { ids, next: ids.at(-1) ?? '' };
    ids.push(id);
  }
  return { ids, next: upTo };
}

async function readAll(
  database: Database,
  ids: readonly string[],
): Promise<ReadonlyMap<string, StoredEnvelope>> {
  const found = new Map<string, StoredEnvelope>();
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const docs = await database.getMany(ids.slice(from, from + AT_ONCE));
    for (const [id, doc] of docs) found.set(id, readStored(doc));
  }
  return found;
}

/** Ids whose documents must be read: what the view can answer by its hash is not. */
function toRead(
  { parts, view, request }: Comparing,
  ids: readonly string[],
  held: ReadonlyMap<string, string>,
) {
  if (parts.topology === 'clustered') {
    return ids.filter((id) => parts.collectionOf(id) === request.collection);
  }
  return ids.filter((id) => {
    const entry = view.entry(id);
    return entry?.collection === request.collection && entry.hash !== held.get(id);
  });
}

async function compare(comparing: Comparing): Promise<VerifyAnswer> {
  const { parts, database, view, rights, request } = comparing;
  const { ids, next } = expected(comparing);
  const inRange = ([id]: readonly [string, string]): boolean =>
    id > request.after && (next === '' || id <= next);
  const held = new Map(request.held.filter(inRange));
  const all = [...new Set([...ids, ...held.keys()])].sort();
  const read = await readAll(database, toRead(comparing, all, held));
  const documents: WireDoc[] = [];
  const counts = { missing: 0, outdated: 0, extra: 0 };
  for (const id of all) {
    const stored = read.get(id);
    const same = view.entry(id);
    const doc = stored ?? same;
    const seen =
      doc !== undefined && parts.collectionOf(id) === request.collection && parts.rules.visible(rights, doc);
    if (!seen) {
      if (!held.has(id)) continue;
      counts.extra += 1;
      documents.push(stubOf(id));
    } else if (stored !== undefined && stored.hash !== held.get(id)) {
      counts[held.has(id) ? 'outdated' : 'missing'] += 1;
      documents.push(wireOf(stored));
    }
  }
  return { documents, ...counts, next };
}

/** @param view caught up; held by the caller while this runs */
export async function verify(
  parts: PullParts,
  who: Caller,
  request: VerifyRequest,
  view: AssociationView,
  database: Database,
): Promise<VerifyAnswer> {
  const known = await parts.principals.readNow(who.association, who.member);
  if (known === undefined) throw new NoSuchMember(`No member ${who.member}`);
  return compare({ parts, database, view, rights: known.rights, request });
}
