/** Connected accounts and the links to their onboarding. */
import { makeAccount, updateAccount } from '../connect/accounts.ts';
import type { Controller } from '../connect/accounts.ts';
import type { Account } from '../core/records.ts';
import { or } from '../core/values.ts';
import type { World } from '../core/world.ts';
import { answerPage, dated, endpoint } from './endpoint.ts';
import type { Endpoint } from './endpoint.ts';
import { found, invalid } from './problems.ts';
import { anything, clearable, flag, hash, metadata, oneOf, required, text } from './rules.ts';
import type { Read } from './rules.ts';

const optional = clearable(text());
const capability = hash({ requested: flag });

const shared = {
  business_profile: hash({
    mcc: optional,
    name: optional,
    product_description: optional,
    support_email: optional,
    support_phone: optional,
    support_url: optional,
    url: optional,
  }),
  business_type: oneOf('company', 'government_entity', 'individual', 'non_profit'),
  capabilities: hash({
    card_payments: capability,
    transfers: capability,
    us_bank_account_ach_payments: capability,
  }),
  company: hash({ name: optional, phone: optional, structure: optional }),
  email: optional,
  metadata,
  settings: anything,
};

const fields = {
  ...shared,
  controller: hash({
    fees: hash({ payer: oneOf('account', 'application') }),
    losses: hash({ payments: oneOf('application', 'stripe') }),
    requirement_collection: oneOf('application', 'stripe'),
    stripe_dashboard: hash({ type: oneOf('express', 'full', 'none') }),
  }),
  country: text(2),
  default_currency: text(3),
};

function create(world: World, params: Read<typeof fields>): Account {
  if (world.account !== undefined) {
    throw invalid('Connected accounts cannot create accounts of their own here.', 'Stripe-Account');
  }
  const { controller, capabilities = {}, settings: _, ...given } = params;
  const requested = Object.entries(capabilities).filter(([, it]) => it?.requested === true);
  return makeAccount(world, {
    ...given,
    capabilities: requested.map(([name]) => name),
    controller: controllerOf(controller ?? {}),
    country: or(params.country, 'US'),
    default_currency: or(params.default_currency, 'usd'),
  });
}

/** What a platform does not say, Stripe takes as for an account with a dashboard of its own. */
const controllerOf = (given: NonNullable<Read<typeof fields>['controller']>): Controller => ({
  fees: or(given.fees?.payer, 'account'),
  losses: or(given.losses?.payments, 'stripe'),
  dashboard: or(given.stripe_dashboard?.type, 'full'),
  collection: or(given.requirement_collection, 'stripe'),
});

const accountOf = (world: World, id: string, param?: string): Account =>
  found(world.engine.platform.accounts.get(id), 'account', id, param);

/** Seconds until a link may no longer be opened. */
const LINK_SECONDS = 300;

function link(world: World, params: { account: string; refresh_url?: string; return_url?: string }): unknown {
  const { account, refresh_url: refresh, return_url: back } = params;
  accountOf(world, account, 'account');
  if (refresh === undefined || back === undefined) {
    const param = refresh === undefined ? 'refresh_url' : 'return_url';
    throw invalid(`Missing required param: ${param}.`, param, 'parameter_missing');
  }
  const { platform } = world.engine;
  const created = world.engine.now();
  const id = world.engine.newId('alink_');
  const expires = created + LINK_SECONDS;
  platform.links.add({ id, created }, { account, refresh, back, expires, used: false });
  return {
    object: 'account_link',
    created,
    expires_at: expires,
    url: `${world.engine.base}/onboarding/${id}`,
  };
}

export const accountEndpoints: readonly Endpoint[] = [
  endpoint('POST', 'v1/accounts', fields, ({ world }, params) => create(world, params)),
  endpoint('GET', 'v1/accounts/:id', {}, ({ world, id }) => accountOf(world, id)),
  endpoint('POST', 'v1/accounts/:id', shared, ({ world, id }, params) => {
    accountOf(world, id);
    return updateAccount(world.engine.platform, id, params);
  }),
  endpoint('GET', 'v1/accounts', dated, ({ world }, params) =>
    answerPage('/v1/accounts', world.engine.platform.accounts, params),
  ),
  endpoint(
    'POST',
    'v1/account_links',
    {
      account: required(text()),
      collection_options: hash({
        fields: oneOf('currently_due', 'eventually_due'),
        future_requirements: text(),
      }),
      refresh_url: text(),
      return_url: text(),
      type: required(oneOf('account_onboarding', 'account_update')),
    },
    ({ world }, params) => link(world, params),
  ),
];
