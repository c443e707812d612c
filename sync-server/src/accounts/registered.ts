/** Who has registered: members with an account, by association. Reads one copy, which may lag; what hangs on it is a bill. */
import type { Database } from '../ports/doc-store.ts';
import { isAlive } from './change-doc.ts';
import { membershipsIn } from './memberships.ts';

const PREFIX = 'usr:';
const PAGE = 1000;

export async function registeredMembers(db: Database): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const all = new Map<string, Set<string>>();
  for (let startId = PREFIX; ;) {
    const page = await db.range({ startId, endId: `${PREFIX}\ufff0`, limit: PAGE });
    for (const { association, member } of page
      .filter(isAlive)
      .flatMap((doc) => membershipsIn(doc['places']))) {
      const members = all.get(association) ?? new Set();
      all.set(association, members.add(member));
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return all;
    startId = `${last._id}\u0000`;
  }
}
