/** The onboarding of a connected account (handbook 2.15): opened through a link that works once and not for long. */
import { bankForPayouts, cardForPayouts } from '../connect/external-account.ts';
import { fillAccount } from '../connect/onboarding.ts';
import { TEST_ANSWERS } from '../connect/test-answers.ts';
import type { Account, ExternalAccount } from '../core/records.ts';
import type { LinkNote } from '../core/tables.ts';
import type { World } from '../core/world.ts';
import { findTestBank, TEST_ROUTING } from '../money/test-numbers.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { field } from './method-form.ts';
import { debitCard, faultsOf, readSheet, withoutFaults } from './onboarding-form.ts';
import type { Faults, Sheet } from './onboarding-form.ts';
import { fill, frame, notFound, tongueOf } from './page.ts';
import type { Shown, Tongue, Visit } from './page.ts';
import type { Words } from './words-en.ts';

/** Which field of the page gives what Stripe asks for. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  'business_profile.name': ['displayName'],
  business_type: ['structure'],
  'company.name': ['legalName'],
  'company.tax_id': ['ein'],
  'company.phone': ['phone'],
  'company.address.line1': ['street', 'city', 'state', 'zip'],
  'representative.first_name': ['firstName'],
  'representative.last_name': ['lastName'],
  'representative.title': ['role'],
  'representative.dob.day': ['born'],
  'representative.ssn_last_4': ['ssn'],
  'representative.email': ['representativeEmail'],
  'representative.phone': ['representativePhone'],
  'tos_acceptance.date': ['accepted'],
  external_account: ['payout'],
};

/** What was given at an earlier visit. */
function knownOf(account: Account): ReadonlySet<string> {
  const due = new Set(account.requirements.currently_due.flatMap((it) => FIELDS[it] ?? []));
  return new Set(
    Object.values(FIELDS)
      .flat()
      .filter((it) => !due.has(it)),
  );
}

interface View {
  readonly account: Account;
  readonly tongue: Tongue;
  readonly sheet: Sheet;
  readonly faults: Faults;
}

const STRUCTURES: readonly (readonly [value: string, words: keyof Words])[] = [
  ['incorporated_non_profit', 'nonprofit'],
  ['unincorporated_non_profit', 'unincorporated'],
  ['private_corporation', 'corporation'],
];

type Text = Exclude<keyof Sheet, 'accepted'>;

function input(
  { tongue, sheet, faults }: View,
  name: Text,
  label: keyof Words,
  hint?: keyof Words,
  type = 'text',
): Html {
  const { words } = tongue;
  const fault = faults[name];
  return field({
    name,
    label: words[label],
    value: sheet[name],
    ...(hint === undefined ? {} : { hint: words[hint] }),
    ...(fault === undefined ? {} : { wrong: words[fault] }),
    type,
  });
}

function business(view: View): Html {
  const { words } = view.tongue;
  const options = STRUCTURES.map(
    ([value, name]) =>
      html`<option value="${value}" ${view.sheet.structure === value ? html` selected` : ''}>
        ${words[name]}
      </option>`,
  );
  return html`<fieldset>
    <legend>${words.business}</legend>
    ${input(view, 'displayName', 'displayName', 'displayHint')}${input(view, 'legalName', 'legalName', 'legalHint')}
    <div class="field">
      <label for="structure">${words.structure}</label
      ><select id="structure" name="structure">
        ${options}
      </select>
    </div>
    ${input(view, 'ein', 'ein', 'einHint')}${input(view, 'phone', 'phone')}${input(view, 'street', 'street')}
    <div class="pair">
      ${input(view, 'city', 'city')}${input(view, 'state', 'state')}${input(view, 'zip', 'zip')}
    </div>
  </fieldset>`;
}

function representative(view: View): Html {
  return html`<fieldset>
    <legend>${view.tongue.words.representative}</legend>
    <div class="pair">${input(view, 'firstName', 'firstName')}${input(view, 'lastName', 'lastName')}</div>
    ${input(view, 'role', 'role')}${input(view, 'born', 'born', undefined, 'date')}${input(view, 'ssn', 'ssn', 'ssnHint')}
    ${input(view, 'representativeEmail', 'email')}${input(view, 'representativePhone', 'phone')}
  </fieldset>`;
}

