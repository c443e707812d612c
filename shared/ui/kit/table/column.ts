/**
 * What a column of a table is, and the kinds there are: text, number, money, date, instant, tag, person. A feature says
 * only where the value stands and what the column is called; how it is shown, sorted, found, totalled and exported
 * follows from the kind. Knows no feature and no message.
 */
import type { ReactNode } from 'react';
import type { Formats } from '../../i18n/formats.ts';
import { plainAmount, sumOf, widest } from './column-numbers.ts';

/** How the values are narrowed: by bounds, by a period, by choosing among those that occur; or not at all. */
export type Narrowing = 'range' | 'period' | 'choice' | 'none';

export interface TableColumn<Row> {
  /** Stands in addresses and in what the device remembers: letters, digits and `-`. */
  readonly id: string;
  /** In the member's words. */
  readonly header: string;
  /** Numbers in numeric order, text by the language's; undefined and '' are "no value" and come last either way. */
  readonly sortValue: (row: Row) => string | number | undefined;
  readonly sortAs: 'text' | 'number';
  /** What the cell shows. Without state of its own: the element is used again for another row. */
  readonly show: (row: Row) => ReactNode;
  /** The same in plain words: on hover, in print. */
  readonly words: (row: Row) => string;
  /** What a search looks through; '' for nothing. */
  readonly searched: (row: Row) => string;
  /** A number stays a number in the file. */
  readonly exported: (row: Row) => string | number;
  readonly narrowing: Narrowing;
  /** Cents, a number, an ISO date, or the choice's key; undefined where there is no value. */
  readonly narrowedBy: (row: Row) => string | number | undefined;
  readonly align: 'start' | 'end';
  /** Least width in px, and its share of what is left over (0 keeps the least). */
  readonly width: number;
  readonly grow: number;
  /** Letters of the widest value and total, where none may be cut (an amount that lacks a digit is another amount). */
  readonly letters: ((rows: readonly Row[]) => number) | undefined;
  /** Not shown until the member asks for it. */
  readonly hiddenAtFirst: boolean;
  /** Cannot be hidden: what names the row. */
  readonly fixed: boolean;
  /** Words under the column for all rows shown; undefined where a total means nothing. */
  readonly total: ((rows: readonly Row[]) => string) | undefined;
  /** Its part in the row of a phone. */
  readonly onPhone: 'title' | 'trail' | 'meta' | 'none';
  /** What the row of a phone shows of it instead; null for nothing there. */
  readonly card: ((row: Row) => ReactNode) | undefined;
  /** What having no value is called among the filter's choices: "Nobody". */
  readonly none: string | undefined;
  readonly money: boolean;
}

interface Common<Row> {
  readonly id: string;
  readonly header: string;
  readonly show?: (row: Row) => ReactNode;
  readonly width?: number;
  readonly grow?: number;
  readonly hiddenAtFirst?: boolean;
  readonly fixed?: boolean;
  readonly onPhone?: TableColumn<Row>['onPhone'];
  readonly card?: (row: Row) => ReactNode;
  readonly none?: string;
}

interface TextOptions<Row> extends Common<Row> {
  readonly value: (row: Row) => string;
}
interface NumberOptions<Row> extends Common<Row> {
  readonly value: (row: Row) => number | undefined;
  /** Whether a sum means something (a count of votes does, a lot number does not). */
  readonly summed?: boolean;
}
interface MoneyOptions<Row> extends NumberOptions<Row> {
  /** ISO 4217; one for the whole column. Values are whole cents. */
  readonly currency: string;
}
interface TagOptions<Row> extends Common<Row> {
  /** The key: `in-progress`. */
  readonly value: (row: Row) => string;
  readonly label: (key: string) => string;
  /** Keys from first to last; without it the labels' own order counts. */
  readonly order?: readonly string[];
}

export interface ColumnKinds<Row> {
  readonly text: (options: TextOptions<Row>) => TableColumn<Row>;
  readonly person: (options: TextOptions<Row>) => TableColumn<Row>;
  readonly number: (options: NumberOptions<Row>) => TableColumn<Row>;
  readonly money: (options: MoneyOptions<Row>) => TableColumn<Row>;
  /** `YYYY-MM-DD`, a day by the calendar; '' for none. */
  readonly date: (options: TextOptions<Row>) => TableColumn<Row>;
  /** An ISO instant, shown as the day, with the time on hover and in the file. */
  readonly instant: (options: TextOptions<Row>) => TableColumn<Row>;
  readonly tag: (options: TagOptions<Row>) => TableColumn<Row>;
}

