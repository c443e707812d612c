/** "Check my data": compares every collection with the server, mends what differs, counts what cannot be read. */
import { firstValueFrom, filter, map, race, fromEvent } from 'rxjs';
import { entityOf } from '@communitrak/domain/registry.ts';
import { plain } from '../documents.ts';
import type { ReplicaParts } from '../parts.ts';
import type { Replica } from '../replica.ts';

export interface CheckProgress {
  readonly collection: string;
  readonly checked: number;
  readonly total: number;
}

export type CheckResult =
  | {
      readonly ok: true;
      readonly checked: number;
      readonly missing: number;
      readonly outdated: number;
      readonly extra: number;
      /** Documents on this device that a newer version of the app wrote: kept, and shown once this one is updated. */
      readonly newer: number;
      /** Documents on this device that do not have the shape of their kind. Kept too. */
      readonly damaged: number;
      /** Of missing, outdated and extra: those mended. */
      readonly repaired: number;
    }
  | {
      readonly ok: false;
      readonly reason: 'offline' | 'signed-out' | 'app-too-old' | 'other-window' | 'cancelled';
    };

async function countDocuments(parts: ReplicaParts): Promise<number> {
  const counts = await Promise.all([...parts.database.collections.values()].map((rx) => rx.count().exec()));
  return counts.reduce((sum, one) => sum + one, 0);
}

/** T7: a document that this version cannot read is kept, left out of the lists, and said here. */
async function countUnreadable(parts: ReplicaParts): Promise<{ newer: number; damaged: number }> {
  const unreadable = { newer: 0, damaged: 0 };
  for (const rx of parts.database.collections.values()) {
    for (const doc of await rx.find().exec()) {
      const envelope = plain(doc);
      const parsed = entityOf(envelope.type)?.parse(envelope);
      // A type that this app does not know came with a newer one.
      if (parsed === undefined || (!parsed.ok && parsed.newer)) unreadable.newer += 1;
      else if (!parsed.ok) unreadable.damaged += 1;
    }
  }
  return unreadable;
}

type Stopped = Extract<CheckResult, { readonly ok: false }>;

/** As soon as the member cancels or the connection goes: the check itself would wait for it to come back. */
function stopped(parts: ReplicaParts, signal: AbortSignal): Promise<Stopped> {
  const cancelled = fromEvent(signal, 'abort').pipe(map((): Stopped => ({ ok: false, reason: 'cancelled' })));
  const lost = parts.state.watch().pipe(
    map(({ connection }) => connection),
    filter((connection) => connection !== 'online'),
    map((reason): Stopped => ({ ok: false, reason })),
  );
  return firstValueFrom(race(cancelled, lost));
}

async function compare(
  parts: ReplicaParts,
  onProgress: (progress: CheckProgress) => void,
  signal: AbortSignal,
): Promise<CheckResult> {
  const total = await countDocuments(parts);
  const byCollection = new Map<string, number>();
  const counts = await parts.sync.repair((collection, inCollection) => {
    byCollection.set(collection, inCollection);
    const checked = [...byCollection.values()].reduce((sum, one) => sum + one, 0);
    onProgress({ collection, checked, total: Math.max(total, checked) });
  }, signal);
  if (counts === undefined) return { ok: false, reason: 'other-window' };
  const sum = (field: 'checked' | 'missing' | 'outdated' | 'extra' | 'repaired'): number =>
    counts.reduce((all, one) => all + one[field], 0);
  return {
    ok: true,
    checked: sum('checked'),
    missing: sum('missing'),
    outdated: sum('outdated'),
    extra: sum('extra'),
    repaired: sum('repaired'),
    ...(await countUnreadable(parts)),
  };
}

export async function checkMyData(
  replica: Replica,
  onProgress: (progress: CheckProgress) => void,
  signal: AbortSignal,
): Promise<CheckResult> {
  const { parts } = replica;
  if (signal.aborted) return { ok: false, reason: 'cancelled' };
  const inner = new AbortController();
  try {
    const result = await Promise.race([
      compare(parts, onProgress, AbortSignal.any([signal, inner.signal])).catch((error: unknown): Stopped => {
        if (signal.aborted) return { ok: false, reason: 'cancelled' };
        throw error;
      }),
      stopped(parts, signal),
    ]);
    return result;
  } finally {
    inner.abort();
  }
}
