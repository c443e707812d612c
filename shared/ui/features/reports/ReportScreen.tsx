/** One report: which one, and while it is being worked out. */
import type { ReactNode } from 'react';
import { useAt } from '../../app/paths.ts';
import { useText } from '../../i18n/Text.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Skeleton } from '../../kit/Loading.tsx';
import { Page } from '../../kit/Page.tsx';
import { AgingReport } from './AgingReport.tsx';
import { BudgetReport } from './BudgetReport.tsx';
import { CollectionReport } from './CollectionReport.tsx';
import { DelinquencyReport } from './DelinquencyReport.tsx';
import { IncomeReport } from './IncomeReport.tsx';
import { LedgerReport } from './LedgerReport.tsx';
import { reportPaths, useReportName, type ReportName } from './paths.ts';
import { ReceiptsReport } from './ReceiptsReport.tsx';
import { TrialReport } from './TrialReport.tsx';
import { useReportBase, type ReportBase } from './use-report.ts';
import { ABOUT_WORDS, REPORT_WORDS } from './report-words.ts';
import './reports.css';

const REPORTS: Readonly<Record<ReportName, (props: { readonly base: ReportBase }) => ReactNode>> = {
  aging: AgingReport,
  delinquency: DelinquencyReport,
  collection: CollectionReport,
  income: IncomeReport,
  budget: BudgetReport,
  receipts: ReceiptsReport,
  ledger: LedgerReport,
  trial: TrialReport,
};

export function ReportScreen(): ReactNode {
  const t = useText();
  const at = useAt();
  const name = useReportName();
  const base = useReportBase();
  const back = { to: at(reportPaths.list), label: t('reports.title') };
  if (name === undefined) {
    return (
      <Page title={t('reports.notHere.title')} back={back}>
        <EmptyState title={t('reports.notHere.title')} text={t('reports.notHere.text')} />
      </Page>
    );
  }
  const Report = REPORTS[name];
  return (
    <Page title={t(REPORT_WORDS[name])} subtitle={t(ABOUT_WORDS[name])} back={back} width="table">
      {base === undefined ? <Skeleton rows={8} /> : <Report key={name} base={base} />}
    </Page>
  );
}
