/** The saved ways to pay of a household, as Stripe has them now: mirrored whole, so that it does not matter what was missed. */
import {
  createPaymentMethod,
  paymentMethodEntity,
  type PaymentMethodBody,
  type SavedMethod,
} from '@communitrak/domain/payments/index.ts';
import { readStored } from '../access/stored-envelope.ts';
import { customerFor, knownCustomer } from './customers.ts';
import { readDocs, writeAll, type PaymentParts, type Place } from './parts.ts';
import type { GatewayMethod } from './shapes.ts';

async function storedMethods(parts: PaymentParts, { association }: Place, household: string) {
  const docs = await parts.reads.ofHousehold(association, household, 'payment-method');
  return docs.flatMap((doc) => paymentMethodEntity.read(doc) ?? []);
}

/** The one that Stripe has as the default; else the one that was; else the first. */
function defaultAmong(
  all: readonly GatewayMethod[],
  chosen: string,
  before: readonly SavedMethod[],
): string | undefined {
  const was = before.find(({ body }) => body.isDefault)?.body.gateway;
  const there = (id: string | undefined): boolean => all.some((one) => one.id === id);
  if (there(chosen)) return chosen;
  return there(was) ? was : all[0]?.id;
}

/** Writes down what Stripe has of a household: what is new, what has changed, what is gone. */
export async function refreshMethods(
  parts: PaymentParts,
  place: Place,
  household: string,
  customer: string,
): Promise<void> {
  const [about, all, before] = await Promise.all([
    parts.gateway.readCustomer(place.account, customer),
    parts.gateway.methods(place.account, customer),
    storedMethods(parts, place, household),
  ]);
  const isDefault = defaultAmong(all, about?.defaultMethod ?? '', before);
  const bodies = all.map(({ id, kind, brand, last4 }): PaymentMethodBody => ({
    household,
    gateway: id,
    kind,
    brand,
    last4,
    isDefault: id === isDefault,
    state: 'usable',
  }));
  const gone = before.filter(
    ({ body }) => body.state !== 'detached' && !all.some(({ id }) => id === body.gateway),
  );
  const ended = gone.map(({ body }): PaymentMethodBody => ({ ...body, isDefault: false, state: 'detached' }));
  await writeAll(parts, place.association, [...bodies, ...ended].map(createPaymentMethod));
}

/** One of the household's own; undefined for any other, whatever the reason. */
async function ownMethod(
  { database }: Place,
  household: string,
  local: string,
): Promise<PaymentMethodBody | undefined> {
  const id = `payment-method:${local}`;
  const method = paymentMethodEntity.read((await readDocs(database, [id])).get(id));
  return method?.body.household === household && method.body.state === 'usable' ? method.body : undefined;
}

/** @returns false when it is none of the household's */
export async function makeDefault(
  parts: PaymentParts,
  place: Place,
  household: string,
  local: string,
): Promise<boolean> {
  const method = await ownMethod(place, household, local);
  if (method === undefined) return false;
  const customer = await customerFor(parts, place, household);
  await parts.gateway.setDefault(place.account, customer, method.gateway);
  await refreshMethods(parts, place, household, customer);
  return true;
}

/** @returns false when it is none of the household's */
export async function removeMethod(
  parts: PaymentParts,
  place: Place,
  household: string,
  local: string,
): Promise<boolean> {
  const method = await ownMethod(place, household, local);
  const customer = await knownCustomer(parts, place.association, household);
  if (method === undefined || customer === undefined) return false;
  await parts.gateway.detach(place.account, method.gateway);
  await refreshMethods(parts, place, household, customer);
  return true;
}

/** Whose household a saved method is; undefined when there is none of that id. */
export async function householdOfMethod({ database }: Place, local: string): Promise<string | undefined> {
  const stored = await database.get(`payment-method:${local}`);
  if (stored === undefined || stored._deleted === true) return undefined;
  return paymentMethodEntity.read(readStored(stored).doc)?.body.household;
}
