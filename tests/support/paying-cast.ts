/**
 * A resident of the demo who pays online: a saved card, a bank account to be confirmed, autopay, and payments in every state
 * that people meet. Written as the server writes; no gateway is asked.
 */
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import {
  accountOf,
  BOOKS_ID,
  booksEntity,
  ledgerEntryEntity,
  lineOf,
  rulesOfBooks,
  type ChargeState,
} from '@communitrak/domain/ledger/index.ts';
import {
  createAutopay,
  createPayment,
  createPaymentMethod,
  createPaymentStatus,
  methodLocal,
  paymentEntryId,
  paymentLocal,
  USUAL_SETTINGS,
  withOutcome,
  type Payment,
  type PaymentOutcome,
} from '@communitrak/domain/payments/index.ts';
import { readStored } from '@communitrak/sync-server/access/stored-envelope.ts';
import type { Stage } from './stage.ts';
import { writeAll } from './sync-rig.ts';

const DAY_MS = 86_400_000;
const CARD = 'pm_card_of_the_picture';
const BANK = 'pm_bank_of_the_picture';

interface Payer {
  readonly household: string;
  readonly member: string;
  /** Oldest first. */
  readonly charges: readonly ChargeState[];
}

async function payerOf(stage: Stage, association: string, email: string): Promise<Payer | undefined> {
  const db = await stage.server.store.open(`association-${association}`, { create: false });
  const range = async (type: string) =>
    ((await db?.range({ startId: `${type}:`, endId: `${type}:\ufff0` })) ?? []).map(
      (stored) => readStored(stored).doc,
    );
  const details = (await range('member-details')).find(({ body }) => body['email'] === email);
  const [household] = (details?.body['households'] ?? []) as readonly string[];
  if (details === undefined || household === undefined) return undefined;
  const entries = (await range('ledger-entry')).flatMap((doc) => ledgerEntryEntity.read(doc) ?? []);
  const books = (await range('books')).find(({ id }) => id === BOOKS_ID);
  const own = entries.filter(({ body }) => body.household === household).map(lineOf);
  const { charges } = accountOf(own, rulesOfBooks(booksEntity.read(books)?.body));
  return { household, member: details.id.slice('member-details:'.length), charges };
}

type Ask = Pick<Parameters<typeof createPayment>[0], 'kind' | 'source'> & {
  readonly charge: ChargeState;
  readonly cents?: number;
  /** Before now. */
  readonly days: number;
  readonly attempt?: number;
};

/** Writes one payment as it was asked for, and then, state after state, what became of it. */
type Pay = (ask: Ask, ...outcomes: readonly Partial<PaymentOutcome>[]) => Promise<Payment>;

function paying(stage: Stage, association: string, { household, member }: Payer): Pay {
  return async ({ charge, kind, source, cents = charge.line.cents, days, attempt = 1 }, ...outcomes) => {
    const charges = [{ entry: charge.line.id, cents }];
    const method = source === 'page' ? '' : methodLocal(kind === 'card' ? CARD : BANK);
    const input = { household, charges, currency: 'USD', kind, method, source, attempt };
    const by = { member, device: 'browser' };
    let payment = createPayment(input, USUAL_SETTINGS, by, Date.now() - days * DAY_MS);
    await writeAll(stage.server.sync, association, [payment]);
    for (const outcome of outcomes) {
      payment = withOutcome(payment, outcome);
      await writeAll(stage.server.sync, association, [payment]);
    }
    return payment;
  };
}

const ago = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString();
const VISA = { kind: 'card', brand: 'visa', last4: '4242' } as const;
const gateway = { intent: 'pi_3QpictureOfAPayment', charge: 'ch_3QpictureOfAPayment', session: '' };

function paidOf(payment: Pick<Payment, 'id'>, days: number): Partial<PaymentOutcome> {
  const [sentAt, settledAt] = [ago(days), ago(days)];
  return {
    state: 'succeeded',
    paidWith: VISA,
    gateway,
    entries: [paymentEntryId(payment.id)],
    sentAt,
    settledAt,
  };
}

/** A ledger entry is named after its payment, so the payment's name is made before it is written. */
const nameOf = ({ household }: Payer, { line }: ChargeState, attempt: number): Pick<Payment, 'id'> => ({
  id: `payment:${paymentLocal(household, [{ entry: line.id }], attempt)}`,
});

async function history(payer: Payer, pay: Pay): Promise<void> {
  const [first, second, third, ...earlier] = payer.charges
    .filter(({ state }) => state === 'paid')
    .toReversed();
  const card = { kind: 'card', source: 'now' } as const;
  if (first !== undefined) {
    const declined = { code: 'card_declined', declineCode: 'insufficient_funds' };
    await pay({ ...card, charge: first, days: 8 }, { state: 'failed', failure: declined, settledAt: ago(8) });
  }
  if (second !== undefined)
    await pay({ ...card, charge: second, days: 40 }, paidOf(nameOf(payer, second, 1), 40), {
      refundedCents: 2500,
    });
  if (third !== undefined)
    await pay(
      { kind: 'bank', source: 'autopay', charge: third, days: 70 },
      paidOf(nameOf(payer, third, 1), 66),
      { state: 'returned', returned: { reason: 'account_closed' }, settledAt: ago(60) },
    );
  for (const [at, charge] of earlier.entries())
    await pay({ ...card, charge, days: 100 + at * 30 }, paidOf(nameOf(payer, charge, 1), 100 + at * 30));
}

/** What is on its way for what is open: one at the bank, one begun at the page. */
async function onItsWay(payer: Payer, pay: Pay): Promise<void> {
  const [first, second] = payer.charges.filter(({ openCents }) => openCents > 0);
  if (first !== undefined)
    await pay(
      { kind: 'bank', source: 'now', charge: first, cents: Math.min(4000, first.openCents), days: 1 },
      { state: 'processing', sentAt: ago(1) },
    );
  if (second !== undefined)
    await pay(
      { kind: 'card', source: 'page', charge: second, cents: second.openCents, days: 0 },
      { state: 'action' },
    );
}

/** Nothing where the member of this address has no home. */
export async function writePayments(stage: Stage, association: string, email: string): Promise<void> {
  const payer = await payerOf(stage, association, email);
  if (payer === undefined) return;
  const { household, member } = payer;
  const saved = { household, state: 'usable', isDefault: false } as const;
  const consent = {
    version: '2026-12',
    text: 'I authorize my association to have each new charge on my home’s account paid on the day that it is due.',
    by: member,
    at: ago(120),
  };
  const documents: readonly Envelope[] = [
    createPaymentStatus({ open: true, mode: 'sandbox', currency: 'USD' }),
    createPaymentMethod({ ...saved, ...VISA, gateway: CARD, isDefault: true }),
    createPaymentMethod({
      ...saved,
      gateway: BANK,
      kind: 'bank',
      brand: 'STRIPE TEST BANK',
      last4: '6789',
      state: 'pending',
    }),
    createAutopay(household, { method: '', daysBefore: 2, limitCents: 60_000 }, consent),
  ];
  await writeAll(stage.server.sync, association, documents);
  const pay = paying(stage, association, payer);
  await history(payer, pay);
  await onItsWay(payer, pay);
}
