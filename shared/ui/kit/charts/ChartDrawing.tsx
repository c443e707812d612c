/** The drawing itself, with Mantine's charts. A part of its own: nobody fetches it who sees no chart. */
import type { ReactNode } from 'react';
import { BarChart, LineChart } from '@mantine/charts';
import '@mantine/charts/styles.layer.css';
import type { ChartData, ChartKind } from './chart-data.ts';
import { colourOf, dashOf, fillOf, PatternDefs } from './ChartPatterns.tsx';
import type { ChartWords } from './use-chart-words.ts';

interface ChartDrawingProps {
  readonly id: string;
  readonly kind: ChartKind;
  readonly data: ChartData;
  readonly words: ChartWords;
}

export function ChartDrawing({ id, kind, data, words }: ChartDrawingProps): ReactNode {
  const rows = data.rows.map(({ at, values }) => ({ at: words.at(at), ...values }));
  const series = data.series.map(({ key, label }, index) => ({
    name: key,
    label,
    color: colourOf(index),
    strokeDasharray: dashOf(index),
  }));
  const indexOf = (name: string): number => series.findIndex((one) => one.name === name);
  const shared = {
    data: rows,
    dataKey: 'at',
    series,
    valueFormatter: words.value,
    yAxisProps: { tickFormatter: words.tick, width: 64 },
    // The numbers are in the table; a picture of lines is not walked through by key.
    accessibilityLayer: false,
    className: 'ct-chart-drawing',
  };
  if (kind === 'line') {
    return (
      <LineChart
        {...shared}
        curveType="linear"
        strokeWidth={2.5}
        // Dots of hundreds of days are a second, thicker line.
        withDots={rows.length <= 36}
        connectNulls={false}
      />
    );
  }
  return (
    <BarChart
      {...shared}
      type={kind === 'stacked' ? 'stacked' : 'default'}
      maxBarWidth={48}
      barProps={({ name }) => ({
        fill: fillOf(id, indexOf(name)),
        stroke: colourOf(indexOf(name)),
        strokeOpacity: 1,
        strokeWidth: 1,
      })}
    >
      <PatternDefs id={id} />
    </BarChart>
  );
}
