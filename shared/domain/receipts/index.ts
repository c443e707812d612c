/** Receipts, as other features and rooms may use them. */
import { defineEntity } from '../core/entity.ts';
import {
  mayWriteReceiptBatch,
  receiptBatchAudience,
  receiptBatchInvariants,
  receiptBatchNeeds,
} from './receipt-batch.access.ts';
import { receiptBatchOrder, receiptBatchShape, type ReceiptBatchBody } from './receipt-batch.ts';

export * from './lockbox.ts';
export * from './preview.ts';
export * from './receipt-batch.ts';

export const receiptBatchEntity = defineEntity<ReceiptBatchBody>({
  ...receiptBatchShape,
  collection: 'money',
  insertOnly: true,
  order: receiptBatchOrder,
  needs: receiptBatchNeeds,
  audience: receiptBatchAudience,
  mayWrite: mayWriteReceiptBatch,
  invariants: receiptBatchInvariants,
});
