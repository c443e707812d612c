/** All documents of a database, tombstones and server-only ones too, and what changed since they were read. */
import { associationOf } from '../ports/database-names.ts';
import type { ChangePage, Database, DocStore, StoredDoc } from '../ports/doc-store.ts';

const PAGE_ROWS = 500;

export interface Read {
  readonly docs: readonly StoredDoc[];
  /** Where the next reading goes on. */
  readonly last: string;
}

/** On a store with several copies the feed reads one that may be late: then bodies come by id, from a quorum. */
async function bodiesOf(
  database: Database,
  topology: DocStore['topology'],
  page: ChangePage,
): Promise<readonly StoredDoc[]> {
  const rows = page.rows.filter(({ id }) => !id.startsWith('_'));
  if (topology === 'clustered') return [...(await database.getMany(rows.map(({ id }) => id))).values()];
  return rows.flatMap(({ id, rev, deleted, doc }) =>
    doc === undefined ? [] : [{ ...doc, _id: id, _rev: rev, ...(deleted ? { _deleted: true } : {}) }],
  );
}

export async function* readSince(
  database: Database,
  topology: DocStore['topology'],
  since: string,
): AsyncGenerator<Read> {
  let position = since;
  for (;;) {
    const page = await database.feed.read({
      since: position,
      limit: PAGE_ROWS,
      bodies: topology === 'single',
    });
    yield { docs: await bodiesOf(database, topology, page), last: page.last };
    if (page.rows.length < PAGE_ROWS) return;
    position = page.last;
  }
}

/** By id, the last version of each. */
export async function readAll(
  database: Database,
  topology: DocStore['topology'],
): Promise<ReadonlyMap<string, StoredDoc>> {
  const all = new Map<string, StoredDoc>();
  for await (const { docs } of readSince(database, topology, '0'))
    for (const doc of docs) all.set(doc._id, doc);
  return all;
}

export async function associationsIn(store: DocStore): Promise<readonly string[]> {
  const names = await store.names();
  return names
    .map(associationOf)
    .filter((association) => association !== undefined)
    .toSorted();
}
