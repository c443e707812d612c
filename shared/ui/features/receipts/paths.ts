/** Addresses of receipts, below the association. */
import { useParams } from 'react-router';
import type { UnsentItem } from '@communitrak/replica/status/unsent.ts';
import { segmentOf } from '../../app/paths.ts';

export const receiptPaths = {
  list: 'receipts',
  checks: 'receipts/new',
  cash: 'receipts/cash',
  lockbox: 'receipts/import',
  deposit: 'receipts/deposit',
  /** @param documentId `receipt-batch:<local>` */
  one: (documentId: string) => `receipts/${segmentOf(documentId)}`,
} as const;

/** Where an unsent one is seen. */
export function batchOf({ documentId }: UnsentItem): string {
  return receiptPaths.one(documentId);
}

/** Local id of the batch that the address names; '' when it names none. */
export function useBatchId(): string {
  const { id = '' } = useParams();
  return id;
}
