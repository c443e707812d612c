/**
 * The change feed of a chaos store. Whatever it does to a page, it keeps the port's promise: a seq given back as
 * `since` continues so that nothing is skipped for good.
 */
import {
  SeqRefused,
  type ChangeFeed,
  type ChangePage,
  type ChangeRow,
  type ChangesQuery,
} from '@communitrak/sync-server/ports/doc-store.ts';
import type { History } from './chaos-history.ts';
import type { Chaos } from './chaos-faults.ts';

export interface FeedChaos {
  readonly name: string;
  readonly chaos: Chaos;
  readonly history: History;
  readonly mayFail: <T>(actor: string, work: () => Promise<T>) => Promise<T>;
}

const BEGINNING = '0';
/** A feed read in small pages that is thrown back for ever would never end. */
const MOST_REWINDS = 10;

/** A row with the inner seq from which everything after it in the page, and itself when it is late, comes again. */
interface Placed {
  readonly row: ChangeRow;
  readonly seq: string;
}

/** No two alike, also for the same place, and in no order. */
function hide(seq: string, salt: number): string {
  return Buffer.from(JSON.stringify([salt, seq])).toString('base64url');
}

function unhide(token: string): string {
  if (token === BEGINNING) return token;
  try {
    const value: unknown = JSON.parse(Buffer.from(token, 'base64url').toString());
    if (Array.isArray(value) && typeof value[1] === 'string') return value[1];
  } catch {
    // not one of ours: refused below
  }
  throw new SeqRefused('chaos: no seq of this store');
}

/** Ends the page at a row that this copy has only in an older version, or not at all yet. */
function cutAtLateRow(
  rows: readonly ChangeRow[],
  since: string,
  bodies: boolean,
  feed: FeedChaos,
): Placed[] | undefined {
  if (rows.length === 0 || !feed.chaos.strikes('late-change', feed.name)) return undefined;
  const at = feed.chaos.pick(rows.length, `${feed.name} late`);
  const placed = rows.slice(0, at).map((row) => ({ row, seq: row.seq }));
  const row = rows[at];
  const older = row && feed.history.older({ _id: row.id, _rev: row.rev });
  if (row === undefined || older === undefined) return placed;
  const before = placed.at(-1)?.seq ?? since;
  const late = { ...row, rev: older._rev, deleted: older._deleted === true, doc: bodies ? older : undefined };
  return [...placed, { row: late, seq: before }];
}

function shuffled<T>(items: readonly T[], pick: (count: number) => number): T[] {
  const mixed = [...items];
  for (let at = mixed.length - 1; at > 0; at--) {
    const other = pick(at + 1);
    const [a, b] = [mixed[at], mixed[other]];
    if (a === undefined || b === undefined) continue;
    mixed[at] = b;
    mixed[other] = a;
  }
  return mixed;
}

/** In another order; each row's seq reaches only as far as the rows up to it are without a gap. */
function reordered(placed: readonly Placed[], since: string, feed: FeedChaos): Placed[] {
  if (placed.length < 2 || !feed.chaos.strikes('reordered-rows', feed.name)) return [...placed];
  const order = shuffled([...placed.keys()], (count) => feed.chaos.pick(count, `${feed.name} order`));
  const seen = new Set<number>();
  let reached = 0;
  return order.flatMap((index) => {
    seen.add(index);
    while (seen.has(reached)) reached++;
    const row = placed[index]?.row;
    return row === undefined ? [] : [{ row, seq: placed[reached - 1]?.seq ?? since }];
  });
}

function withRepeat(placed: readonly Placed[], feed: FeedChaos): Placed[] {
  const last = placed.at(-1);
  if (last === undefined || !feed.chaos.strikes('repeated-row', feed.name)) return [...placed];
  const again = placed[feed.chaos.pick(placed.length, `${feed.name} repeat`)];
  return again === undefined ? [...placed] : [...placed, { row: again.row, seq: last.seq }];
}

export function createChaosFeed(inner: ChangeFeed, feed: FeedChaos): ChangeFeed {
  const { chaos, history, name } = feed;
  const give = (seq: string): string => {
    if (seq === BEGINNING) return seq;
    return chaos.strikes('opaque-seq', name)
      ? hide(seq, chaos.pick(1_000_000_000, `${name} salt`))
      : hide(seq, 0);
  };

  let rewinds = 0;

  async function startOf(query: ChangesQuery): Promise<string> {
    const asked = unhide(query.since ?? BEGINNING);
    if (asked === BEGINNING || rewinds >= MOST_REWINDS || !chaos.strikes('rewound-changes', name))
      return asked;
    rewinds++;
    // A seq that would have been refused is refused all the same.
    await inner.read({ since: asked, limit: 1, bodies: false });
    return BEGINNING;
  }

  async function read(query: ChangesQuery): Promise<ChangePage> {
    const since = await startOf(query);
    const page = await inner.read({ ...query, since });
    const late = cutAtLateRow(page.rows, since, query.bodies, feed);
    for (const { doc } of page.rows) if (doc !== undefined) history.record(doc);
    const last = late === undefined ? page.last : (late.at(-1)?.seq ?? since);
    const whole = page.rows.map((row) => ({ row, seq: row.seq }));
    const placed = withRepeat(reordered(late ?? whole, since, feed), feed);
    return { rows: placed.map(({ row, seq }) => ({ ...row, seq: give(seq) })), last: give(last) };
  }

  return {
    read: (query) => feed.mayFail('changes', () => read(query)),
    now: () => feed.mayFail('now', async () => give(await inner.now())),
  };
}
