/** The customer at Stripe that each household is: made when it is first needed, once, and kept for the server alone. */
import type { PaymentParts, Place } from './parts.ts';

const idOf = (association: string, household: string): string =>
  `stripe-customer:${association}.${household}`;

const textIn = (doc: Readonly<Record<string, unknown>> | undefined): string | undefined =>
  typeof doc?.['customer'] === 'string' ? doc['customer'] : undefined;

/** Undefined when the household has never been one. */
export async function knownCustomer(
  { operations }: Pick<PaymentParts, 'operations'>,
  association: string,
  household: string,
): Promise<string | undefined> {
  return textIn(await operations.get(idOf(association, household)));
}

/** Two processes at once make one: the key is the household's, and the one that was written down first stands. */
export async function customerFor(
  parts: Pick<PaymentParts, 'operations' | 'gateway'>,
  { association, account }: Place,
  household: string,
): Promise<string> {
  const known = await knownCustomer(parts, association, household);
  if (known !== undefined) return known;
  const made = await parts.gateway.createCustomer(account, { association, household });
  const result = await parts.operations.put({ _id: idOf(association, household), customer: made });
  return result.ok ? made : ((await knownCustomer(parts, association, household)) ?? made);
}
