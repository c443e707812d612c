/** The fields of the onboarding page, and what is wrong with what was typed into them. */
import type { Filled } from '../connect/onboarding.ts';
import type { TestCard } from '../money/test-numbers.ts';
import { findTestBank, findTestCard, isCardNumber, TEST_ROUTING } from '../money/test-numbers.ts';
import type { Words } from './words-en.ts';

export interface Sheet extends Filled {
  readonly way: string;
  readonly routing: string;
  readonly account: string;
  readonly number: string;
}

export type Faults = Readonly<Partial<Record<keyof Sheet, keyof Words>>>;

const NAMES = [
  'displayName',
  'legalName',
  'structure',
  'ein',
  'phone',
  'street',
  'city',
  'state',
  'zip',
  'firstName',
  'lastName',
  'role',
  'born',
  'ssn',
  'representativeEmail',
  'representativePhone',
  'way',
  'routing',
  'account',
  'number',
] as const;

type Name = (typeof NAMES)[number];

export function readSheet(form: URLSearchParams): Sheet {
  const value = (name: string): string => form.get(name)?.trim() ?? '';
  const texts = Object.fromEntries(NAMES.map((name) => [name, value(name)])) as Record<Name, string>;
  return {
    ...texts,
    ein: texts.ein.replaceAll(/\D/g, ''),
    ssn: texts.ssn.replaceAll(/\D/g, ''),
    accepted: form.get('accepted') === 'on',
  };
}

const REQUIRED: readonly Name[] = [
  'displayName',
  'legalName',
  'structure',
  'ein',
  'phone',
  'street',
  'city',
  'state',
  'zip',
  'firstName',
  'lastName',
  'role',
  'born',
  'ssn',
  'representativeEmail',
  'representativePhone',
];

function cardFault(number: string): keyof Words | undefined {
  const card = findTestCard(number);
  if (card === undefined) return isCardNumber(number) ? 'realNumber' : 'invalidNumber';
  return card.funding === 'debit' ? undefined : 'notDebit';
}

/** Of what was typed, whatever cannot be right. */
const CHECKS: Readonly<Partial<Record<Name, (sheet: Sheet) => keyof Words | undefined>>> = {
  ein: ({ ein }) => (/^\d{9}$/.test(ein) ? undefined : 'invalidEin'),
  ssn: ({ ssn }) => (/^\d{4}$/.test(ssn) ? undefined : 'invalidSsn'),
  born: ({ born }) => (Number.isNaN(Date.parse(born)) ? 'invalidDate' : undefined),
  number: ({ way, number }) => (way === 'card' ? cardFault(number) : undefined),
  account: ({ way, account }) =>
    way === 'card' || findTestBank(account) !== undefined ? undefined : 'invalidBank',
  routing: ({ way, account, routing }) =>
    way === 'card' || account === '' || routing === TEST_ROUTING ? undefined : 'invalidRouting',
};

/** An empty field is no fault of form. */
function formFaults(sheet: Sheet): Faults {
  const found = NAMES.filter((name) => sheet[name] !== '').map(
    (name) => [name, CHECKS[name]?.(sheet)] as const,
  );
  return Object.fromEntries(found.filter(([, fault]) => fault !== undefined));
}

/** @param known what was given at an earlier visit need not be given again */
export function missingFields(sheet: Sheet, known: ReadonlySet<string>): Faults {
  const empty = REQUIRED.filter((name) => sheet[name] === '' && !known.has(name));
  const payout = sheet.way === 'card' ? sheet.number : sheet.account;
  return {
    ...Object.fromEntries(empty.map((name): [string, keyof Words] => [name, 'required'])),
    ...(payout === '' && !known.has('payout')
      ? { [sheet.way === 'card' ? 'number' : 'account']: 'required' }
      : {}),
    ...(sheet.accepted || known.has('accepted') ? {} : { accepted: 'acceptTerms' }),
  };
}

/** @param whole everything must be there; otherwise what is there must be right */
export function faultsOf(sheet: Sheet, known: ReadonlySet<string>, whole: boolean): Faults {
  return { ...(whole ? missingFields(sheet, known) : {}), ...formFaults(sheet) };
}

/** What is wrong is not taken over, what is right is. */
export function withoutFaults(sheet: Sheet, faults: Faults): Sheet {
  const emptied = Object.fromEntries(
    Object.keys(faults)
      .filter((name) => name !== 'accepted')
      .map((name) => [name, '']),
  );
  return { ...sheet, ...emptied };
}

export const debitCard = (sheet: Sheet): TestCard | undefined => {
  const card = findTestCard(sheet.number);
  return sheet.way === 'card' && card?.funding === 'debit' ? card : undefined;
};
