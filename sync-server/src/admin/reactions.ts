/** `reactions`: how far they have read, what failed and waits to be tried again, what is parked; and `--retry` of one. */
import { createItems, type Item } from '../reactions/items.ts';
import { positionsIn } from '../reactions/positions.ts';
import { ROUND_MS } from '../reactions/reactions.ts';
import { AdminProblem } from './admin-problem.ts';
import { associationsIn } from './everything.ts';
import type { AdminParts } from './parts.ts';

type Say = (line: string) => void;

const time = (ms: number): string => new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
const times = (count: number): string => (count === 1 ? 'once' : `${String(count)} times`);

function said({ id, association, reaction, document, tries, since, nextAt, reason, parked }: Item): string {
  const next = parked ? 'parked' : `again at ${time(nextAt)} UTC`;
  const tried = tries === 0 ? 'to be tried' : `failed ${times(tries)} since ${time(since)} UTC`;
  return `${association}: ${reaction} for ${document}: ${tried}, ${next}: ${reason} (${id})`;
}

async function wanted({ store }: AdminParts, association: string | undefined): Promise<readonly string[]> {
  const all = await associationsIn(store);
  if (association === undefined) return all;
  if (!all.includes(association)) throw new AdminProblem(`There is no association ${association}.`);
  return [association];
}

/** @returns how many are parked. @throws AdminProblem */
export async function showReactions(
  parts: AdminParts,
  association: string | undefined,
  say: Say,
): Promise<number> {
  const associations = await wanted(parts, association);
  const operations = await parts.store.open('operations', { create: false });
  const items = operations === undefined ? [] : await createItems(operations, parts.clock).list(association);
  const read = operations === undefined ? new Map() : await positionsIn(operations, associations);
  for (const item of items) say(said(item));
  for (const one of associations) {
    const own = items.filter((item) => item.association === one);
    const parked = own.filter((item) => item.parked).length;
    const open = `${String(own.length - parked)} to be tried again, ${String(parked)} parked`;
    const names = read.get(one) ?? [];
    const how = names.length === 0 ? 'not read yet' : `read for ${names.join(', ')}`;
    say(`${one}: ${how}; ${own.length === 0 ? 'nothing failed' : open}`);
  }
  return items.filter(({ parked }) => parked).length;
}

/** @throws AdminProblem where there is no such item */
export async function retryReaction(parts: AdminParts, id: string, say: Say): Promise<void> {
  const operations = await parts.store.open('operations', { create: false });
  const found = operations !== undefined && (await createItems(operations, parts.clock).retry(id));
  if (!found) {
    throw new AdminProblem(
      `Nothing that failed has the id ${id}, or it was tried in this moment. See: npm run admin -- reactions`,
    );
  }
  const minutes = String(ROUND_MS / 60_000);
  say(`${id}: a running server tries it in its next round, within ${minutes} minutes`);
}
