/** The same numbers as a table: for those who read better than they see, for copying, and in print. */
import type { ReactNode } from 'react';
import { useText } from '../../i18n/Text.tsx';
import { rowTotal, type ChartData } from './chart-data.ts';
import type { ChartWords } from './use-chart-words.ts';

interface ChartTableProps {
  readonly title: string;
  readonly data: ChartData;
  readonly words: ChartWords;
  /** Whether the series make a sum: stacked they do. */
  readonly summed: boolean;
  /** What stands at the head of the first column. */
  readonly atLabel: string;
}

export function ChartTable({ title, data, words, summed, atLabel }: ChartTableProps): ReactNode {
  const t = useText();
  const { rows, series } = data;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by the arrow keys
    <section className="ct-chart-scroll" aria-label={title} tabIndex={0}>
      <table className="ct-chart-table">
        <caption className="ct-hidden">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{atLabel}</th>
            {series.map(({ key, label }) => (
              <th key={key} scope="col">
                {label}
              </th>
            ))}
            {summed ? <th scope="col">{t('kit.chart.total')}</th> : null}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.at}>
              <th scope="row">{words.at(row.at)}</th>
              {series.map(({ key }) => {
                const value = row.values[key];
                return <td key={key}>{value === undefined ? t('kit.chart.gap') : words.value(value)}</td>;
              })}
              {summed ? <td>{words.value(rowTotal(row, series))}</td> : null}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
