/** What was typed into the form of methods, and the method that it makes. */
import type { PaymentMethod } from '../core/records.ts';
import type { World } from '../core/world.ts';
import { makeMethod } from '../money/methods.ts';
import type { Chosen } from '../money/methods.ts';
import { findTestBank, findTestCard, isCardNumber, TEST_ROUTING } from '../money/test-numbers.ts';
import type { TestCard } from '../money/test-numbers.ts';
import type { Visit } from './page.ts';
import type { Words } from './words-en.ts';

/** What was typed, or chosen through a link. */
export interface Typed {
  readonly way: string;
  readonly number: string;
  readonly expiry: string;
  readonly cvc: string;
  readonly routing: string;
  readonly account: string;
  readonly name: string;
  readonly keep: boolean;
}

export function readTyped({ method, query, form }: Visit): Typed {
  const from = method === 'POST' ? form : query;
  const value = (name: string): string => from.get(name)?.trim() ?? '';
  return {
    way: value('way'),
    number: value('number'),
    // A program that leaves them out is taken at its word; a person sees them filled in.
    expiry: from.get('expiry')?.trim() ?? '12/34',
    cvc: from.get('cvc')?.trim() ?? '123',
    routing: value('routing'),
    account: value('account'),
    name: value('name'),
    keep: from.get('keep') === 'on',
  };
}

type Field = 'way' | 'number' | 'expiry' | 'cvc' | 'routing' | 'account';

export type Picked =
  | { readonly ok: true; readonly method: PaymentMethod }
  | {
      readonly ok: false;
      readonly fault: keyof Words;
      readonly field: Field;
    };

/** @param now seconds since 1970 @param expiry `12/34`; the card is good to the end of that month */
function liesAhead(expiry: string, now: number): boolean {
  const [, month = '', year = ''] = /^(\d{2})\s*\/\s*(\d{2})$/.exec(expiry) ?? [];
  if (month === '' || Number(month) < 1 || Number(month) > 12) return false;
  return Date.UTC(2000 + Number(year), Number(month)) / 1000 > now;
}

function readCard({ number, expiry, cvc }: Typed, now: number): Picked | TestCard {
  const card = findTestCard(number);
  if (card === undefined) {
    return { ok: false, fault: isCardNumber(number) ? 'realNumber' : 'invalidNumber', field: 'number' };
  }
  if (!liesAhead(expiry, now)) return { ok: false, fault: 'invalidExpiry', field: 'expiry' };
  return /^\d{3,4}$/.test(cvc) ? card : { ok: false, fault: 'invalidCvc', field: 'cvc' };
}

function choose(typed: Typed, now: number): Picked | Chosen {
  switch (typed.way) {
    case 'card': {
      const card = readCard(typed, now);
      return 'ok' in card ? card : { kind: 'card', card };
    }
    case 'us_bank_account': {
      if (typed.routing !== TEST_ROUTING) return { ok: false, fault: 'invalidRouting', field: 'routing' };
      const bank = findTestBank(typed.account);
      if (bank === undefined) return { ok: false, fault: 'invalidBank', field: 'account' };
      return { kind: 'us_bank_account', bank };
    }
    case 'apple_pay':
    case 'google_pay':
      return { kind: 'wallet', wallet: typed.way };
    default:
      return { ok: false, fault: 'choose', field: 'way' };
  }
}

/** The saved method that was chosen, or a new one of the number typed in. */
export function pickMethod(
  world: World,
  typed: Typed,
  saved: readonly PaymentMethod[],
  email: string | null,
): Picked {
  const known = saved.find(({ id }) => id === typed.way);
  if (known !== undefined) return { ok: true, method: known };
  const chosen = choose(typed, world.engine.now());
  if ('ok' in chosen) return chosen;
  const name = typed.name === '' ? null : typed.name;
  return { ok: true, method: makeMethod(world, chosen, { name, email }, false) };
}
