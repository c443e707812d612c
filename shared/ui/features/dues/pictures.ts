/** Dues, runs, plans and the books, as they are looked at. Test material. */
import type { Page } from 'playwright-core';
import type { Picture, Prepare } from '../../../../tests/support/screen-states.ts';

const next = (page: Page): Promise<void> => page.getByRole('button', { name: 'Continue' }).click();

/** What needs the books is not there in an association that has none. */
const withBooks =
  (prepare: Prepare): Prepare =>
  async (page, scene) => {
    const none = page.getByText('The books have not been begun');
    await none
      .or(page.getByRole('button', { name: 'Continue' }))
      .first()
      .waitFor();
    if ((await none.count()) === 0) await prepare(page, scene);
  };

const toPreview: Prepare = withBooks(async (page) => {
  await page.getByLabel('Name', { exact: true }).fill('Reserve contribution');
  await page.getByLabel('First due on', { exact: true }).fill('2027-02-28');
  await next(page);
  await page.getByLabel('Each home pays, each time').fill('45');
  await next(page);
  await next(page);
  await page.getByText(/will be charged/).waitFor();
});

const showFaults: Prepare = withBooks(async (page) => {
  await page.getByLabel('First due on', { exact: true }).fill('2027-02-30');
  await next(page);
  await page.getByRole('alert').waitFor();
});

const instalments: Prepare = withBooks(async (page) => {
  await page.getByLabel('What for').fill('New roof');
  await page.getByLabel('First instalment due on', { exact: true }).fill('2027-01-31');
  await page.getByLabel('Number of instalments').fill('3');
  await next(page);
  await page.getByLabel('Each home pays, in all').fill('1000');
  await next(page);
  await page.getByText(/the first is/).waitFor();
});

const decide: Prepare = async (page) => {
  const act = page.getByRole('button', { name: 'Decide on a rule' });
  if ((await act.count()) === 0) return;
  await act.click();
  await page.getByRole('dialog').waitFor();
};

const firstRun: Prepare = async (page) => {
  const run = page.getByRole('list', { name: 'Latest runs' }).getByRole('link').first();
  if ((await run.count()) === 0) return;
  await run.click();
  await page
    .getByText(/on (its account|their accounts)/)
    .first()
    .waitFor();
};

const someOpenings: Prepare = async (page) => {
  const paste = page.getByText('Paste from a spreadsheet');
  const none = page.getByText('The books have not been begun');
  await paste.or(none).first().waitFor();
  if ((await paste.count()) === 0) return;
  await paste.click();
  await page
    .getByLabel('Homes and amounts')
    .fill('Lot 1\t285.00\nLot 2\t(40.00)\nLot 3\t1,250.75\nLot 9999\t10.00');
  await page.getByRole('button', { name: 'Add these lines' }).click();
  await page.getByText(/households? owes? \$/).waitFor();
};

export const pictures: readonly Picture[] = [
  { name: 'dues', who: 'office', path: 'dues' },
  { name: 'dues-new', who: 'office', path: 'dues/new' },
  { name: 'dues-new-faults', who: 'office', path: 'dues/new', prepare: showFaults },
  { name: 'dues-new-preview', who: 'office', path: 'dues/new', prepare: toPreview },
  { name: 'dues-run', who: 'office', path: 'dues/run' },
  { name: 'dues-runs', who: 'office', path: 'dues/runs' },
  { name: 'dues-one-run', who: 'office', path: 'dues', prepare: firstRun },
  { name: 'dues-late', who: 'office', path: 'dues/late' },
  { name: 'dues-charge-many', who: 'office', path: 'dues/charge-many' },
  { name: 'dues-special', who: 'office', path: 'dues/special', prepare: instalments },
  { name: 'dues-plans', who: 'office', path: 'dues/plans' },
  { name: 'dues-plan-new', who: 'office', path: 'dues/plans/new' },
  { name: 'dues-homes', who: 'office', path: 'dues/homes' },
  { name: 'dues-opening', who: 'office', path: 'dues/opening', prepare: someOpenings },
  { name: 'books', who: 'office', path: 'money/books' },
  { name: 'books-decide', who: 'office', path: 'money/books', prepare: decide },
  { name: 'books-board', who: 'board', path: 'money/books' },
];
