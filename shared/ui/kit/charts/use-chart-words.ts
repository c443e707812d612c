/** A chart's numbers, dates and sentence in the member's formats. */
import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import { useText, type Say } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import {
  coursesOf,
  extremesOf,
  rowTotal,
  type ChartData,
  type ChartKind,
  type ChartRow,
} from './chart-data.ts';

export interface ChartWords {
  /** `$1,234.50`, `1,234`. */
  readonly value: (value: number) => string;
  /** Short, for an axis: `$12K`. */
  readonly tick: (value: number) => string;
  readonly at: (at: string) => string;
  /** What there is to see, for those who do not see it; '' where there is nothing. */
  readonly sentence: string;
}

export function useChartWords(data: ChartData, kind: ChartKind): ChartWords {
  const t = useText();
  const formats = useFormats();
  const { locale } = useIntl();
  return useMemo(() => {
    const { unit, by } = data;
    const value = (number: number): string =>
      unit.kind === 'money'
        ? formats.money({ cents: number, currency: unit.currency })
        : formats.number(number);
    const at = (text: string): string => atText(text, by, locale, formats.date);
    return { value, at, tick: tickOf(data, locale), sentence: sentenceOf(data, kind, { value, at, t }) };
  }, [data, kind, t, formats, locale]);
}

function atText(text: string, by: ChartData['by'], locale: string, date: (date: string) => string): string {
  if (by === 'words') return text;
  if (by === 'date') return date(text);
  const month = new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric', timeZone: 'UTC' });
  return month.format(new Date(`${text}-01T00:00:00Z`));
}

function tickOf({ unit }: ChartData, locale: string): (value: number) => string {
  const short = { notation: 'compact', maximumFractionDigits: 1 } as const;
  const format =
    unit.kind === 'money'
      ? new Intl.NumberFormat(locale, { ...short, style: 'currency', currency: unit.currency })
      : new Intl.NumberFormat(locale, short);
  // The axis rounds anyway; no amount is computed from it.
  return (value) => format.format(unit.kind === 'money' ? value / 100 : value);
}

interface SentenceTools {
  readonly value: (value: number) => string;
  readonly at: (at: string) => string;
  readonly t: Say;
}

function sentenceOf(data: ChartData, kind: ChartKind, tools: SentenceTools): string {
  // Sums mean something only where the parts are drawn as one.
  const apart = kind === 'line' || (kind === 'bar' && data.series.length > 1);
  return apart ? coursesIn(data, tools) : extremesIn(data, tools);
}

function extremesIn(data: ChartData, { value, at, t }: SentenceTools): string {
  const extremes = extremesOf(data);
  if (extremes === undefined) return '';
  const of = (row: ChartRow): string => value(rowTotal(row, data.series));
  const { highest, lowest } = extremes;
  if (data.rows.length === 1) return t('kit.chart.one', { at: at(highest.at), value: of(highest) });
  return t('kit.chart.extremes', {
    mostAt: at(highest.at),
    most: of(highest),
    leastAt: at(lowest.at),
    least: of(lowest),
  });
}

function coursesIn(data: ChartData, { value, at, t }: SentenceTools): string {
  const sentences = coursesOf(data).map(({ series: { key, label }, first, last }) =>
    t('kit.chart.course', {
      label,
      fromAt: at(first.at),
      from: value(first.values[key] ?? 0),
      toAt: at(last.at),
      to: value(last.values[key] ?? 0),
    }),
  );
  return sentences.join(' ');
}
