/** The office keeps the budget; office and board see it. A year's budget is changed, never taken away. */
import type { Change } from '../core/entity.ts';
import { readNeeded } from '../core/read.ts';
import { isOffice, type Key, type Principal } from '../core/principal.ts';
import { ALLOWED, firstRefusal, refuse, type Verdict } from '../core/verdict.ts';
import { BOOKS_ID, booksShape } from './books.ts';
import type { BudgetBody } from './budget.ts';

export const budgetNeeds = (): readonly string[] => [BOOKS_ID];

export function budgetAudience(): readonly Key[] {
  return ['office', 'board', 'lead'];
}

export function budgetInvariants({ after, needed }: Change<BudgetBody>): Verdict {
  if (after === undefined) return refuse('not-allowed');
  const { from, currency, lines } = after.body;
  const books = readNeeded(booksShape, needed.get(BOOKS_ID));
  return firstRefusal(
    () => (after.id.endsWith(`.${from}`) ? ALLOWED : refuse('invalid', 'id')),
    () =>
      books === undefined || books.body.currency === currency ? ALLOWED : refuse('invalid', 'body.currency'),
    () =>
      new Set(lines.map(({ code }) => code)).size === lines.length
        ? ALLOWED
        : refuse('invalid', 'body.lines'),
  );
}

export function mayWriteBudget(principal: Principal): Verdict {
  return isOffice(principal) ? ALLOWED : refuse('not-allowed');
}
