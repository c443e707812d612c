/** An account of closed years and single entries together: each entry once, whichever of them brings it, or both. */
import type { ClosedYear } from './closed-year.ts';
import { goesOn } from './carried.ts';
import type { LedgerEntry } from './entry.ts';
import type { Line } from './line.ts';

/** How packs are read: whoever reads them often remembers what came out. */
export interface PackReader {
  open(pack: ClosedYear): readonly LedgerEntry[];
  carried(pack: ClosedYear): readonly Line[] | undefined;
  line(entry: LedgerEntry): Line;
}

/** Everything of an account. @param packs of one household, in any order */
export function allEntries(
  packs: readonly ClosedYear[],
  singles: readonly LedgerEntry[],
  { open }: Pick<PackReader, 'open'>,
): readonly LedgerEntry[] {
  if (packs.length === 0) return singles;
  const packed = packs.flatMap((pack) => open(pack));
  const known = new Set(packed.map(({ id }) => id));
  return [...packed, ...singles.filter(({ id }) => !known.has(id))];
}

/**
 * Lines whose balance and aging are those of the whole account today: what the last closed year carries over and the single
 * entries since; or all of them, where only all of them tell.
 * @param today `YYYY-MM-DD`: a year that is locked ahead of its end carries nothing over yet
 */
export function countedLines(
  packs: readonly ClosedYear[],
  singles: readonly LedgerEntry[],
  reader: PackReader,
  today: string,
): readonly Line[] {
  const lines = singles.map((entry) => reader.line(entry));
  const [first, ...rest] = packs;
  if (first === undefined) return lines;
  const last = rest.reduce(
    (latest, pack) => (pack.body.through > latest.body.through ? pack : latest),
    first,
  );
  const carried = last.body.through < today ? reader.carried(last) : undefined;
  if (carried !== undefined && goesOn(lines, last.body.through)) return [...carried, ...lines];
  return allEntries(packs, singles, reader).map((entry) => reader.line(entry));
}
