/**
 * Writes what autopay does today, association by association, each under a lease: first the notices, then the drafts, which
 * are payments like any other and are sent by whoever sends those. Looks only where a day has begun or something has
 * changed. Right also when two processes do it at once: every document has its id from the charge.
 */
import { typeOf } from '@communitrak/domain/core/ids.ts';
import { SYSTEM } from '@communitrak/domain/core/principal.ts';
import type { RefusalCode } from '@communitrak/domain/core/verdict.ts';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import { SeqRefused, type Database } from '../../ports/doc-store.ts';
import { demandWritten } from '../../ports/server-writes.ts';
import { keep, keptOf } from '../kept.ts';
import { placeOf, type PaymentsRoom, type Place } from '../room.ts';
import { householdDay } from './day.ts';
import { openDesk } from './desk.ts';

const PAGE = 1000;
/** What could change a draft. */
const WATCHED: ReadonlySet<string> = new Set([
  'autopay',
  'books',
  'ledger-entry',
  'payment',
  'payment-method',
  'payment-plan',
  'payment-settings',
  'payment-status',
]);

interface News {
  readonly isNew: boolean;
  readonly seq: string;
}

async function newsIn(database: Database, since: string | undefined): Promise<News> {
  if (since === undefined) return { isNew: true, seq: await database.feed.now() };
  try {
    let isNew = false;
    for (let seq = since; ;) {
      const page = await database.feed.read({ since: seq, limit: PAGE, bodies: false });
      isNew ||= page.rows.some(({ id }) => WATCHED.has(typeOf(id)));
      seq = page.last;
      if (page.rows.length < PAGE) return { isNew, seq };
    }
  } catch (error) {
    // Of another store, or from before a restore.
    if (error instanceof SeqRefused) return { isNew: true, seq: await database.feed.now() };
    throw error;
  }
}

/** Written by somebody who was quicker, in the words of then: as good. */
const KNOWN: ReadonlySet<RefusalCode> = new Set(['immutable', 'not-a-transition']);

async function writeOnce(
  room: PaymentsRoom,
  association: string,
  docs: readonly Envelope[],
): Promise<number> {
  if (docs.length === 0) return 0;
  const writes = docs.map((doc) => ({ doc, by: SYSTEM, byName: 'Autopay' }));
  const outcomes = await room.writes.write(association, writes);
  demandWritten(outcomes.filter((one) => one.outcome !== 'refused' || !KNOWN.has(one.code)));
  return outcomes.filter(({ outcome }) => outcome === 'written').length;
}

async function runDay(room: PaymentsRoom, place: Place): Promise<number> {
  const desk = await openDesk(place);
  if (desk === undefined) return 0;
  const { association } = place;
  let drafted = 0;
  const faults: unknown[] = [];
  for (const autopay of desk.autopays) {
    const { notices, drafts } = householdDay(desk, autopay, place, room.clock());
    try {
      await writeOnce(room, association, notices);
      // While the association cannot take payments nothing is drafted; it is when it can again.
      if (desk.isOpen) drafted += await writeOnce(room, association, drafts);
    } catch (error) {
      // The others are paid all the same, and this one is looked at again.
      room.log.error({ association, autopay: autopay.id, err: error }, 'autopay failed for a household');
      faults.push(error);
    }
  }
  if (faults.length > 0) throw faults[0];
  return drafted;
}

/** @returns how many payments were drafted */
export async function runAutopay(room: PaymentsRoom, association: string): Promise<number> {
  const place = await placeOf(room, association);
  const { autopaySeen, autopayDay } = await keptOf(room.operations, association);
  const { isNew, seq } = await newsIn(place.database, autopaySeen);
  if (!isNew && autopayDay === place.today) return 0;
  const drafted = await runDay(room, place);
  // The feed's place from before it was read: what was written meanwhile is looked at again.
  await keep(room.operations, association, { autopaySeen: seq, autopayDay: place.today });
  return drafted;
}
