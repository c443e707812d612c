/** All reports: what each one answers. */
import type { ReactNode } from 'react';
import {
  IconCalendarDollar,
  IconChartBar,
  IconClockDollar,
  IconListDetails,
  IconReceipt,
  IconReportMoney,
  IconScale,
  IconUserExclamation,
  type Icon,
} from '@tabler/icons-react';
import { useAt } from '../../app/paths.ts';
import { useText } from '../../i18n/Text.tsx';
import { List, ListRow } from '../../kit/ListRow.tsx';
import { Page, Section } from '../../kit/Page.tsx';
import { REPORTS, reportPaths, type ReportName } from './paths.ts';
import { ABOUT_WORDS, REPORT_WORDS } from './report-words.ts';

const ICONS: Readonly<Record<ReportName, Icon>> = {
  aging: IconClockDollar,
  delinquency: IconUserExclamation,
  collection: IconCalendarDollar,
  income: IconChartBar,
  budget: IconReportMoney,
  receipts: IconReceipt,
  ledger: IconListDetails,
  trial: IconScale,
};

export function ReportsScreen(): ReactNode {
  const t = useText();
  return (
    <Page title={t('reports.title')} subtitle={t('reports.subtitle')}>
      <Group title={t('reports.owners')} names={REPORTS.owners} />
      <Group title={t('reports.books')} names={REPORTS.books} />
    </Page>
  );
}

function Group({
  title,
  names,
}: {
  readonly title: string;
  readonly names: readonly ReportName[];
}): ReactNode {
  const t = useText();
  const at = useAt();
  return (
    <Section title={title} boxed>
      <List label={title}>
        {names.map((name) => {
          const Mark = ICONS[name];
          return (
            <ListRow
              key={name}
              to={at(reportPaths.one(name))}
              lead={<Mark aria-hidden />}
              title={t(REPORT_WORDS[name])}
              meta={t(ABOUT_WORDS[name])}
            />
          );
        })}
      </List>
    </Section>
  );
}
