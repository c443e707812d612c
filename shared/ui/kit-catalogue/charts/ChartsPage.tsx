/** Bars, stacked bars, lines; nothing to draw; too much to draw; in Spanish. */
import type { ReactNode } from 'react';
import { Chart } from '../../kit/charts/Chart.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import type { CataloguePage } from '../catalogue-page.ts';
import { InSpanish } from '../InSpanish.tsx';
import { CHART_WORDS } from './chart-words.ts';
import { AGED, COLLECTED, NOTHING, OPEN_REQUESTS, OVERFULL } from './sample-numbers.ts';

const empty = <EmptyState title={CHART_WORDS.empty} text={CHART_WORDS.emptyText} />;
const shared = { atLabel: CHART_WORDS.month, empty };

const Bars = (): ReactNode => <Chart {...shared} kind="bar" title={CHART_WORDS.bars} data={COLLECTED} />;
const Stacked = (): ReactNode => <Chart {...shared} kind="stacked" title={CHART_WORDS.stacked} data={AGED} />;
const Lines = (): ReactNode => (
  <Chart {...shared} kind="line" title={CHART_WORDS.line} data={OPEN_REQUESTS} />
);
const Nothing = (): ReactNode => <Chart {...shared} kind="bar" title={CHART_WORDS.bars} data={NOTHING} />;
const Overfull = (): ReactNode => (
  <>
    <Chart {...shared} kind="stacked" title={CHART_WORDS.stacked} data={OVERFULL} />
    <Chart {...shared} kind="line" title={CHART_WORDS.line} data={OVERFULL} />
  </>
);
const Spanish = (): ReactNode => (
  <InSpanish>
    <Stacked />
    <Lines />
  </InSpanish>
);

export const chartsPage: CataloguePage = {
  id: 'charts',
  title: 'Charts',
  about:
    'A title, a sentence, the drawing, and the same numbers as a table. Fetched when the first is seen; told apart by pattern too.',
  states: [
    { id: 'stacked', title: 'Stacked bars', Draw: Stacked },
    { id: 'bars', title: 'Bars', Draw: Bars },
    { id: 'lines', title: 'Lines with a gap', Draw: Lines },
    { id: 'empty', title: 'Empty', Draw: Nothing },
    { id: 'overfull', title: 'Overfull', Draw: Overfull },
    { id: 'spanish', title: 'Spanish', Draw: Spanish },
  ],
};
