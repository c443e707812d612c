/**
 * Connected accounts, one for each association. What is still asked of it stands in its requirements; when nothing is, it
 * may take payments and is paid out. https://docs.stripe.com/connect/handling-api-verification
 */
import type { Account, ExternalAccount } from '../core/records.ts';
import type { Metadata } from '../core/stored.ts';
import { born, emit } from '../core/world.ts';
import type { World } from '../core/world.ts';
import { changedFrom, mergeMetadata } from '../money/customers.ts';
import { BUSINESS_PROFILE, COMPANY, NO_REQUIREMENTS, SETTINGS, TERMS } from './account-shape.ts';

export interface Controller {
  readonly fees: string;
  readonly losses: string;
  readonly dashboard: string;
  readonly collection: string;
}

export interface AccountFields {
  readonly business_type?: string | undefined;
  readonly business_profile?: Readonly<Record<string, unknown>> | undefined;
  readonly company?: Readonly<Record<string, unknown>> | undefined;
  readonly email?: string | null | undefined;
  readonly metadata?: Metadata | undefined;
}

/** What Stripe asks of a US association, in the order of the onboarding page. */
const ASKED = [
  'business_profile.name',
  'business_type',
  'company.name',
  'company.tax_id',
  'company.phone',
  'company.address.line1',
  'representative.first_name',
  'representative.last_name',
  'representative.title',
  'representative.dob.day',
  'representative.ssn_last_4',
  'representative.email',
  'representative.phone',
  'tos_acceptance.date',
  'external_account',
] as const;

export type Requirement = (typeof ASKED)[number];

const isRequirement = (name: string): name is Requirement => ASKED.some((it) => it === name);

/** What is asked, without what has been given. */
export function stillDue(account: Account, given: readonly Requirement[]): readonly Requirement[] {
  return account.requirements.currently_due.filter(isRequirement).filter((it) => !given.includes(it));
}

interface StateError {
  readonly code: string;
  readonly reason: string;
  readonly requirement: Requirement;
}

/** Requirements, and what they allow. */
export function stateOf(
  due: readonly Requirement[],
  capabilities: Readonly<Record<string, string>>,
  errors: readonly StateError[] = [],
): Partial<Account> {
  const open = due.length === 0;
  return {
    capabilities: Object.fromEntries(
      Object.keys(capabilities).map((name) => [name, open ? 'active' : 'inactive']),
    ),
    charges_enabled: open,
    payouts_enabled: open,
    requirements: {
      ...NO_REQUIREMENTS,
      currently_due: due,
      disabled_reason: open ? null : 'requirements.past_due',
      errors,
      eventually_due: due,
      past_due: due,
    },
  };
}

function givenAtOnce(fields: AccountFields): readonly Requirement[] {
  const given: Readonly<Partial<Record<Requirement, unknown>>> = {
    'business_profile.name': fields.business_profile?.['name'],
    business_type: fields.business_type,
    'company.name': fields.company?.['name'],
    'company.phone': fields.company?.['phone'],
  };
  return ASKED.filter((it) => typeof given[it] === 'string');
}

export interface NewAccount extends AccountFields {
  readonly country: string;
  readonly default_currency: string;
  readonly capabilities: readonly string[];
  readonly controller: Controller;
}

function controllerOf({ fees, losses, dashboard, collection }: Controller): object {
  return {
    fees: { payer: fees },
    is_controller: true,
    losses: { payments: losses },
    requirement_collection: collection,
    stripe_dashboard: { type: dashboard },
    type: 'application',
  };
}

const TYPES: Readonly<Record<string, string>> = { full: 'standard', express: 'express', none: 'custom' };

export function makeAccount(platform: World, fields: NewAccount): Account {
  const head = born(platform, 'acct_', 'account');
  const due = ASKED.filter((it) => !givenAtOnce(fields).includes(it));
  const account = {
    ...head,
    business_profile: { ...BUSINESS_PROFILE, ...fields.business_profile },
    business_type: fields.business_type ?? null,
    company: { ...COMPANY, ...fields.company },
    controller: controllerOf(fields.controller),
    country: fields.country,
    default_currency: fields.default_currency,
    details_submitted: false,
    email: fields.email ?? null,
    external_accounts: {
      object: 'list',
      data: [],
      has_more: false,
      url: `/v1/accounts/${head.id}/external_accounts`,
    },
    future_requirements: NO_REQUIREMENTS,
    metadata: fields.metadata ?? {},
    settings: SETTINGS,
    tos_acceptance: TERMS,
    type: TYPES[fields.controller.dashboard] ?? 'express',
    ...stateOf(due, Object.fromEntries(fields.capabilities.map((name) => [name, 'inactive']))),
  } as Account;
  platform.accounts.add(account, {});
  const world = platform.engine.open(head.id);
  emit(world, 'account.updated', account);
  return account;
}

/** Writes what has changed and tells the platform's Connect endpoint. */
export function changeAccount(platform: World, id: string, fields: Partial<Account>): Account {
  const before = platform.accounts.need(id);
  const after = platform.accounts.change(id, fields);
  const world = platform.engine.world(id);
  if (world === undefined) return after;
  emit(world, 'account.updated', after, changedFrom(before, after));
  for (const [name, status] of Object.entries(after.capabilities)) {
    if (before.capabilities[name] === status) continue;
    const capability = { id: name, object: 'capability', account: id };
    emit(
      world,
      'capability.updated',
      { ...capability, requested: true, status },
      { status: before.capabilities[name] },
    );
  }
  return after;
}

/** What the platform may change itself. */
export function updateAccount(platform: World, id: string, fields: AccountFields): Account {
  const account = platform.accounts.need(id);
  const due = stillDue(account, givenAtOnce(fields));
  return changeAccount(platform, id, {
    business_profile: { ...account.business_profile, ...fields.business_profile },
    business_type: fields.business_type ?? account.business_type,
    company: { ...(account['company'] as object), ...fields.company },
    email: fields.email ?? account['email'],
    metadata: mergeMetadata(account.metadata, fields.metadata),
    ...stateOf(due, account.capabilities),
  });
}

/** The account that payouts go to, instead of the one before. */
export function setExternalAccount(platform: World, id: string, external: ExternalAccount): Account {
  const account = platform.accounts.need(id);
  const after = platform.accounts.change(id, {
    external_accounts: { ...account.external_accounts, data: [external] },
  });
  const world = platform.engine.world(id);
  if (world !== undefined) emit(world, 'account.external_account.created', external);
  return after;
}
