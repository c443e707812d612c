/** The hosted invoice: what is owed and for what, and while it is open, a form to pay it. */
import { collectInvoice } from '../billing/invoices.ts';
import type { Invoice } from '../core/billing-records.ts';
import type { Customer } from '../core/records.ts';
import type { World } from '../core/world.ts';
import { attachMethod } from '../money/methods.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { pickMethod, readTyped } from './method-choice.ts';
import type { Picked } from './method-choice.ts';
import { methodFields, testNumbers } from './method-form.ts';
import type { MethodForm } from './method-form.ts';
import { day, fill, frame, money, notFound, payeeOf, tongueOf } from './page.ts';
import type { Shown, Tongue, Visit } from './page.ts';
import { findPlace } from './place.ts';
import { invoiceStatus } from './portal.ts';

interface Open {
  readonly world: World;
  readonly invoice: Invoice;
  readonly customer: Customer;
  readonly tongue: Tongue;
}

function paper({ invoice, customer, tongue }: Open): Html {
  const { words } = tongue;
  const rows = invoice.lines.data.map(
    ({ description, amount }) =>
      html`<tr>
        <td>${description}</td>
        <td class="n">${money(amount, invoice.currency, tongue)}</td>
      </tr>`,
  );
  return html`<section>
    <h1>${fill(words.invoice, { number: invoice.number ?? '' })}</h1>
    <p>
      ${fill(words.invoiceTo, { name: customer.name ?? customer.email ?? customer.id })}<br />
      <span class="quiet">${day(invoice.created, tongue)} · ${invoiceStatus(invoice, words)}</span>
    </p>
    <p class="total">${money(invoice.amount_remaining, invoice.currency, tongue)}</p>
    <table>
      <tbody>
        ${rows}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">${words.total}</th>
          <td class="n">${money(invoice.total, invoice.currency, tongue)}</td>
        </tr>
      </tfoot>
    </table>
  </section>`;
}

const isProcessing = ({ world, invoice }: Open): boolean =>
  world.intents.all(['invoice', invoice.id]).some(({ status }) => status === 'processing');

/** Nothing is to be paid, or not yet known whether it is. */
function closed(open: Open): string | undefined {
  const { invoice, tongue } = open;
  if (invoice.status === 'paid') return tongue.words.paidThanks;
  if (invoice.status !== 'open') return invoiceStatus(invoice, tongue.words);
  return isProcessing(open) ? tongue.words.processing : undefined;
}

function payForm(
  open: Open,
  visit: Visit,
  fault: (Picked & { ok: false }) | undefined,
  declined: boolean,
): Html {
  const { world, invoice, customer, tongue } = open;
  const { words } = tongue;
  const saved = world.methods.all(['customer', customer.id]);
  const types = ['card', 'us_bank_account'];
  const form: MethodForm = { tongue, payee: payeeOf(world), types, saved, mayKeep: false };
  const typed = readTyped(visit);
  const begun = typed.way === '' ? { ...typed, way: saved[0]?.id ?? 'card' } : typed;
  const amount = money(invoice.amount_remaining, invoice.currency, tongue);
  return html`<section>
      <form method="post">
        ${declined && html`<p class="fault" role="alert">${words.declinedOther}</p>`}${methodFields(form, begun, fault)}
        <button class="wide">${fill(words.payAmount, { amount })}</button>
      </form>
    </section>
    ${testNumbers(form)}`;
}

function show(open: Open, visit: Visit, fault?: Picked & { ok: false }, declined = false): Shown {
  const { invoice, tongue } = open;
  const title = fill(tongue.words.invoice, { number: invoice.number ?? '' });
  const said = closed(open);
  if (said !== undefined) {
    const main = html`<main>
      ${paper(open)}
      <section><p>${said}</p></section>
    </main>`;
    return { status: 200, page: frame(tongue, title, main) };
  }
  const form = payForm(open, visit, fault, declined);
  const main = html`<main class="two">
    <div>${paper(open)}</div>
    <div>${form}</div>
  </main>`;
  if (fault !== undefined) return { status: 422, page: frame(tongue, title, main) };
  return { status: declined ? 402 : 200, page: frame(tongue, title, main) };
}

function pay(open: Open, visit: Visit): Shown {
  const { world, invoice, customer } = open;
  if (invoice.status !== 'open') return { redirect: visit.path };
  const saved = world.methods.all(['customer', customer.id]);
  const picked = pickMethod(world, readTyped(visit), saved, customer.email);
  if (!picked.ok) return show(open, visit, picked);
  attachMethod(world, picked.method.id, customer.id);
  const after = collectInvoice(world, invoice.id, picked.method.id);
  const done = after.status === 'paid' || isProcessing(open);
  return done ? { redirect: visit.path } : show({ ...open, invoice: after }, visit, undefined, true);
}

/** @param place `<account>/<invoice>` */
export function invoicePage(platform: World, place: string, visit: Visit): Shown {
  const tongue = tongueOf(null, visit.languages);
  const found = findPlace(platform, place, (world, id) => world.invoices.get(id));
  if (found === undefined) return notFound(tongue);
  const { world, subject: invoice } = found;
  const customer = world.customers.need(invoice.customer);
  const open: Open = { world, invoice, customer, tongue };
  return visit.method === 'POST' ? pay(open, visit) : show(open, visit);
}
