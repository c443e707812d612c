/** Money: entries of accounts, the books, runs and dues, as other features and rooms may use them. */
import { defineEntity } from '../core/entity.ts';
import { booksAudience, booksInvariants, booksNeeds, mayWriteBooks } from './books.access.ts';
import { booksOrder, booksShape, type BooksBody } from './books.ts';
import { budgetAudience, budgetInvariants, budgetNeeds, mayWriteBudget } from './budget.access.ts';
import { budgetOrder, budgetShape, type BudgetBody } from './budget.ts';
import {
  chargeRunAudience,
  chargeRunInvariants,
  chargeRunNeeds,
  mayWriteChargeRun,
} from './charge-run.access.ts';
import { chargeRunOrder, chargeRunShape, type ChargeRunBody } from './charge-run.ts';
import {
  closedYearAudience,
  closedYearInvariants,
  closedYearNeeds,
  mayWriteClosedYear,
} from './closed-year.access.ts';
import { closedYearOrder, closedYearShape, type ClosedYearBody } from './closed-year.ts';
import { duesAudience, duesInvariants, duesNeeds, mayWriteDues } from './dues.access.ts';
import { duesOrder, duesShape, type DuesBody } from './dues.ts';
import { entryAudience, entryInvariants, entryNeeds, mayWriteEntry } from './entry.access.ts';
import { entryOrder, entryShape, type EntryBody } from './entry.ts';
import {
  mayWritePaymentPlan,
  paymentPlanAudience,
  paymentPlanInvariants,
  paymentPlanNeeds,
} from './payment-plan.access.ts';
import { paymentPlanOrder, paymentPlanShape, type PaymentPlanBody } from './payment-plan.ts';

export * from './account.ts';
export * from './aging.ts';
export * from './allot.ts';
export * from './book.ts';
export * from './books.ts';
export * from './budget.ts';
export * from './charge-run.ts';
export * from './chart.ts';
export * from './close-year.ts';
export * from './closed-lines.ts';
export * from './closed-year.ts';
export * from './days.ts';
export * from './deposits.ts';
export * from './dues.ts';
export { MOST_REFUNDS, refundId } from './entry.access.ts';
export * from './entry.ts';
export * from './exceptions.ts';
export * from './explain.ts';
export * from './home-finder.ts';
export * from './homes.ts';
export * from './instalments.ts';
export * from './journal.ts';
export * from './kinds.ts';
export * from './late.ts';
export * from './line.ts';
export * from './opening-list.ts';
export * from './opening.ts';
export * from './packs.ts';
export * from './reports.ts';
export * from './payment-plan.ts';
export * from './rules.ts';
export * from './share-out.ts';
export * from './transfer.ts';

export const ledgerEntryEntity = defineEntity<EntryBody>({
  ...entryShape,
  collection: 'money',
  insertOnly: true,
  order: entryOrder,
  needs: entryNeeds,
  audience: entryAudience,
  mayWrite: mayWriteEntry,
  invariants: entryInvariants,
  files: ({ body }) => body.files,
});

export const closedYearEntity = defineEntity<ClosedYearBody>({
  ...closedYearShape,
  collection: 'money',
  order: closedYearOrder,
  needs: closedYearNeeds,
  audience: closedYearAudience,
  mayWrite: mayWriteClosedYear,
  invariants: closedYearInvariants,
  files: ({ body }) => body.files,
});

export const booksEntity = defineEntity<BooksBody>({
  ...booksShape,
  collection: 'association',
  order: booksOrder,
  needs: booksNeeds,
  audience: booksAudience,
  mayWrite: mayWriteBooks,
  invariants: booksInvariants,
});

export const chargeRunEntity = defineEntity<ChargeRunBody>({
  ...chargeRunShape,
  collection: 'money',
  insertOnly: true,
  order: chargeRunOrder,
  needs: chargeRunNeeds,
  audience: chargeRunAudience,
  mayWrite: mayWriteChargeRun,
  invariants: chargeRunInvariants,
});

export const duesScheduleEntity = defineEntity<DuesBody>({
  ...duesShape,
  collection: 'money',
  order: duesOrder,
  needs: duesNeeds,
  audience: duesAudience,
  mayWrite: mayWriteDues,
  invariants: duesInvariants,
});

export const paymentPlanEntity = defineEntity<PaymentPlanBody>({
  ...paymentPlanShape,
  collection: 'money',
  order: paymentPlanOrder,
  needs: paymentPlanNeeds,
  audience: paymentPlanAudience,
  mayWrite: mayWritePaymentPlan,
  invariants: paymentPlanInvariants,
});

export const budgetEntity = defineEntity<BudgetBody>({
  ...budgetShape,
  collection: 'money',
  order: budgetOrder,
  needs: budgetNeeds,
  audience: budgetAudience,
  mayWrite: mayWriteBudget,
  invariants: budgetInvariants,
});
