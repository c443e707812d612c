/** Lines as payments that are not posted yet: what each would pay, one after another, by the accounts as they are here. */
import { useMemo } from 'react';
import { isCalendarDate } from '@communitrak/domain/core/dates.ts';
import { rulesOfBooks } from '@communitrak/domain/ledger/index.ts';
import {
  createReceiptBatch,
  paymentsOf,
  previewPayments,
  type BatchLine,
  type PaymentPreview,
} from '@communitrak/domain/receipts/index.ts';
import type { ReceiptDesk } from '@communitrak/replica/queries/receipts.ts';
import { useReplica } from '../../app/context.ts';

interface BatchHead {
  /** Local id, or '' while it has none. */
  readonly batch: string;
  readonly deposited: string;
}

const NONE: readonly PaymentPreview[] = [];

export function usePreviews(
  lines: readonly BatchLine[],
  { batch, deposited }: BatchHead,
  desk: ReceiptDesk,
): readonly PaymentPreview[] {
  const replica = useReplica();
  return useMemo(() => {
    if (lines.length === 0) return NONE;
    const { currency, books, today } = desk.rules;
    const day = isCalendarDate(deposited) ? deposited : today;
    const by = { member: replica.principal.member, device: '' };
    const input = { kind: 'checks' as const, deposited: day, currency, lines: [...lines] };
    const made = createReceiptBatch(input, by, replica.clock(), batch === '' ? 'new' : batch);
    return previewPayments(paymentsOf(made, { text: () => '-' }), desk.linesOf, rulesOfBooks(books));
  }, [lines, desk, deposited, batch, replica]);
}
