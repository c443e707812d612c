/** What a column's filter offers, and how a bound is read and written. Pure. */
import { parseCents } from '@communitrak/domain/core/money.ts';
import type { TableColumn } from './column.ts';

export interface FilterChoice {
  /** '' stands for rows without a value. */
  readonly key: string;
  /** The row's own words; '' for rows without a value. */
  readonly label: string;
}

/** More than these cannot be looked through: then it is the search's work. */
const MOST = 100;

/** What occurs in the column, in the column's order, no value last. */
export function choicesOf<Row>(rows: readonly Row[], column: TableColumn<Row>): readonly FilterChoice[] {
  const found = new Map<string, { readonly label: string; readonly place: string | number | undefined }>();
  for (const row of rows) {
    const key = String(column.narrowedBy(row) ?? '');
    if (!found.has(key)) found.set(key, { label: column.words(row), place: column.sortValue(row) });
  }
  return [...found]
    .sort(([a, one], [b, other]) => comparePlaces(a, one.place, b, other.place))
    .slice(0, MOST)
    .map(([key, { label }]) => ({ key, label }));
}

function comparePlaces(
  a: string,
  one: string | number | undefined,
  b: string,
  other: string | number | undefined,
): number {
  if (a === '' || b === '') return Number(a === '') - Number(b === '');
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return String(one ?? a).localeCompare(String(other ?? b), undefined, { numeric: true });
}

/** A bound as it is typed: an amount becomes cents. Undefined for what is empty or cannot be read. */
export function filterNumber(text: string, money: boolean): number | undefined {
  const plain = text.trim();
  if (money) return parseCents(plain);
  return /^-?\d{1,12}(\.\d{1,6})?$/.test(plain) ? Number(plain) : undefined;
}

export function filterNumberText(value: number | undefined, money: boolean): string {
  if (value === undefined) return '';
  return money ? (value / 100).toFixed(2) : String(value);
}
