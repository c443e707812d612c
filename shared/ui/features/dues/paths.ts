/** Addresses of dues, runs, plans and the books, below the association. */
import { segmentOf } from '../../app/paths.ts';

export const duesPaths = {
  list: 'dues',
  new: 'dues/new',
  /** @param id `dues-schedule:<local>` */
  one: (id: string) => `dues/${segmentOf(id)}`,
  run: 'dues/run',
  /** @param month `2026-12` */
  runOf: (id: string, month: string) => `dues/run?schedule=${segmentOf(id)}&month=${month}`,
  runs: 'dues/runs',
  /** @param id `charge-run:<local>` */
  oneRun: (id: string) => `dues/runs/${segmentOf(id)}`,
  late: 'dues/late',
  many: 'dues/charge-many',
  special: 'dues/special',
  plans: 'dues/plans',
  newPlan: 'dues/plans/new',
  /** @param id `payment-plan:<local>` */
  onePlan: (id: string) => `dues/plans/${segmentOf(id)}`,
  homes: 'dues/homes',
  opening: 'dues/opening',
  books: 'money/books',
} as const;
