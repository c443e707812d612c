/** The Checkout page: one payment, or a method to save. */
import type { PaymentMethod, Session } from '../core/records.ts';
import type { World } from '../core/world.ts';
import { attempt } from '../money/sessions.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { pickMethod, readTyped } from './method-choice.ts';
import type { Picked, Typed } from './method-choice.ts';
import { methodFields, testNumbers } from './method-form.ts';
import type { MethodForm } from './method-form.ts';
import { fill, frame, money, notFound, over, payeeOf, tongueOf } from './page.ts';
import type { Shown, Tongue, Visit } from './page.ts';
import { findPlace } from './place.ts';
import type { Words } from './words-en.ts';

function savedFor(world: World, session: Session): readonly PaymentMethod[] {
  if (session.mode === 'setup' || session.customer === null) return [];
  return world.methods
    .all(['customer', session.customer])
    .filter(({ type }) => session.payment_method_types.includes(type));
}

function summary(world: World, session: Session, tongue: Tongue): Html {
  const { words } = tongue;
  const payee = payeeOf(world);
  if (session.mode === 'setup')
    return html`<section><h1>${fill(words.saveFor, { name: payee })}</h1></section>`;
  const currency = session.currency ?? 'usd';
  const lines = world.sessions.note(session.id)?.lines ?? [];
  const rows = lines.map(
    ({ name, description, quantity, unit }) =>
      html`<tr>
        <td>
          ${name}${quantity > 1 && ` × ${String(quantity)}`}
          ${description !== null && html`<br /><span class="hint">${description}</span>`}
        </td>
        <td class="n">${money(unit * quantity, currency, tongue)}</td>
      </tr>`,
  );
  return html`<section>
    <h1>${fill(words.payTo, { name: payee })}</h1>
    <p class="total">${money(session.amount_total ?? 0, currency, tongue)}</p>
    <table>
      <tbody>
        ${rows}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">${words.total}</th>
          <td class="n">${money(session.amount_total ?? 0, currency, tongue)}</td>
        </tr>
      </tfoot>
    </table>
  </section>`;
}

interface State {
  readonly typed: Typed;
  readonly fault?: (Picked & { ok: false }) | undefined;
  /** Why the last attempt did not go through. */
  readonly declined?: string | undefined;
}

function declinedWords(words: Words, code: string): string {
  const key = code as keyof Words;
  return words[key] ?? words.declinedOther;
}

function formOf(world: World, session: Session, tongue: Tongue): MethodForm {
  return {
    tongue,
    payee: payeeOf(world),
    types: session.payment_method_types,
    saved: savedFor(world, session),
    mayKeep: session.mode !== 'setup' && session.customer !== null,
  };
}

/** Title, button and way back, for a payment and for a method to save. */
function labels(
  session: Session,
  { tongue, payee }: MethodForm,
): { title: string; button: string; back: string } {
  const { words } = tongue;
  if (session.mode === 'setup') return { title: words.saveTitle, button: words.save, back: words.backSaving };
  const amount = money(session.amount_total ?? 0, session.currency ?? 'usd', tongue);
  const title = fill(words.payTo, { name: payee });
  return { title, button: fill(words.payAmount, { amount }), back: words.back };
}

const statusOf = ({ fault, declined }: State): number => {
  if (fault !== undefined) return 422;
  return declined === undefined ? 200 : 402;
};

function show(world: World, session: Session, tongue: Tongue, state: State): Shown {
  const form = formOf(world, session, tongue);
  const { title, button, back } = labels(session, form);
  const fault = state.declined !== undefined && [declinedWords(tongue.words, state.declined)];
  const leave = session.cancel_url !== null && html`<p><a href="${session.cancel_url}">${back}</a></p>`;
  const main = html`<main class="two">
    <div>${summary(world, session, tongue)} ${leave}</div>
    <div>
      <section>
        <form method="post">
          ${fault && html`<p class="fault" role="alert">${fault}</p>`}
          ${methodFields(form, state.typed, state.fault)}
          <button class="wide" type="submit">${button}</button>
        </form>
      </section>
      ${testNumbers(form)}
    </div>
  </main>`;
  return { status: statusOf(state), page: frame(tongue, title, main) };
}

/** The customer wants to keep it: the payment's method is attached when the payment goes through. */
function keep(world: World, session: Session): void {
  const note = world.sessions.note(session.id);
  if (note === undefined) return;
  world.sessions.annotate(session.id, { intent: { ...note.intent, setup_future_usage: 'off_session' } });
  if (session.payment_intent !== null) {
    world.intents.change(session.payment_intent, { setup_future_usage: 'off_session' });
  }
}

function send(world: World, session: Session, tongue: Tongue, typed: Typed): Shown {
  const saved = savedFor(world, session);
  const customer = world.customers.get(session.customer ?? '');
  const picked = pickMethod(world, typed, saved, customer?.email ?? null);
  if (!picked.ok) return show(world, session, tongue, { typed, fault: picked });
  if (typed.keep && session.mode === 'payment') keep(world, session);
  const result = attempt(world, session, picked.method);
  if (result.kind !== 'declined') return { redirect: result.url };
  return show(world, session, tongue, { typed, declined: result.message });
}

/** The form as it opens: with what a link filled in, or the first way to pay. */
function openForm(world: World, session: Session, tongue: Tongue, visit: Visit): Shown {
  const typed = readTyped(visit);
  const [kind = 'card'] = session.payment_method_types;
  const first = savedFor(world, session)[0]?.id ?? kind;
  const begun = typed.way === '' ? { ...typed, way: first } : typed;
  return show(world, session, tongue, { typed: begun, declined: visit.query.get('declined') ?? undefined });
}

/** @param place `<account>/<session>` */
export function checkoutPage(platform: World, place: string, visit: Visit): Shown {
  const found = findPlace(platform, place, (world, id) => world.sessions.get(id));
  if (found === undefined) return notFound(tongueOf(null, visit.languages));
  const { world, subject: session } = found;
  const tongue = tongueOf(session.locale, visit.languages);
  if (session.status !== 'open') return over(tongue);
  if (visit.method === 'POST') return send(world, session, tongue, readTyped(visit));
  return openForm(world, session, tongue, visit);
}
