/** The customer portal: saved methods, which of them is the default, a further one, the invoices. */
import type { Invoice } from '../core/billing-records.ts';
import type { Customer, PaymentMethod } from '../core/records.ts';
import type { PortalNote } from '../core/tables.ts';
import type { World } from '../core/world.ts';
import { changeCustomer } from '../money/customers.ts';
import { detachMethod } from '../money/methods.ts';
import { attempt } from '../money/sessions.ts';
import { makePortalSetup } from '../money/portal-setup.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { pickMethod, readTyped } from './method-choice.ts';
import type { Picked } from './method-choice.ts';
import { methodFields, testNumbers } from './method-form.ts';
import type { MethodForm } from './method-form.ts';
import { day, fill, frame, methodName, money, notFound, payeeOf, tongueOf } from './page.ts';
import type { Shown, Tongue, Visit } from './page.ts';
import { findPlace } from './place.ts';
import type { Words } from './words-en.ts';

interface Open {
  readonly world: World;
  readonly customer: Customer;
  readonly note: PortalNote;
  readonly tongue: Tongue;
}

function methodRow({ customer, tongue }: Open, method: PaymentMethod): Html {
  const { words } = tongue;
  const name = methodName(method);
  const isDefault = customer.invoice_settings.default_payment_method === method.id;
  return html`<li>
    <form method="post" class="row">
      <input type="hidden" name="method" value="${method.id}" /> <span>${name}</span>${
        isDefault
          ? html`<span class="good">${words.isDefault}</span>`
          : html`<button
              class="second"
              name="do"
              value="default"
              aria-label="${fill(words.makeDefaultOf, { method: name })}"
            >
              ${words.makeDefault}
            </button>`
      }<button class="second" name="do" value="remove" aria-label="${fill(words.removeOf, { method: name })}">
        ${words.remove}
      </button>
    </form>
  </li>`;
}

export function invoiceStatus(invoice: Invoice, words: Words): string {
  switch (invoice.status) {
    case 'paid':
      return words.paid;
    case 'open':
      return words.open;
    case 'void':
      return words.void;
    case 'uncollectible':
      return words.uncollectible;
    default:
      return words.draft;
  }
}

function invoiceRows({ world, customer, tongue }: Open): Html {
  const { words } = tongue;
  const { data } = world.invoices.page({ by: ['customer', customer.id], limit: 100 });
  if (data.length === 0) return html`<p class="quiet">${words.noInvoices}</p>`;
  const rows = data.map((it) => {
    const name = it.number ?? words.draft;
    const number =
      it.hosted_invoice_url === null ? name : html`<a href="${it.hosted_invoice_url}">${name}</a>`;
    return html`<tr>
      <td>${number}</td>
      <td>${day(it.created, tongue)}</td>
      <td>${invoiceStatus(it, words)}</td>
      <td class="n">${money(it.total, it.currency, tongue)}</td>
    </tr>`;
  });
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th scope="col">${words.what}</th>
          <th scope="col">${words.date}</th>
          <th scope="col">${words.status}</th>
          <th scope="col" class="n">${words.amount}</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

function backLink({ world, note, tongue }: Open): Html {
  const text = fill(tongue.words.backTo, { name: payeeOf(world) });
  return html`${note.back !== null && html`<p><a href="${note.back}">${text}</a></p>`}`;
}

function overview(open: Open): Shown {
  const { world, customer, tongue } = open;
  const { words } = tongue;
  const methods = world.methods.all(['customer', customer.id]);
  const main = html`<main>
    <h1>${words.portalTitle}</h1>
    ${backLink(open)}
    <section>
      <h2>${words.methods}</h2>
      ${
        methods.length === 0
          ? html`<p class="quiet">${words.noMethods}</p>`
          : html`<ul class="plain">
              ${methods.map((it) => methodRow(open, it))}
            </ul>`
      }
      <p><a class="button" href="?add=1">${words.add}</a></p>
    </section>
    <section>
      <h2>${words.invoices}</h2>
      ${invoiceRows(open)}
    </section>
  </main>`;
  return { status: 200, page: frame(tongue, words.portalTitle, main) };
}

function adding(open: Open, visit: Visit, fault?: Picked & { ok: false }, declined?: string): Shown {
  const { world, tongue } = open;
  const { words } = tongue;
  const types = ['card', 'us_bank_account'];
  const form: MethodForm = { tongue, payee: payeeOf(world), types, saved: [], mayKeep: false };
  const typed = readTyped(visit);
  const begun = typed.way === '' ? { ...typed, way: 'card' } : typed;
  const main = html`<main class="two">
    <div>
      <section>
        <h1>${words.add}</h1>
        <p><a href="${visit.path}">${words.backSaving}</a></p>
      </section>
    </div>
    <div>
      <section>
        <form method="post" action="?add=1">
          ${
            declined !== undefined && html`<p class="fault" role="alert">${words.card_declined}</p>`
          }${methodFields(form, begun, fault)}
          <button class="wide" name="do" value="add">${words.save}</button>
        </form>
      </section>
      ${testNumbers({ ...form, links: 'add=1&' })}
    </div>
  </main>`;
  return { status: fault === undefined ? 200 : 422, page: frame(tongue, words.add, main) };
}

function add(open: Open, visit: Visit): Shown {
  const { world, customer, note } = open;
  const picked = pickMethod(world, readTyped(visit), [], customer.email);
  if (!picked.ok) return adding(open, visit, picked);
  const overviewUrl = world.engine.base + visit.path;
  // Whoever came only for this goes back to where they came from.
  const back = note.flow === null ? overviewUrl : (note.back ?? overviewUrl);
  const session = makePortalSetup(world, customer, back);
  const result = attempt(world, session, picked.method);
  return result.kind === 'declined'
    ? adding(open, visit, undefined, result.message)
    : { redirect: result.url };
}

function act(open: Open, visit: Visit): Shown {
  const { world, customer } = open;
  const action = visit.form.get('do');
  if (action === 'add') return add(open, visit);
  const method = world.methods.get(visit.form.get('method') ?? '');
  // One that was removed on another page meanwhile is gone already.
  if (method?.customer === customer.id) {
    if (action === 'remove') detachMethod(world, method.id);
    if (action === 'default') {
      changeCustomer(world, customer.id, { invoice_settings: { default_payment_method: method.id } });
    }
  }
  return { redirect: visit.path };
}

function findOpen(platform: World, place: string, visit: Visit): Open | undefined {
  const found = findPlace(platform, place, (world, id) => world.portals.get(id));
  if (found === undefined) return undefined;
  const { world, subject } = found;
  const note = world.portals.note(subject.id);
  const customer = world.customers.get(String(subject['customer']));
  if (note === undefined || customer === undefined) return undefined;
  return { world, customer, note, tongue: tongueOf(note.locale, visit.languages) };
}

/** @param place `<account>/<session>` */
export function portalPage(platform: World, place: string, visit: Visit): Shown {
  const open = findOpen(platform, place, visit);
  if (open === undefined) return notFound(tongueOf(null, visit.languages));
  if (visit.method === 'POST') return act(open, visit);
  return visit.query.has('add') || open.note.flow !== null ? adding(open, visit) : overview(open);
}
