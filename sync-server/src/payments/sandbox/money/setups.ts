/** Setup intents: a method saved, for charges to come. */
import type { SetupIntent } from '../core/records.ts';
import type { Metadata } from '../core/stored.ts';
import { born, emit } from '../core/world.ts';
import type { World } from '../core/world.ts';
import { attachMethod } from './methods.ts';

const SHAPE = {
  application: null,
  automatic_payment_methods: null,
  cancellation_reason: null,
  customer_account: null,
  description: null,
  excluded_payment_method_types: null,
  flow_directions: null,
  last_setup_error: null,
  latest_attempt: null,
  livemode: false,
  mandate: null,
  next_action: null,
  on_behalf_of: null,
  payment_method: null,
  payment_method_configuration_details: null,
  payment_method_options: {},
  single_use_mandate: null,
  usage: 'off_session',
};

export interface SetupFields {
  readonly customer: string | null;
  readonly metadata: Metadata;
  readonly description: string | null;
  readonly types: readonly string[];
}

export function makeSetup(world: World, fields: SetupFields): SetupIntent {
  const head = born(world, 'seti_', 'setup_intent');
  const setup: SetupIntent = {
    ...SHAPE,
    ...head,
    client_secret: world.engine.newId(`${head.id}_secret_`),
    customer: fields.customer,
    description: fields.description,
    metadata: fields.metadata,
    payment_method: null,
    payment_method_types: fields.types,
    status: 'requires_payment_method',
  };
  world.setups.add(setup, {});
  emit(world, 'setup_intent.created', setup);
  return setup;
}

/** Saves the method with the setup's customer. */
export function succeedSetup(world: World, id: string, methodId: string): SetupIntent {
  const setup = world.setups.need(id);
  if (setup.customer !== null) attachMethod(world, methodId, setup.customer);
  const done = world.setups.change(id, { payment_method: methodId, status: 'succeeded' });
  emit(world, 'setup_intent.succeeded', done);
  return done;
}

export function failSetup(world: World, id: string, code: string, message: string): SetupIntent {
  const failed = world.setups.change(id, {
    last_setup_error: { type: 'card_error', code, message },
    status: 'requires_payment_method',
  });
  emit(world, 'setup_intent.setup_failed', failed);
  return failed;
}
