/** Which accounts the list shows, as the address says it: `?show=owing`. Pure. */
import { dateOfDay } from '@communitrak/domain/ledger/index.ts';
import type { AccountRow } from '@communitrak/replica/queries/money.ts';

export const SHOWS = ['all', 'owing', 'over-90', 'credit'] as const;
export type Show = (typeof SHOWS)[number];

export function showOf(params: URLSearchParams): Show {
  return SHOWS.find((show) => show === params.get('show')) ?? 'all';
}

/** Everything that the address says stays, but which accounts are shown. */
export function withShow(params: URLSearchParams, show: Show): URLSearchParams {
  const next = new URLSearchParams(params);
  if (show === 'all') next.delete('show');
  else next.set('show', show);
  return next;
}

const OVER_90 = 4;

const FITS: Readonly<Record<Show, (row: AccountRow) => boolean>> = {
  all: () => true,
  owing: ({ aging }) => aging.balanceCents > 0,
  'over-90': ({ aging }) => (aging.buckets[OVER_90] ?? 0) > 0,
  credit: ({ aging }) => aging.balanceCents < 0,
};

export function shownRows(rows: readonly AccountRow[], show: Show): readonly AccountRow[] {
  return show === 'all' ? rows : rows.filter(FITS[show]);
}

export function countsOf(rows: readonly AccountRow[]): Readonly<Record<Show, number>> {
  const counts: Record<Show, number> = { all: 0, owing: 0, 'over-90': 0, credit: 0 };
  for (const row of rows) for (const show of SHOWS) if (FITS[show](row)) counts[show] += 1;
  return counts;
}

/** `YYYY-MM-DD`; '' when nothing is open. */
export const oldestDue = ({ aging }: Pick<AccountRow, 'aging'>): string =>
  aging.oldestDueDay === undefined ? '' : dateOfDay(aging.oldestDueDay);
