/**
 * What a household can do with payments: ask for one, take it back while nothing has been sent, go to the gateway's page for
 * it. Written here first, under an id that follows from what is paid: asked for twice, it is one.
 */
import { filter, firstValueFrom, map, race, timer } from 'rxjs';
import { makeId } from '@communitrak/domain/core/ids.ts';
import { neverAccepted } from '@communitrak/domain/core/draft.ts';
import {
  cancelPayment,
  createPayment,
  isCancellable,
  nextAttempt,
  paymentEntity,
  type Payment,
  type PaymentInput,
  type PaymentSettingsBody,
} from '@communitrak/domain/payments/index.ts';
import type { Replica } from '../replica.ts';
import { payPage, type PageResult } from './payment-pages.ts';
import { post, untilFresh } from './post.ts';
import type { CommandResult } from './result.ts';

export type NewPayment = Omit<PaymentInput, 'attempt'>;

async function paymentsOf(replica: Replica, household: string): Promise<readonly Payment[]> {
  const docs = replica.parts.documents.watchChildren('payment', makeId('household', household));
  return (await firstValueFrom(docs)).flatMap((doc) => paymentEntity.read(doc) ?? []);
}

/**
 * Asks for a payment. The same charges asked for again while that one is on its way are the same payment.
 * @param settings as the fee was shown by
 */
export function pay(
  replica: Replica,
  input: NewPayment,
  settings: Pick<PaymentSettingsBody, 'feePayer'>,
): Promise<CommandResult> {
  return untilFresh(async () => {
    const attempt = nextAttempt(input.household, input.charges, await paymentsOf(replica, input.household));
    const by = { member: replica.principal.member, device: replica.platform.kind };
    const payment = createPayment({ ...input, attempt }, settings, by, replica.clock());
    const known = await replica.parts.documents.get(payment.id);
    return known === undefined ? post(replica, [payment], payment.id) : { ok: true, id: payment.id };
  });
}

const paymentHere = async (replica: Replica, id: string): Promise<Payment | undefined> =>
  paymentEntity.read(await replica.parts.documents.get(id));

/** `gone`: it was on this device alone, and is no more. */
export type TakenBack = CommandResult & { readonly gone?: boolean };

/**
 * Takes a payment back before it is sent to the gateway. One that no server has seen goes from this device; should it have
 * arrived all the same, it is here again at the next sync, and can be taken back there.
 */
export function takeBack(replica: Replica, id: string): Promise<TakenBack> {
  return untilFresh(async (): Promise<TakenBack> => {
    const payment = await paymentHere(replica, id);
    if (payment === undefined) return { ok: false, code: 'not-allowed' };
    if (!isCancellable(payment)) return { ok: false, code: 'closed' };
    if (!neverAccepted(payment)) return post(replica, [cancelPayment(payment)], id);
    await replica.parts.documents.discard(id);
    return { ok: true, id, gone: true };
  });
}

/** How long the server may take to hear of a payment before it is said that it does not answer. */
const HEARD_WITHIN_MS = 20_000;

type Heard = 'yes' | 'refused' | 'silent';

/** Whether the server has a payment: asks for a sync, and waits for its word. */
function heard(replica: Replica, id: string): Promise<Heard> {
  const { documents, sync, unaccepted } = replica.parts;
  sync.ask();
  const known = documents.watch(id).pipe(
    filter((doc) => doc !== undefined && !neverAccepted(doc)),
    map((): Heard => 'yes'),
  );
  const refused = unaccepted.watch().pipe(
    filter((items) => items.some(({ documentId }) => documentId === id)),
    map((): Heard => 'refused'),
  );
  const silent = timer(HEARD_WITHIN_MS).pipe(map((): Heard => 'silent'));
  return firstValueFrom(race(known, refused, silent));
}

/** The page on which a payment is paid, or gone on with. @param id document id */
export async function pageOf(replica: Replica, id: string): Promise<PageResult> {
  const word = await heard(replica, id);
  if (word === 'yes') return payPage(replica, id);
  return { ok: false, problem: word === 'refused' ? 'refused' : 'offline' };
}