/** `columnKinds<RequestRow>(formats).text({ id: 'title', header: t('…'), value: (row) => row.title })` */
export function columnKinds<Row>(formats: Formats): ColumnKinds<Row> {
  return {
    text: (options) => textColumn(options, 'none'),
    person: (options) => textColumn(options, 'choice'),
    number: (options) => numberColumn(options, formats.number, String, false),
    money: (options) => moneyColumn(options, formats),
    date: (options) => dayColumn(options, formats.date, (value) => value),
    instant: (options) => instantColumn(options, formats),
    tag: tagColumn,
  };
}

type Kind<Row> = Omit<TableColumn<Row>, keyof Common<Row>>;

function column<Row>(options: Common<Row>, kind: Kind<Row>, width: number, grow: number): TableColumn<Row> {
  return {
    ...kind,
    id: options.id,
    header: options.header,
    show: options.show ?? kind.words,
    width: options.width ?? width,
    grow: options.grow ?? grow,
    hiddenAtFirst: options.hiddenAtFirst ?? false,
    fixed: options.fixed ?? false,
    onPhone: options.onPhone ?? (kind.money ? 'trail' : 'meta'),
    card: options.card,
    none: options.none,
  };
}

const PLAIN = { align: 'start', total: undefined, letters: undefined, money: false } as const;

function textColumn<Row>(options: TextOptions<Row>, narrowing: 'none' | 'choice'): TableColumn<Row> {
  const { value } = options;
  return column(
    options,
    {
      ...PLAIN,
      sortValue: value,
      sortAs: 'text',
      words: value,
      searched: value,
      exported: value,
      narrowing,
      narrowedBy: value,
    },
    140,
    2,
  );
}

/** @param shown a value in the member's format @param plain the same for a search, without separators */
function numberColumn<Row>(
  options: NumberOptions<Row>,
  shown: (value: number) => string,
  plain: (value: number) => string,
  money: boolean,
): TableColumn<Row> {
  const { value, summed = money } = options;
  const words = (row: Row): string => orEmpty(value(row), shown);
  const exportedNumber = (one: number | undefined): number | '' =>
    one === undefined ? '' : money ? one / 100 : one;
  return column(
    options,
    {
      sortValue: value,
      sortAs: 'number',
      words,
      searched: (row) => orEmpty(value(row), plain),
      exported: (row) => exportedNumber(value(row)),
      narrowing: 'range',
      narrowedBy: value,
      align: 'end',
      letters: (rows) => widest(rows, value, shown, summed),
      total: summed ? (rows) => orEmpty(sumOf(rows, value), shown) : undefined,
      money,
    },
    money ? 130 : 90,
    0,
  );
}

function moneyColumn<Row>(options: MoneyOptions<Row>, formats: Formats): TableColumn<Row> {
  const { currency } = options;
  return numberColumn(options, (cents) => formats.money({ cents, currency }), plainAmount, true);
}

function orEmpty(value: number | undefined, shown: (value: number) => string): string {
  return value === undefined ? '' : shown(value);
}

function dayColumn<Row>(
  options: TextOptions<Row>,
  shown: (value: string) => string,
  exported: (value: string) => string,
): TableColumn<Row> {
  const { value } = options;
  const words = (row: Row): string => shown(value(row));
  return column(
    options,
    {
      ...PLAIN,
      // ISO text is in the order of time by its letters alone; a collator would only be slower.
      sortValue: (row) => dayNumber(value(row)),
      sortAs: 'number',
      words,
      searched: value,
      exported: (row) => exported(value(row)),
      narrowing: 'period',
      narrowedBy: (row) => value(row).slice(0, 10) || undefined,
    },
    120,
    0,
  );
}

function dayNumber(value: string): number | undefined {
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : at;
}

function instantColumn<Row>(options: TextOptions<Row>, formats: Formats): TableColumn<Row> {
  return dayColumn(options, formats.day, (value) => value);
}

function tagColumn<Row>(options: TagOptions<Row>): TableColumn<Row> {
  const { value, label, order } = options;
  const words = (row: Row): string => (value(row) === '' ? '' : label(value(row)));
  const place = new Map(order?.map((key, index) => [key, index]));
  return column(
    options,
    {
      ...PLAIN,
      sortValue: order === undefined ? words : (row) => place.get(value(row)),
      sortAs: order === undefined ? 'text' : 'number',
      words,
      searched: words,
      exported: words,
      narrowing: 'choice',
      narrowedBy: (row) => value(row) || undefined,
    },
    110,
    0,
  );
}
