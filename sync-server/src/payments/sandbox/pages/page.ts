/** What every hosted page has: language, frame, money, dates, answers. */
import type { PaymentMethod } from '../core/records.ts';
import { accountOf } from '../core/world.ts';
import type { World } from '../core/world.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { STYLE } from './style.ts';
import { EN } from './words-en.ts';
import type { Words } from './words-en.ts';
import { ES } from './words-es.ts';

export interface Visit {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly form: URLSearchParams;
  readonly languages: string | undefined;
}

export type Shown =
  | { readonly status: number; readonly page: Html }
  /** 303: what was sent is not sent again by going back. */
  | { readonly redirect: string };

export interface Tongue {
  readonly lang: 'en' | 'es';
  readonly words: Words;
}

/** @param locale Stripe's: `auto` or nothing leaves it to the browser */
export function tongueOf(locale: string | null, languages: string | undefined): Tongue {
  const wanted = locale === null || locale === 'auto' ? (languages ?? 'en') : locale;
  return wanted.trim().toLowerCase().startsWith('es') ? { lang: 'es', words: ES } : { lang: 'en', words: EN };
}

export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

export function money(cents: number, currency: string, { lang }: Tongue): string {
  return new Intl.NumberFormat(lang === 'es' ? 'es-US' : 'en-US', { style: 'currency', currency }).format(
    cents / 100,
  );
}

export function day(time: number, { lang }: Tongue): string {
  return new Intl.DateTimeFormat(lang === 'es' ? 'es-US' : 'en-US', {
    dateStyle: 'medium',
    timeZone: 'UTC',
  }).format(time * 1000);
}

/** Whom the payer deals with: the association, or Communitrak itself. */
export function payeeOf(world: World): string {
  return accountOf(world)?.business_profile.name ?? 'Communitrak';
}

const BRANDS: Readonly<Record<string, string>> = { visa: 'Visa', mastercard: 'Mastercard', amex: 'Amex' };

export function methodName({ card, us_bank_account: bank }: PaymentMethod): string {
  if (card !== undefined) return `${BRANDS[card.brand] ?? card.brand} ···· ${card.last4}`;
  return `${bank?.bank_name ?? ''} ···· ${bank?.last4 ?? ''}`;
}

export function frame(tongue: Tongue, title: string, main: Html): Html {
  return html`<!doctype html>
    <html lang="${tongue.lang}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/pages/style.css" />
      </head>
      <body>
        <header><p class="mark">${tongue.words.sandbox}</p></header>
        ${main}
      </body>
    </html> `;
}

/** A page that has only something to say. */
export function plainPage(tongue: Tongue, status: number, title: string, text: string): Shown {
  const main = html`<main>
    <section>
      <h1>${title}</h1>
      <p>${text}</p>
    </section>
  </main>`;
  return { status, page: frame(tongue, title, main) };
}

export const notFound = (tongue: Tongue): Shown =>
  plainPage(tongue, 404, tongue.words.notFound, tongue.words.notFoundText);

export const over = (tongue: Tongue): Shown =>
  plainPage(tongue, 410, tongue.words.overTitle, tongue.words.overText);

export const worldAt = (platform: World, account: string): World | undefined =>
  account === 'platform' ? platform : platform.engine.world(account);

export { STYLE };
