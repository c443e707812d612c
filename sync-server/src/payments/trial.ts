/**
 * What people would do on Stripe's own pages, done at once by the control endpoints of the stand-in
 * (`payments/sandbox/control`): for the demo. Stripe itself has nothing of the kind, and is never asked.
 */
import { localOf } from '@communitrak/domain/core/ids.ts';
import {
  accountOf as ledgerAccountOf,
  BOOKS_ID,
  booksEntity,
  ledgerEntryEntity,
  lineOf,
  rulesOfBooks,
} from '@communitrak/domain/ledger/index.ts';
import {
  openAfterPending,
  paymentEntity,
  paymentMethodEntity,
  type MethodKind,
  type OpenCharge,
} from '@communitrak/domain/payments/index.ts';
import { placeOf } from './accounts.ts';
import { keepBill, type BillingRoom } from './billing/billing.ts';
import { createClient, type StripeConfig } from './client.ts';
import { ensureAccount, refreshAccount } from './connect/account.ts';
import { customerFor } from './customers.ts';
import { createGateway } from './gateway.ts';
import { refreshMethods } from './methods.ts';
import { readDoc, type PaymentParts } from './parts.ts';
import { modeOf } from './status.ts';

export interface Trial {
  /** False for whatever is at the address and is not the stand-in, or does not answer. */
  isThere(): Promise<boolean>;
  /** The association has an account that takes payments, and its bill has begun. Again it is the same one. */
  connect(association: string): Promise<void>;
  /**
   * The household has saved this method. Again it is the same one.
   * @param household local id @param number one of the stand-in's test numbers
   * @returns the method's local id
   */
  saveMethod(association: string, household: string, number: string, kind: MethodKind): Promise<string>;
  /** What the household could pay now, oldest first. @param household local id */
  openCharges(association: string, household: string): Promise<readonly OpenCharge[]>;
}

/** What both residents' payments and the association's own affairs stand on. */
export type TrialOptions = Omit<PaymentParts, 'gateway'> &
  Omit<BillingRoom, 'stripe' | 'mode'> & { readonly stripe: StripeConfig };

const PATIENCE_MS = 5000;

async function control(apiBase: string, path: string, fields?: object): Promise<unknown> {
  const answer = await fetch(new URL(`/sandbox/${path}`, apiBase), {
    signal: AbortSignal.timeout(PATIENCE_MS),
    ...(fields === undefined
      ? {}
      : {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(fields),
        }),
  });
  if (!answer.ok)
    throw new Error(
      `the payments sandbox answered ${String(answer.status)} to ${path}: ${await answer.text()}`,
    );
  return answer.json();
}

async function answers(apiBase: string): Promise<boolean> {
  try {
    const clock = await control(apiBase, 'clock');
    return typeof clock === 'object' && clock !== null && 'ahead' in clock;
  } catch {
    return false;
  }
}

/** Its local id, when the household has one that can be used. */
async function savedMethod(
  { reads }: Pick<PaymentParts, 'reads'>,
  association: string,
  household: string,
  tail: { readonly kind: MethodKind; readonly last4: string },
): Promise<string | undefined> {
  const docs = await reads.ofHousehold(association, household, 'payment-method');
  const saved = docs
    .flatMap((doc) => paymentMethodEntity.read(doc) ?? [])
    .find(({ body }) => body.state === 'usable' && body.kind === tail.kind && body.last4 === tail.last4);
  return saved === undefined ? undefined : localOf(saved.id);
}

async function openCharges(
  parts: PaymentParts,
  association: string,
  household: string,
): Promise<readonly OpenCharge[]> {
  const { database } = await placeOf(parts, association);
  const books = await readDoc(database, booksEntity, BOOKS_ID);
  const entries = await parts.reads.ofHousehold(association, household, 'ledger-entry');
  const payments = await parts.reads.ofHousehold(association, household, 'payment');
  const lines = entries.flatMap((doc) => {
    const entry = ledgerEntryEntity.read(doc);
    return entry === undefined ? [] : [lineOf(entry)];
  });
  return openAfterPending(
    ledgerAccountOf(lines, rulesOfBooks(books?.body)),
    payments.flatMap((doc) => paymentEntity.read(doc) ?? []),
  );
}

const isStripes = (apiBase: string): boolean => /(^|\.)stripe\.com$/i.test(new URL(apiBase).hostname);

/** Undefined where payments go to Stripe itself. */
export function createTrial(options: TrialOptions): Trial | undefined {
  const { apiBase } = options.stripe;
  if (apiBase === undefined || isStripes(apiBase)) return undefined;
  const client = createClient(options.stripe);
  const room: BillingRoom = { ...options, stripe: client, mode: modeOf(options.stripe) };
  const parts: PaymentParts = { ...options, gateway: createGateway(client) };
  return {
    isThere: () => answers(apiBase),
    async connect(association) {
      const account = await ensureAccount(room, association);
      await control(apiBase, 'accounts', { account });
      await refreshAccount(room, association);
      await keepBill(room, association);
    },
    async saveMethod(association, household, number, kind) {
      const place = await placeOf(parts, association);
      const customer = await customerFor(parts, place, household);
      const known = (): Promise<string | undefined> =>
        savedMethod(parts, association, household, { kind, last4: number.slice(-4) });
      // It may be there already, of an attempt that ended before it was written down.
      await refreshMethods(parts, place, household, customer);
      const before = await known();
      if (before !== undefined) return before;
      await control(apiBase, 'methods', { account: place.account, customer, number });
      await refreshMethods(parts, place, household, customer);
      const saved = await known();
      if (saved === undefined) throw new Error(`${number} is not among the methods of ${household}`);
      return saved;
    },
    openCharges: (association, household) => openCharges(parts, association, household),
  };
}
