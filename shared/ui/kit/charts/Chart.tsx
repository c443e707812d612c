/**
 * Numbers over time or side by side: a title, a sentence that says what there is to see, the drawing, and the same
 * numbers as a table for whoever asks. Bars, stacked bars or lines; at most four series, told apart by pattern too.
 */
import { lazy, Suspense, useId, useState, type ReactNode } from 'react';
import { IconChartBar, IconTable } from '@tabler/icons-react';
import { useText } from '../../i18n/Text.tsx';
import { Button } from '../Button.tsx';
import { ErrorBoundary } from '../ErrorBoundary.tsx';
import { isEmpty, MOST_SERIES, type ChartData, type ChartKind } from './chart-data.ts';
import { LegendMark, PatternDefs } from './ChartPatterns.tsx';
import { ChartTable } from './ChartTable.tsx';
import { useChartWords } from './use-chart-words.ts';
import './charts.css';

const ChartDrawing = lazy(async () => ({ default: (await import('./ChartDrawing.tsx')).ChartDrawing }));

interface ChartProps {
  readonly title: string;
  readonly kind: ChartKind;
  /** Keep the object as long as nothing in it has changed. */
  readonly data: ChartData;
  /** What the first column is: "Month", "Household". */
  readonly atLabel: string;
  /** One below what stands above it: h2 where it is right under the page's title. */
  readonly level?: 'h2' | 'h3';
  /** Instead of the sentence made of the numbers. */
  readonly summary?: string;
  /** What is shown instead of nothing: what will be here, and how it comes. */
  readonly empty: ReactNode;
}

export function Chart(props: ChartProps): ReactNode {
  const { title, kind, data, atLabel, level: Heading = 'h3', summary, empty } = props;
  const t = useText();
  const id = useId();
  const [asTable, setAsTable] = useState(false);
  const words = useChartWords(data, kind);
  if (data.series.length > MOST_SERIES) throw new RangeError(`A chart has at most ${MOST_SERIES} series`);
  const sentence = summary ?? words.sentence;
  const summed = kind === 'stacked' && data.series.length > 1;
  const table = <ChartTable title={title} data={data} words={words} summed={summed} atLabel={atLabel} />;
  return (
    <figure className="ct-chart" aria-labelledby={`${id}-title`} aria-describedby={`${id}-sentence`}>
      <figcaption>
        <Heading className="ct-chart-title" id={`${id}-title`}>
          {title}
        </Heading>
        <p className="ct-soft" id={`${id}-sentence`}>
          {isEmpty(data) ? null : sentence}
        </p>
      </figcaption>
      {isEmpty(data) ? (
        empty
      ) : (
        <>
          <div className="ct-chart-head">
            {data.series.length > 1 ? <Legend id={id} data={data} line={kind === 'line'} /> : null}
            <Button
              kind="quiet"
              className="ct-chart-toggle ct-no-print"
              icon={asTable ? <IconChartBar aria-hidden /> : <IconTable aria-hidden />}
              aria-pressed={asTable}
              onClick={() => setAsTable(!asTable)}
            >
              {t('kit.chart.asTable')}
            </Button>
          </div>
          {asTable ? (
            table
          ) : (
            <>
              <div aria-hidden className="ct-chart-box">
                <Drawing id={id} kind={kind} data={data} words={words} />
              </div>
              <div className="ct-print-only">{table}</div>
            </>
          )}
        </>
      )}
    </figure>
  );
}

/** Without the part that draws (offline before it was ever fetched), the table says the same. */
function Drawing(props: React.ComponentProps<typeof ChartDrawing>): ReactNode {
  const t = useText();
  return (
    <ErrorBoundary fallback={() => <p className="ct-soft">{t('kit.chart.cannotDraw')}</p>}>
      <Suspense fallback={<div className="ct-chart-drawing ct-chart-waiting" />}>
        <ChartDrawing {...props} />
      </Suspense>
    </ErrorBoundary>
  );
}

function Legend(props: { readonly id: string; readonly data: ChartData; readonly line: boolean }): ReactNode {
  const { id, data, line } = props;
  const own = `${id}-legend`;
  return (
    <ul className="ct-chart-legend">
      <li aria-hidden className="ct-chart-defs">
        <svg width="0" height="0">
          <PatternDefs id={own} />
        </svg>
      </li>
      {data.series.map(({ key, label }, index) => (
        <li key={key}>
          <LegendMark id={own} index={index} line={line} />
          {label}
        </li>
      ))}
    </ul>
  );
}
