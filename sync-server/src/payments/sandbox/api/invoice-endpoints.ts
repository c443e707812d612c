/** Invoices. */
import { collectInvoice } from '../billing/invoices.ts';
import { invoicePayments } from '../billing/invoice-payments.ts';
import type { Invoice } from '../core/billing-records.ts';
import type { PaymentIntent } from '../core/records.ts';
import { firstGiven } from '../core/values.ts';
import type { World } from '../core/world.ts';
import { answerList, answerPage, dated, endpoint, paging } from './endpoint.ts';
import type { Endpoint } from './endpoint.ts';
import { ApiProblem, found, invalid } from './problems.ts';
import { flag, oneOf, required, text } from './rules.ts';

const invoiceOf = (world: World, id: string): Invoice => found(world.invoices.get(id), 'invoice', id);

function requireOpen({ status }: Invoice): void {
  if (status === 'open') return;
  const message =
    status === 'paid' ? 'Invoice is already paid' : `The invoice is ${status}; only an open one can be paid.`;
  throw invalid(message, undefined, 'invoice_not_editable');
}

function requireOwn(world: World, invoice: Invoice, id: string): void {
  const method = found(world.methods.get(id), 'PaymentMethod', id, 'payment_method');
  if (method.customer === invoice.customer) return;
  throw invalid('The payment method must be attached to the customer of the invoice.', 'payment_method');
}

/** Why the invoice is still not paid. */
function refusal(intent: PaymentIntent | undefined): ApiProblem {
  const error = intent?.last_payment_error;
  if (intent !== undefined && error !== null && error !== undefined) {
    return new ApiProblem(402, { ...error, payment_intent: intent }, true);
  }
  return invalid(
    'There is no `default_payment_method` set on this Customer or Invoice. Please set one or pass a `payment_method`.',
    undefined,
    'invoice_no_payment_method_types',
  );
}

function pay(world: World, id: string, method: string | undefined): Invoice {
  const invoice = invoiceOf(world, id);
  requireOpen(invoice);
  if (method !== undefined) requireOwn(world, invoice, method);
  const after = collectInvoice(world, id, method);
  const [intent] = world.intents.all(['invoice', id]).toReversed();
  if (after.status === 'paid' || intent?.status === 'processing') return after;
  throw refusal(intent);
}

export const invoiceEndpoints: readonly Endpoint[] = [
  endpoint('GET', 'v1/invoices/:id', {}, ({ world, id }) => invoiceOf(world, id)),
  endpoint(
    'GET',
    'v1/invoices',
    {
      ...dated,
      customer: text(),
      status: oneOf('draft', 'open', 'paid', 'uncollectible', 'void'),
      subscription: text(),
    },
    ({ world }, params) => {
      const { customer, status, subscription } = params;
      return answerPage('/v1/invoices', world.invoices, params, {
        by: firstGiven({ subscription, customer }),
        matches: (it) =>
          (status === undefined || it.status === status) &&
          (customer === undefined || it.customer === customer),
      });
    },
  ),
  endpoint(
    'POST',
    'v1/invoices/:id/pay',
    { payment_method: text(), off_session: flag },
    ({ world, id }, params) => pay(world, id, params.payment_method),
  ),
  endpoint('GET', 'v1/invoice_payments', { ...paging, invoice: required(text()) }, ({ world }, { invoice }) =>
    answerList('/v1/invoice_payments', { data: invoicePayments(world, invoice), more: false }, (it) => it),
  ),
];
