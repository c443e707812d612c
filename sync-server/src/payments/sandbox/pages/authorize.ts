/** The page of the holder's bank: authorize a payment or a card to be saved, or not. */
import { applyIntent } from '../billing/invoices.ts';
import type { PaymentIntent, PaymentMethod, Session, SetupIntent } from '../core/records.ts';
import type { World } from '../core/world.ts';
import { tryPayment } from '../money/intents.ts';
import { attempt } from '../money/sessions.ts';
import type { Attempt } from '../money/sessions.ts';
import { html } from './html.ts';
import { fill, frame, money, notFound, over, payeeOf, tongueOf, worldAt } from './page.ts';
import type { Shown, Tongue, Visit } from './page.ts';

function ask(world: World, tongue: Tongue, intent: PaymentIntent | undefined): Shown {
  const { words } = tongue;
  const name = payeeOf(world);
  const text =
    intent === undefined
      ? fill(words.authorizeSave, { name })
      : fill(words.authorizeText, { name, amount: money(intent.amount, intent.currency, tongue) });
  const main = html`<main>
    <section>
      <h1>${words.authorizeTitle}</h1>
      <p>${text}</p>
      <form method="post" class="row">
        <button name="answer" value="authorize">${words.authorize}</button>
        <button class="second" name="answer" value="fail">${words.fail}</button>
      </form>
    </section>
  </main>`;
  return { status: 200, page: frame(tongue, words.authorizeTitle, main) };
}

function backTo(world: World, session: Session, result: Attempt): string {
  if (result.kind !== 'declined') return result.url;
  return `/checkout/${world.account ?? 'platform'}/${session.id}?declined=${result.message}`;
}

/** A payment that was begun through the API: the browser returns there. */
function answerAlone(world: World, intent: PaymentIntent, methodId: string, agreed: boolean): string {
  const after = tryPayment(world, intent.id, methodId, { offSession: false, agreed });
  const invoice = world.intents.note(intent.id)?.invoice;
  if (invoice !== undefined) applyIntent(world, after, invoice);
  const back = new URL(world.intents.note(intent.id)?.back ?? '/', world.engine.base);
  back.searchParams.set('payment_intent', intent.id);
  back.searchParams.set('payment_intent_client_secret', intent.client_secret);
  back.searchParams.set('redirect_status', after.status === 'succeeded' ? 'succeeded' : 'failed');
  return back.href;
}

interface Asked {
  readonly world: World;
  readonly subject: PaymentIntent | SetupIntent;
  readonly session: Session | undefined;
  readonly method: string | null | undefined;
}

const isPayment = (subject: PaymentIntent | SetupIntent): subject is PaymentIntent =>
  subject.object === 'payment_intent';

function find(world: World, secret: string): Asked | undefined {
  const id = secret.split('_secret_')[0] ?? '';
  const subject = world.intents.get(id) ?? world.setups.get(id);
  if (subject?.['client_secret'] !== secret) return undefined;
  const [session] = world.sessions.all([subject.object, id]);
  const method = isPayment(subject) ? subject.payment_method : world.setups.note(id)?.method;
  return { world, subject, session, method };
}

const isOpen = ({ status, object }: PaymentIntent | SetupIntent): boolean =>
  status === (object === 'payment_intent' ? 'requires_action' : 'requires_payment_method');

function answer(
  { world, subject, session }: Asked,
  method: PaymentMethod,
  agreed: boolean,
): string | undefined {
  if (session !== undefined) return backTo(world, session, attempt(world, session, method, agreed));
  return isPayment(subject) ? answerAlone(world, subject, method.id, agreed) : undefined;
}

function respond(asked: Asked, tongue: Tongue, visit: Visit): Shown {
  const { world, subject } = asked;
  const method = world.methods.get(asked.method ?? '');
  if (!isOpen(subject) || method === undefined) return over(tongue);
  if (visit.method !== 'POST') return ask(world, tongue, isPayment(subject) ? subject : undefined);
  const next = answer(asked, method, visit.form.get('answer') === 'authorize');
  return next === undefined ? over(tongue) : { redirect: next };
}

/** @param place `<account>/<client secret>` */
export function authorizePage(platform: World, place: string, visit: Visit): Shown {
  const [account = '', secret = ''] = place.split('/');
  const world = worldAt(platform, account);
  const asked = world === undefined ? undefined : find(world, secret);
  const tongue = tongueOf(asked?.session?.locale ?? null, visit.languages);
  return asked === undefined ? notFound(tongue) : respond(asked, tongue, visit);
}
