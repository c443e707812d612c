/**
 * What an association fills in on the onboarding page, and what stays of it. Of the representative's social security number
 * and date of birth only that they were given; of the EIN the same.
 */
import type { Account, ExternalAccount } from '../core/records.ts';
import type { World } from '../core/world.ts';
import { changeAccount, setExternalAccount, stateOf, stillDue } from './accounts.ts';
import type { Requirement } from './accounts.ts';

export interface Filled {
  readonly displayName: string;
  readonly legalName: string;
  /** Stripe's name of it, e.g. `incorporated_non_profit`. */
  readonly structure: string;
  /** Nine digits. */
  readonly ein: string;
  readonly phone: string;
  readonly street: string;
  readonly city: string;
  readonly state: string;
  readonly zip: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly role: string;
  readonly born: string;
  readonly ssn: string;
  readonly representativeEmail: string;
  readonly representativePhone: string;
  readonly accepted: boolean;
}

/** The EIN that does not match the legal name (https://docs.stripe.com/connect/testing). */
const MISMATCHING_EIN = '111111111';

const MISMATCH = {
  code: 'verification_failed_tax_id_match',
  reason:
    "The information on the account couldn't be verified. Either the EIN or business name is incorrect.",
  requirement: 'company.tax_id',
} as const;

function givenBy(filled: Filled): readonly Requirement[] {
  const values: Readonly<Partial<Record<Requirement, string>>> = {
    'business_profile.name': filled.displayName,
    business_type: filled.structure,
    'company.name': filled.legalName,
    'company.tax_id': filled.ein === MISMATCHING_EIN ? '' : filled.ein,
    'company.phone': filled.phone,
    'company.address.line1': filled.street,
    'representative.first_name': filled.firstName,
    'representative.last_name': filled.lastName,
    'representative.title': filled.role,
    'representative.dob.day': filled.born,
    'representative.ssn_last_4': filled.ssn,
    'representative.email': filled.representativeEmail,
    'representative.phone': filled.representativePhone,
    'tos_acceptance.date': filled.accepted ? 'yes' : '',
  };
  return Object.entries(values)
    .filter(([, value]) => value !== '')
    .map(([name]) => name as Requirement);
}

const or = (given: string, before: unknown): unknown => (given === '' ? before : given);

function companyOf(account: Account, filled: Filled): object {
  const before = account['company'] as Readonly<Record<string, unknown>>;
  const address = before['address'] as Readonly<Record<string, unknown>>;
  return {
    ...before,
    address: {
      ...address,
      city: or(filled.city, address['city']),
      country: 'US',
      line1: or(filled.street, address['line1']),
      postal_code: or(filled.zip, address['postal_code']),
      state: or(filled.state, address['state']),
    },
    name: or(filled.legalName, before['name']),
    phone: or(filled.phone, before['phone']),
    structure: or(filled.structure, before['structure']),
    tax_id_provided: filled.ein !== '' || before['tax_id_provided'] === true,
  };
}

/** Takes what is there, and asks on for the rest. Nothing due any more: the account may take payments. */
export function fillAccount(
  platform: World,
  id: string,
  filled: Filled,
  external: ExternalAccount | undefined,
): Account {
  const account =
    external === undefined ? platform.accounts.need(id) : setExternalAccount(platform, id, external);
  const hasBank = account.external_accounts.data.length > 0;
  const given = [...givenBy(filled), ...(hasBank ? (['external_account'] as const) : [])];
  const mismatch = filled.ein === MISMATCHING_EIN;
  // A number that does not match is asked for again, although it was given before.
  const due = [...stillDue(account, given), ...(mismatch ? (['company.tax_id'] as const) : [])];
  const name = or(filled.displayName, account.business_profile.name);
  return changeAccount(platform, id, {
    business_profile: { ...account.business_profile, name: typeof name === 'string' ? name : null },
    business_type: filled.structure === '' ? account.business_type : typeOf(filled.structure),
    company: companyOf(account, filled),
    details_submitted: due.length === 0 || account.details_submitted,
    tos_acceptance: filled.accepted
      ? { date: platform.engine.now(), ip: null, user_agent: null }
      : account['tos_acceptance'],
    ...stateOf([...new Set(due)], account.capabilities, mismatch ? [MISMATCH] : []),
  });
}

const typeOf = (structure: string): string => (structure.endsWith('non_profit') ? 'non_profit' : 'company');
