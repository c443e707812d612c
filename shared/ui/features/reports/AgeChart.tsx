/** What is open by how long it has been due, as bars. */
import { useMemo, type ReactNode } from 'react';
import { AGES } from '@communitrak/domain/ledger/index.ts';
import { useText } from '../../i18n/Text.tsx';
import { Chart } from '../../kit/charts/Chart.tsx';
import type { ChartData } from '../../kit/charts/chart-data.ts';
import { AGE_WORDS } from '../accounts/index.ts';

interface AgeChartProps {
  readonly title: string;
  readonly series: string;
  readonly ages: readonly (typeof AGES)[number][];
  /** Whole cents, in the order of all ages. */
  readonly buckets: readonly number[];
  readonly currency: string;
  readonly empty: ReactNode;
}

export function AgeChart({ title, series, ages, buckets, currency, empty }: AgeChartProps): ReactNode {
  const t = useText();
  const data = useMemo(
    (): ChartData => ({
      by: 'words',
      unit: { kind: 'money', currency },
      series: [{ key: 'open', label: series }],
      rows: ages.map((age) => ({
        at: t(AGE_WORDS[age]),
        values: { open: buckets[AGES.indexOf(age)] ?? 0 },
      })),
    }),
    [ages, buckets, currency, series, t],
  );
  return (
    <div className="rp-chart">
      <Chart level="h2" title={title} kind="bar" data={data} atLabel={t('reports.days')} empty={empty} />
    </div>
  );
}
