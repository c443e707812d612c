/** Words of the catalogue's charts in place of a feature's own. */
export const CHART_WORDS = {
  month: 'Month',
  bars: 'Collected in 2024',
  stacked: 'What is owed, by how late it is',
  line: 'Requests opened and closed',
  collected: 'Collected',
  notDue: 'Not due yet',
  late30: 'Late by 30 days',
  late60: 'Late by 60 days',
  late90: 'Late by 90 days and more',
  open: 'Opened',
  closed: 'Closed',
  long: 'in the eastern extension and the second clubhouse',
  empty: 'Nothing collected yet',
  emptyText: 'Once the first payment is recorded, what comes in each month stands here.',
} as const;
