/** Whether an association can take payments, written down for everybody of it. */
import { BOOKS_ID, booksEntity } from '@communitrak/domain/ledger/index.ts';
import { createPaymentStatus, type PaymentMode } from '@communitrak/domain/payments/index.ts';
import type { StripeConfig } from './client.ts';
import { readDoc, writeAll, type PaymentParts, type Place } from './parts.ts';

/** Money moves only with a live key at Stripe's own address. */
export function modeOf({ secretKey, apiBase }: Pick<StripeConfig, 'secretKey' | 'apiBase'>): PaymentMode {
  return apiBase === undefined && /^[rs]k_live_/.test(secretKey) ? 'live' : 'sandbox';
}

/** Without books nothing can be posted, so nothing can be paid. @param chargesEnabled as Stripe says of its account */
export async function writeStatus(
  parts: Pick<PaymentParts, 'writes'>,
  { association, database }: Pick<Place, 'association' | 'database'>,
  mode: PaymentMode,
  chargesEnabled: boolean,
): Promise<void> {
  const books = await readDoc(database, booksEntity, BOOKS_ID);
  const currency = books?.body.currency ?? 'USD';
  const status = createPaymentStatus({ open: chargesEnabled && books !== undefined, mode, currency });
  await writeAll(parts, association, [status]);
}
