/**
 * Money taken in by the office: a batch and its payments, written together, here first. Posting the same batch again (a second
 * press, another window) writes nothing more.
 */
import type { FileRef } from '@communitrak/domain/core/files.ts';
import type { LedgerEntry } from '@communitrak/domain/ledger/index.ts';
import {
  createReceiptBatch,
  paymentsOf,
  receiptBatchEntity,
  REFERENCE_LIMIT,
  type BatchInput,
  type BatchLine,
  type PaymentWords,
} from '@communitrak/domain/receipts/index.ts';
import type { PreparedPhoto } from '../files/photos.ts';
import type { Replica } from '../replica.ts';
import { post } from './post.ts';
import type { CommandResult } from './result.ts';

export interface ReceiptLine extends BatchLine {
  /** Of the check. */
  readonly photos?: readonly PreparedPhoto[];
}

export interface NewReceipts extends Omit<BatchInput, 'lines'> {
  /** Local id, made when the batch was begun. */
  readonly local: string;
  readonly lines: readonly ReceiptLine[];
}

const refsOf = (line: ReceiptLine | undefined): readonly FileRef[] =>
  (line?.photos ?? []).map(({ ref }) => ref);

/** @param text what an account says of a line */
export async function postReceipts(
  replica: Replica,
  { local, lines, ...input }: NewReceipts,
  text: PaymentWords['text'],
): Promise<CommandResult> {
  const by = { member: replica.principal.member, device: replica.platform.kind };
  const bare = lines.map(({ photos: _photos, ...line }) => line);
  const batch = createReceiptBatch({ ...input, lines: bare }, by, replica.clock(), local);
  const known = receiptBatchEntity.read(await replica.parts.documents.get(batch.id));
  if (known !== undefined) return { ok: true, id: batch.id };
  const payments = paymentsOf(batch, { text, files: (at) => refsOf(lines[at]) });
  const photos = new Map(payments.map(({ id }, at) => [id, lines[at]?.photos ?? []]));
  return post(replica, [batch, ...payments], batch.id, photos);
}

/** Takes payments to the bank that stand on accounts already. @param local made when the deposit was begun */
export async function postDeposit(
  replica: Replica,
  payments: readonly LedgerEntry[],
  {
    local,
    deposited,
    currency,
  }: { readonly local: string; readonly deposited: string; readonly currency: string },
): Promise<CommandResult> {
  const by = { member: replica.principal.member, device: replica.platform.kind };
  const lines = payments.map(({ id, body }) => ({
    household: body.household,
    cents: -body.cents,
    reference: body.reference.slice(0, REFERENCE_LIMIT),
    note: '',
    split: [],
    payment: id,
  }));
  const batch = createReceiptBatch(
    { kind: 'deposit', deposited, currency, lines },
    by,
    replica.clock(),
    local,
  );
  const known = receiptBatchEntity.read(await replica.parts.documents.get(batch.id));
  return known === undefined ? post(replica, [batch], batch.id) : { ok: true, id: batch.id };
}
