/** The reports, as they are looked at. Test material. */
import type { Picture } from '../../../../tests/support/screen-states.ts';

export const pictures: readonly Picture[] = [
  { name: 'reports', who: 'office', path: 'reports' },
  { name: 'report-aging', who: 'board', path: 'reports/aging' },
  { name: 'report-delinquency', who: 'office', path: 'reports/delinquency' },
  { name: 'report-collection', who: 'board', path: 'reports/collection?period=all' },
  { name: 'report-income', who: 'board', path: 'reports/income' },
  { name: 'report-budget', who: 'office', path: 'reports/budget' },
  { name: 'report-receipts', who: 'office', path: 'reports/receipts?period=year' },
  { name: 'report-ledger', who: 'office', path: 'reports/ledger?period=year' },
  { name: 'report-trial', who: 'board', path: 'reports/trial' },
];
