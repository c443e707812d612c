/** The customer portal: its configurations, and a session of it for one customer. */
import type { Stored } from '../core/stored.ts';
import { or } from '../core/values.ts';
import { born, emit } from '../core/world.ts';
import type { World } from '../core/world.ts';
import { customerOf } from './customer-endpoints.ts';
import { answerPage, dated, endpoint } from './endpoint.ts';
import type { Endpoint } from './endpoint.ts';
import { found, invalid } from './problems.ts';
import { clearable, flag, hash, list, metadata, oneOf, required, text } from './rules.ts';
import type { Read } from './rules.ts';

const enabled = { enabled: required(flag) };
const optional = clearable(text());

const configuration = {
  business_profile: hash({
    headline: optional,
    privacy_policy_url: optional,
    terms_of_service_url: optional,
  }),
  default_return_url: optional,
  features: required(
    hash({
      customer_update: hash({ ...enabled, allowed_updates: list(text()) }),
      invoice_history: hash(enabled),
      payment_method_update: hash(enabled),
      subscription_cancel: hash({ ...enabled, mode: oneOf('at_period_end', 'immediately') }),
      subscription_update: hash(enabled),
    }),
  ),
  metadata,
  name: optional,
};

type Features = Read<typeof configuration>['features'];

const isOn = (feature: { readonly enabled: boolean } | undefined): boolean => feature?.enabled === true;

const cancelFeature = (given: Features['subscription_cancel']): object => ({
  cancellation_reason: { enabled: false, options: [] },
  enabled: isOn(given),
  mode: or(given?.mode, 'at_period_end'),
  proration_behavior: 'none',
});

const updateFeature = (given: Features['subscription_update']): object => ({
  billing_cycle_anchor: null,
  default_allowed_updates: [],
  enabled: isOn(given),
  proration_behavior: 'none',
  schedule_at_period_end: { conditions: [] },
  trial_update_behavior: 'end_trial',
});

const featuresOf = (given: Features): object => ({
  customer_update: {
    allowed_updates: or(given.customer_update?.allowed_updates, []),
    enabled: isOn(given.customer_update),
  },
  invoice_history: { enabled: isOn(given.invoice_history) },
  payment_method_update: { enabled: isOn(given.payment_method_update), payment_method_configuration: null },
  subscription_cancel: cancelFeature(given.subscription_cancel),
  subscription_update: updateFeature(given.subscription_update),
});

function createConfiguration(world: World, params: Read<typeof configuration>): Stored {
  const head = born(world, 'bpc_', 'billing_portal.configuration');
  const profile = params.business_profile;
  const made: Stored = {
    ...head,
    active: true,
    application: null,
    business_profile: {
      headline: profile?.headline ?? null,
      privacy_policy_url: profile?.privacy_policy_url ?? null,
      terms_of_service_url: profile?.terms_of_service_url ?? null,
    },
    default_return_url: params.default_return_url ?? null,
    features: featuresOf(params.features),
    is_default: world.portalConfigurations.size === 0,
    livemode: false,
    login_page: { enabled: false, url: null },
    metadata: params.metadata ?? {},
    name: params.name ?? null,
    updated: head.created,
  };
  world.portalConfigurations.add(made, {});
  emit(world, 'billing_portal.configuration.created', made);
  return made;
}

const session = {
  customer: required(text()),
  configuration: text(),
  flow_data: hash({
    type: required(oneOf('payment_method_update')),
    after_completion: hash({
      type: required(oneOf('redirect', 'portal_homepage')),
      redirect: hash({ return_url: required(text()) }),
    }),
  }),
  locale: text(),
  return_url: text(),
};

function createSession(world: World, params: Read<typeof session>): Stored {
  customerOf(world, params.customer, 'customer');
  const { configuration: given } = params;
  const used =
    given === undefined
      ? world.portalConfigurations.oldest()
      : found(world.portalConfigurations.get(given), 'configuration', given, 'configuration');
  if (used === undefined) {
    throw invalid(
      'You can’t create a portal session in test mode until you save your customer portal settings in test mode: create a configuration first.',
      'configuration',
    );
  }
  const head = born(world, 'bps_', 'billing_portal.session');
  const back = params.return_url ?? null;
  const flow = params.flow_data?.type ?? null;
  const made: Stored = {
    ...head,
    configuration: used.id,
    customer: params.customer,
    customer_account: null,
    flow: flow === null ? null : flowOf(flow, back),
    livemode: false,
    locale: params.locale ?? null,
    on_behalf_of: null,
    return_url: back,
    url: `${world.engine.base}/portal/${world.account ?? 'platform'}/${head.id}`,
  };
  world.portals.add(made, { back, locale: params.locale ?? null, flow });
  return made;
}

const flowOf = (type: string, back: string | null): object => ({
  after_completion: { hosted_confirmation: null, redirect: { return_url: back }, type: 'redirect' },
  subscription_cancel: null,
  subscription_update: null,
  subscription_update_confirm: null,
  type,
});

export const portalEndpoints: readonly Endpoint[] = [
  endpoint('POST', 'v1/billing_portal/configurations', configuration, ({ world }, params) =>
    createConfiguration(world, params),
  ),
  endpoint('GET', 'v1/billing_portal/configurations/:id', {}, ({ world, id }) =>
    found(world.portalConfigurations.get(id), 'configuration', id),
  ),
  endpoint(
    'GET',
    'v1/billing_portal/configurations',
    { ...dated, active: flag, is_default: flag },
    ({ world }, params) => {
      const { active, is_default } = params;
      return answerPage('/v1/billing_portal/configurations', world.portalConfigurations, params, {
        matches: (it) =>
          (active === undefined || it['active'] === active) &&
          (is_default === undefined || it['is_default'] === is_default),
      });
    },
  ),
  endpoint('POST', 'v1/billing_portal/sessions', session, ({ world }, params) =>
    createSession(world, params),
  ),
];