function payouts(view: View): Html {
  const { words } = view.tongue;
  const byCard = view.sheet.way === 'card';
  const radio = (value: string, label: string, checked: boolean): Html =>
    html`<label class="choice"
      ><input type="radio" name="way" value="${value}" ${checked ? html` checked` : ''} /> ${label}</label
    >`;
  return html`<fieldset>
    <legend>${words.payouts}</legend>
    ${radio('bank', words.checking, !byCard)}
    <div class="pair">
      ${input(view, 'routing', 'routing')}${input(view, 'account', 'account', 'payoutBankHint')}
    </div>
    ${radio('card', words.debitCard, byCard)}${input(view, 'number', 'cardNumber', 'payoutCardHint')}
  </fieldset>`;
}

function show(view: View): Shown {
  const { account, tongue, sheet, faults } = view;
  const { words } = tongue;
  const title = fill(words.onboardTitle, { name: account.business_profile.name ?? words.business });
  const count = Object.keys(faults).length;
  const main = html`<main>
    <section>
      <h1>${title}</h1>
      <p class="quiet">${words.onboardText}</p>
      <p><a class="button second" href="?fill=1">${words.fill}</a></p>
    </section>
    <section>
      <form method="post">
        ${count > 0 && html`<p class="fault" role="alert">${fill(words.fault, { count: String(count) })}</p>`}
        ${hasMismatch(account) && html`<p class="fault">${words.einMismatch}</p>`}
        ${business(view)}${representative(view)}${payouts(view)}
        <label class="choice"
          ><input type="checkbox" name="accepted" ${sheet.accepted ? html` checked` : ''} />
          ${words.terms}</label
        >
        ${faults.accepted !== undefined && html`<span class="wrong">${words[faults.accepted]}</span>`}
        <p class="row">
          <button name="do" value="finish">${words.finish}</button>
          <button class="second" name="do" value="later">${words.later}</button>
        </p>
      </form>
    </section>
  </main>`;
  return { status: count > 0 ? 422 : 200, page: frame(tongue, title, main) };
}

function hasMismatch(account: Account): boolean {
  const { errors } = account.requirements;
  return Array.isArray(errors) && errors.length > 0;
}

const EMPTY = readSheet(new URLSearchParams({ way: 'bank', routing: TEST_ROUTING }));

function begun(account: Account, filled: boolean): Sheet {
  if (filled) return { ...EMPTY, ...TEST_ANSWERS, account: '000123456789' };
  return { ...EMPTY, displayName: account.business_profile.name ?? '', structure: 'incorporated_non_profit' };
}

function externalOf(platform: World, account: string, sheet: Sheet): ExternalAccount | undefined {
  const card = debitCard(sheet);
  if (card !== undefined) return cardForPayouts(platform, account, card, sheet.legalName);
  if (sheet.way === 'card' || findTestBank(sheet.account) === undefined) return undefined;
  return bankForPayouts(platform, account, sheet.account, sheet.legalName);
}

function send(
  platform: World,
  account: Account,
  link: LinkNote,
  tongue: Tongue,
  form: URLSearchParams,
): Shown {
  const sheet = readSheet(form);
  const whole = form.get('do') !== 'later';
  const faults = faultsOf(sheet, knownOf(account), whole);
  if (whole && Object.keys(faults).length > 0) return show({ account, tongue, sheet, faults });
  const right = withoutFaults(sheet, faults);
  fillAccount(platform, account.id, right, externalOf(platform, account.id, right));
  return { redirect: link.back };
}

/** A link that was opened before or is too old leads to where a new one is made. */
function openLink(platform: World, id: string, link: LinkNote): Shown {
  if (link.used || link.expires < platform.engine.now()) return { redirect: link.refresh };
  platform.links.annotate(id, { used: true });
  return { redirect: `/onboarding/${id}/form` };
}

/** @param place the link's id; once opened, `<id>/form` */
export function onboardingPage(platform: World, place: string, visit: Visit): Shown {
  const [id = '', form] = place.split('/');
  const link = platform.links.note(id);
  const tongue = tongueOf(null, visit.languages);
  if (link === undefined) return notFound(tongue);
  if (form === undefined) return openLink(platform, id, link);
  if (!link.used) return { redirect: link.refresh };
  const account = platform.accounts.need(link.account);
  if (visit.method === 'POST') return send(platform, account, link, tongue, visit.form);
  return show({ account, tongue, sheet: begun(account, visit.query.has('fill')), faults: {} });
}
