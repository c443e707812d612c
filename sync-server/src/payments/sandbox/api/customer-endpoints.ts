/** Customers, their payment methods, and the setup intents that save those. */
import type { Customer } from '../core/records.ts';
import type { World } from '../core/world.ts';
import { changeCustomer, makeCustomer } from '../money/customers.ts';
import { detachMethod } from '../money/methods.ts';
import { answerPage, dated, endpoint, paging } from './endpoint.ts';
import type { Endpoint } from './endpoint.ts';
import { found, invalid } from './problems.ts';
import { anything, clearable, hash, list, metadata, oneOf, required, text } from './rules.ts';

const optional = clearable(text());

const address = hash({
  city: optional,
  country: optional,
  line1: optional,
  line2: optional,
  postal_code: optional,
  state: optional,
});

const fields = {
  address: clearable(address),
  description: optional,
  email: optional,
  invoice_settings: hash({ default_payment_method: optional, footer: optional }),
  metadata,
  name: clearable(text(256)),
  phone: optional,
  preferred_locales: list(text()),
  tax_exempt: oneOf('none', 'exempt', 'reverse'),
};

export function customerOf(world: World, id: string, param?: string): Customer {
  return found(world.customers.get(id), 'customer', id, param);
}

function checkDefault(world: World, customer: string | undefined, method: string | null | undefined): void {
  if (typeof method !== 'string') return;
  const param = 'invoice_settings[default_payment_method]';
  const it = found(world.methods.get(method), 'PaymentMethod', method, param);
  if (it.customer === customer) return;
  throw invalid(
    `The customer does not have a payment method with the ID ${method}. The payment method must be attached to the customer.`,
    param,
    'resource_missing',
  );
}

const types = oneOf('card', 'us_bank_account');

export const customerEndpoints: readonly Endpoint[] = [
  endpoint('POST', 'v1/customers', fields, ({ world }, params) => {
    checkDefault(world, undefined, params.invoice_settings?.default_payment_method);
    return makeCustomer(world, params);
  }),
  endpoint('GET', 'v1/customers/:id', {}, ({ world, id }) => customerOf(world, id)),
  endpoint('POST', 'v1/customers/:id', fields, ({ world, id }, params) => {
    customerOf(world, id);
    checkDefault(world, id, params.invoice_settings?.default_payment_method);
    return changeCustomer(world, id, params);
  }),
  endpoint('GET', 'v1/customers', { ...dated, email: text() }, ({ world }, params) => {
    const { email } = params;
    const matches = email === undefined ? undefined : (it: Customer): boolean => it.email === email;
    return answerPage('/v1/customers', world.customers, params, { matches });
  }),
  endpoint(
    'GET',
    'v1/customers/:id/payment_methods',
    { ...paging, type: types, allow_redisplay: anything },
    ({ world, id }, params) => {
      customerOf(world, id);
      const { type } = params;
      return answerPage(`/v1/customers/${id}/payment_methods`, world.methods, params, {
        by: ['customer', id],
        matches: (it) => type === undefined || it.type === type,
      });
    },
  ),
  endpoint('GET', 'v1/customers/:id/payment_methods/:method', {}, ({ world, id }) => {
    const [customer = '', method = ''] = id.split('/');
    customerOf(world, customer);
    const it = found(world.methods.get(method), 'PaymentMethod', method);
    return found(it.customer === customer ? it : undefined, 'PaymentMethod', method);
  }),
  endpoint(
    'GET',
    'v1/payment_methods',
    { ...paging, customer: required(text()), type: types },
    ({ world }, params) => {
      customerOf(world, params.customer, 'customer');
      const { type } = params;
      return answerPage('/v1/payment_methods', world.methods, params, {
        by: ['customer', params.customer],
        matches: (it) => type === undefined || it.type === type,
      });
    },
  ),
  endpoint('GET', 'v1/payment_methods/:id', {}, ({ world, id }) =>
    found(world.methods.get(id), 'PaymentMethod', id),
  ),
  endpoint('POST', 'v1/payment_methods/:id/detach', {}, ({ world, id }) => {
    const method = found(world.methods.get(id), 'PaymentMethod', id);
    if (method.customer === null) {
      throw invalid(
        'The payment method you provided is not attached to a customer so detachment is impossible.',
        'payment_method',
      );
    }
    return detachMethod(world, id);
  }),
  endpoint('GET', 'v1/setup_intents/:id', {}, ({ world, id }) =>
    found(world.setups.get(id), 'setupintent', id),
  ),
];
