/**
 * The part of a hosted page where a method is chosen: a saved one, a card, a bank account, a wallet. Test numbers are links
 * that fill the number in, so that no script is needed.
 */
import type { PaymentMethod } from '../core/records.ts';
import { TEST_BANKS, TEST_CARDS, TEST_ROUTING } from '../money/test-numbers.ts';
import type { TestCard } from '../money/test-numbers.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import type { Picked, Typed } from './method-choice.ts';
import { fill, methodName } from './page.ts';
import type { Tongue } from './page.ts';
import type { Words } from './words-en.ts';

export interface MethodForm {
  readonly tongue: Tongue;
  readonly payee: string;
  readonly types: readonly string[];
  readonly saved: readonly PaymentMethod[];
  /** Whether the customer may choose to keep the method. */
  readonly mayKeep: boolean;
  /** What the links of the test numbers keep of the page's query. */
  readonly links?: string;
}

function way(typed: Typed, value: string, label: string): Html {
  return html`<label class="choice"
    ><input type="radio" name="way" value="${value}" ${typed.way === value ? html` checked` : ''} />
    ${label}</label
  >`;
}

interface Input {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly hint?: string;
  readonly wrong?: string | undefined;
  readonly numeric?: boolean;
  readonly type?: string;
}

/** A labelled input, with hint and fault read out with it. */
export function field({ name, label, value, hint, wrong, numeric, type = 'text' }: Input): Html {
  const described = [hint === undefined ? '' : `${name}-hint`, wrong === undefined ? '' : `${name}-wrong`]
    .filter((it) => it !== '')
    .join(' ');
  return html`<div class="field">
    <label for="${name}">${label}</label>
    <input
      id="${name}"
      name="${name}"
      type="${type}"
      value="${value}"
      autocomplete="off"
      ${
        numeric === true ? html` inputmode="numeric"` : ''
      }${described === '' ? '' : html` aria-describedby="${described}"`}${
        wrong === undefined ? '' : html` aria-invalid="true"`
      }
    />
    ${hint === undefined ? '' : html`<span class="hint" id="${name}-hint">${hint}</span>`}
    ${wrong === undefined ? '' : html`<span class="wrong" id="${name}-wrong">${wrong}</span>`}
  </div>`;
}

function cardFields(words: Words, typed: Typed, wrong: (name: string) => string | undefined): Html {
  return html`<fieldset class="for-card">
    <legend>${words.newCard}</legend>
    ${field({ name: 'number', label: words.cardNumber, value: typed.number, hint: words.cardHint, wrong: wrong('number'), numeric: true })}
    <div class="pair">
      ${field({ name: 'expiry', label: words.expiry, value: typed.expiry, wrong: wrong('expiry') })}
      ${field({ name: 'cvc', label: words.cvc, value: typed.cvc, wrong: wrong('cvc'), numeric: true })}
    </div>
  </fieldset>`;
}

function bankFields(form: MethodForm, typed: Typed, wrong: (name: string) => string | undefined): Html {
  const { words } = form.tongue;
  const routing = typed.routing === '' ? TEST_ROUTING : typed.routing;
  return html`<fieldset class="for-bank">
    <legend>${words.bank}</legend>
    <div class="pair">
      ${field({ name: 'routing', label: words.routing, value: routing, wrong: wrong('routing'), numeric: true })}
      ${field({ name: 'account', label: words.account, value: typed.account, wrong: wrong('account'), numeric: true })}
    </div>
    <p class="hint">${fill(words.mandate, { name: form.payee })}</p>
  </fieldset>`;
}

function ways({ tongue: { words }, types, saved }: MethodForm, typed: Typed): Html {
  const card = types.includes('card') && [
    way(typed, 'card', words.newCard),
    way(typed, 'apple_pay', words.applePay),
    way(typed, 'google_pay', words.googlePay),
  ];
  const known = saved.map((it) => way(typed, it.id, fill(words.saved, { method: methodName(it) })));
  return html`<div class="saved">${known}</div>
    ${card}${types.includes('us_bank_account') && way(typed, 'us_bank_account', words.bank)}`;
}

/** The fields between the form's tags. @param fault of what was sent before */
export function methodFields(form: MethodForm, typed: Typed, fault?: Picked & { ok: false }): Html {
  const { words } = form.tongue;
  const wrong = (name: string): string | undefined =>
    fault?.field === name ? words[fault.fault] : undefined;
  const keep = html`<label class="choice"
    ><input type="checkbox" name="keep" ${typed.keep ? html` checked` : ''} /> ${words.keep}</label
  >`;
  return html`<fieldset>
      <legend>${form.mayKeep ? words.how : words.which}</legend>
      ${wrong('way') !== undefined && html`<span class="wrong">${wrong('way')}</span>`}${ways(form, typed)}
    </fieldset>
    ${form.types.includes('card') && cardFields(words, typed, wrong)}
    ${form.types.includes('us_bank_account') && bankFields(form, typed, wrong)}
    <div class="for-new">
      ${field({ name: 'name', label: words.holder, value: typed.name })}${form.mayKeep && keep}
    </div>`;
}

function cardOutcome(words: Words, { behaviour, funding }: TestCard): string {
  if (behaviour !== 'succeeds' || funding === 'credit') return words[behaviour];
  return funding === 'prepaid' ? words.prepaid : words.debit;
}

const BANK_OUTCOMES: Readonly<Record<string, keyof Words>> = {
  succeeds: 'bankSucceeds',
  insufficient: 'bankInsufficient',
};

const groups = (number: string): string => number.replaceAll(/(\d{4})(?=\d)/g, '$1 ');

/** The list of test numbers; each link fills its number into the form of the same page. */
export function testNumbers(form: MethodForm): Html {
  const { words } = form.tongue;
  const { links = '' } = form;
  const row = (link: string, shown: string, outcome: string): Html =>
    html`<tr>
      <td>
        <a href="${link}" aria-label="${fill(words.use, { number: shown })}"
          ><code class="number">${shown}</code></a
        >
      </td>
      <td>${outcome}</td>
    </tr>`;
  const cards = TEST_CARDS.map((it) =>
    row(`?${links}way=card&number=${it.number}`, groups(it.number), cardOutcome(words, it)),
  );
  const banks = TEST_BANKS.map(({ number, behaviour }) => {
    const link = `?${links}way=us_bank_account&routing=${TEST_ROUTING}&account=${number}`;
    return row(link, number, words[BANK_OUTCOMES[behaviour] ?? behaviour]);
  });
  return html`<section>
    <h2>${words.tests}</h2>
    <p class="hint">${words.testsHint}</p>
    <table>
      <thead>
        <tr>
          <th scope="col">${words.number}</th>
          <th scope="col">${words.outcome}</th>
        </tr>
      </thead>
      <tbody>
        ${form.types.includes('card') && cards}${form.types.includes('us_bank_account') && banks}
      </tbody>
    </table>
  </section>`;
}
