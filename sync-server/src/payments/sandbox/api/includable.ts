/** The fields that an object has only when a request asks for them. */
import { invoicePayments } from '../billing/invoice-payments.ts';
import { lineItems } from './session-endpoints.ts';
import type { Includable } from './expand.ts';

const page = (url: string, data: readonly unknown[]): unknown => ({
  object: 'list',
  data,
  has_more: false,
  url,
});

export const includable: Includable = {
  'checkout.session.line_items': (world, { id }) =>
    page(`/v1/checkout/sessions/${String(id)}/line_items`, lineItems(world, String(id))),
  'charge.refunds': (world, { id }) =>
    page(`/v1/charges/${String(id)}/refunds`, world.refunds.all(['charge', String(id)]).toReversed()),
  'invoice.payments': (world, { id }) =>
    page(`/v1/invoice_payments?invoice=${String(id)}`, invoicePayments(world, String(id))),
};
