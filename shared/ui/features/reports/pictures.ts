/** The reports, as they are looked at. Test material. */
import type { Picture, Prepare } from '../../../../tests/support/screen-states.ts';

/** With a field for each month: the sheet at its longest. */
const plan: Prepare = async (page) => {
  const act = page.getByRole('button', { name: 'Plan an account' });
  const none = page.getByText('The books must be begun before a budget is planned.');
  await act.or(none).first().waitFor();
  if ((await act.count()) === 0) return;
  await act.click();
  await page.getByRole('radio', { name: 'Month by month' }).click();
};

export const pictures: readonly Picture[] = [
  { name: 'reports', who: 'office', path: 'reports' },
  { name: 'report-aging', who: 'board', path: 'reports/aging' },
  { name: 'report-delinquency', who: 'office', path: 'reports/delinquency' },
  { name: 'report-collection', who: 'board', path: 'reports/collection?period=all' },
  { name: 'report-income', who: 'board', path: 'reports/income' },
  { name: 'report-budget', who: 'office', path: 'reports/budget' },
  { name: 'report-budget-plan', who: 'office', path: 'reports/budget', prepare: plan },
  { name: 'report-receipts', who: 'office', path: 'reports/receipts?period=year' },
  { name: 'report-ledger', who: 'office', path: 'reports/ledger?period=year' },
  { name: 'report-trial', who: 'board', path: 'reports/trial' },
];
