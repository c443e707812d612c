/** Addresses of the reports, below the association. */
import { useParams } from 'react-router';

export const REPORTS = {
  owners: ['aging', 'delinquency', 'collection'],
  books: ['income', 'budget', 'receipts', 'ledger', 'trial'],
} as const;
export type ReportName = (typeof REPORTS)[keyof typeof REPORTS][number];
export const REPORT_NAMES: readonly ReportName[] = [...REPORTS.owners, ...REPORTS.books];

export const reportPaths = {
  list: 'reports',
  one: (name: ReportName) => `reports/${name}`,
  /** A home's account, of the feature that has the accounts. @param household local id */
  account: (household: string) => `accounts/${encodeURIComponent(household)}`,
} as const;

/** The report that `:report` in the address names; undefined when it names none. */
export function useReportName(): ReportName | undefined {
  const { report } = useParams();
  return REPORT_NAMES.find((name) => name === report);
}
