/** What stands in the heads and cells of the catalogue's ledger in place of a feature's own words. */
export const LEDGER = {
  association: 'Willow Creek Homeowners Association',
  entries: 'Ledger entries',
  number: 'No.',
  household: 'Household',
  lot: 'Lot',
  status: 'Status',
  due: 'Due',
  posted: 'Posted',
  clerk: 'Entered by',
  memo: 'Memo',
  amount: 'Amount',
  balance: 'Balance',
  search: 'Search entries',
  searchHint: 'Household, lot, number',
  paid: 'Mark as paid',
  none: 'No entries yet',
  noneText: 'What is charged and paid stands here. Record the first payment, or import the old ledger.',
  fault: 'The ledger could not be read',
  faultText: 'Nothing is lost. Reload the app; if it happens again, save everything unsent as a file.',
} as const;

export const STATUS_LABELS: Readonly<Record<string, string>> = {
  open: 'Open',
  paid: 'Paid',
  late: 'Late',
  disputed: 'Disputed',
};

export const STATUS_TONES = { open: 'neutral', paid: 'done', late: 'loss', disputed: 'needs' } as const;
