/** Ways past the hosted pages, for tests and the demo: what a person would have done there, done at once. */
import { bankForPayouts } from '../connect/external-account.ts';
import { fillAccount } from '../connect/onboarding.ts';
import { TEST_ANSWERS } from '../connect/test-answers.ts';
import type { Account, PaymentMethod } from '../core/records.ts';
import type { Engine } from '../core/world.ts';
import { attachMethod, makeMethod } from '../money/methods.ts';
import type { Chosen } from '../money/methods.ts';
import { findTestBank, findTestCard } from '../money/test-numbers.ts';

function chosenBy(number: string): Chosen {
  const card = findTestCard(number);
  if (card !== undefined) return { kind: 'card', card };
  const bank = findTestBank(number);
  if (bank === undefined) throw new RangeError(`${number} is no test number`);
  return { kind: 'us_bank_account', bank };
}

/** @throws RangeError when there is no such account, customer or test number */
export function saveMethod(
  engine: Engine,
  account: string | undefined,
  customerId: string,
  number: string,
): PaymentMethod {
  const world = account === undefined ? engine.platform : engine.world(account);
  if (world === undefined) throw new RangeError(`there is no account ${String(account)}`);
  const { email, name } = world.customers.need(customerId);
  const made = makeMethod(world, chosenBy(number), { email, name }, true);
  return attachMethod(world, made.id, customerId);
}

/** @throws RangeError when there is no such account */
export function fillForTests(engine: Engine, account: string): Account {
  const { platform } = engine;
  const before = platform.accounts.need(account);
  const displayName = before.business_profile.name ?? TEST_ANSWERS.displayName;
  const bank = bankForPayouts(platform, account, '000123456789', TEST_ANSWERS.legalName);
  return fillAccount(platform, account, { ...TEST_ANSWERS, displayName }, bank);
}
