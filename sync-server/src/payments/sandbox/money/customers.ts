/** Customers: whoever pays. */
import type { Customer } from '../core/records.ts';
import type { Metadata } from '../core/stored.ts';
import { born, emit } from '../core/world.ts';
import type { World } from '../core/world.ts';

const SHAPE = {
  address: null,
  balance: 0,
  currency: null,
  customer_account: null,
  default_source: null,
  delinquent: false,
  description: null,
  discount: null,
  livemode: false,
  next_invoice_sequence: 1,
  phone: null,
  preferred_locales: [],
  shipping: null,
  tax_exempt: 'none',
  test_clock: null,
};

const INVOICES = {
  custom_fields: null,
  default_payment_method: null,
  footer: null,
  rendering_options: null,
};

export interface CustomerFields {
  readonly metadata?: Metadata | undefined;
  readonly invoice_settings?: { readonly default_payment_method?: string | null | undefined } | undefined;
  readonly [field: string]: unknown;
}

export function makeCustomer(world: World, fields: CustomerFields): Customer {
  const head = born(world, 'cus_', 'customer');
  const customer: Customer = {
    ...SHAPE,
    invoice_prefix: head.id.slice(-8).toUpperCase(),
    ...head,
    ...fields,
    email: typeof fields['email'] === 'string' ? fields['email'] : null,
    name: typeof fields['name'] === 'string' ? fields['name'] : null,
    metadata: fields.metadata ?? {},
    invoice_settings: { ...INVOICES, ...defaults(fields) },
  };
  world.customers.add(customer, {});
  emit(world, 'customer.created', customer);
  return customer;
}

const defaults = (fields: CustomerFields): { default_payment_method?: string | null } => {
  const method = fields.invoice_settings?.default_payment_method;
  return method === undefined ? {} : { default_payment_method: method };
};

/** Adds to what is there, takes away what is given empty. */
export function mergeMetadata(before: Metadata, given: Metadata | undefined): Metadata {
  const merged = { ...before, ...given };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== ''));
}

/** The fields of `before` that `after` has otherwise. */
export function changedFrom(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(before).filter(([key, value]) => after[key] !== value));
}

export function changeCustomer(world: World, id: string, fields: CustomerFields): Customer {
  const before = world.customers.need(id);
  const { metadata, invoice_settings: _, ...rest } = fields;
  const after = world.customers.change(id, {
    ...rest,
    metadata: mergeMetadata(before.metadata, metadata),
    invoice_settings: { ...before.invoice_settings, ...defaults(fields) },
  });
  emit(world, 'customer.updated', after, changedFrom(before, after));
  return after;
}
