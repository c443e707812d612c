/** /sandbox: for people who try the product. The clock, who has connected, what was paid out, what has happened. */
import type { Dispute, Event } from '../core/records.ts';
import type { World } from '../core/world.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { day, fill, frame, money, payeeOf, tongueOf } from './page.ts';
import type { Tongue } from './page.ts';
import type { Words } from './words-en.ts';

export interface Dashboard {
  readonly worlds: readonly World[];
  readonly platform: World;
  readonly clock: { now(): number; ahead(): number };
  readonly version: string | undefined;
  readonly languages: string | undefined;
}

const DAY_SECONDS = 86_400;
const SHOWN = 30;

const dayTime = (time: number, { lang }: Tongue): string =>
  new Intl.DateTimeFormat(lang === 'es' ? 'es-US' : 'en-US', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
  }).format(time * 1000);

const clockButton = (label: string, days: number): Html =>
  html`<button class="second" name="advance" value="${String(days * DAY_SECONDS)}">${label}</button>`;

function clockCard({ clock }: Dashboard, tongue: Tongue): Html {
  const { words } = tongue;
  const days = Math.round(clock.ahead() / DAY_SECONDS);
  return html`<section>
    <h2>${words.clock}</h2>
    <p>
      <strong>${dayTime(clock.now(), tongue)} UTC</strong><br />
      <span class="quiet"
        >${days === 0 ? words.clockReal : fill(words.clockAhead, { days: String(days) })}</span
      >
    </p>
    <form method="post" action="/sandbox/clock" class="row">
      ${clockButton(words.nextDay, 1)}${clockButton(words.nextWeek, 7)}${clockButton(words.nextMonth, 30)}
    </form>
  </section>`;
}

/** @param amounts the heading of the column of amounts, which stand right */
function table(head: readonly string[], rows: readonly Html[], empty: string, amounts = ''): Html {
  if (rows.length === 0) return html`<p class="quiet">${empty}</p>`;
  return html`<div class="scroll" tabindex="0">
    <table>
      <thead>
        <tr>
          ${head.map((it) => html`<th scope="col" class="${it === amounts ? 'n' : ''}">${it}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

function accountsCard({ platform }: Dashboard, tongue: Tongue): Html {
  const { words } = tongue;
  const rows = platform.accounts.all().map((it) => {
    const due = it.requirements.currently_due.length;
    const [bank] = it.external_accounts.data;
    return html`<tr>
      <td>${it.business_profile.name ?? it.id}<br /><code>${it.id}</code></td>
      <td>${due === 0 ? words.ready : fill(words.dueNow, { count: String(due) })}</td>
      <td>${bank === undefined ? '–' : `···· ${bank.last4}`}</td>
    </tr>`;
  });
  return html`<section>
    <h2>${words.accounts}</h2>
    ${table([words.name, words.stands, words.bankOf], rows, words.noAccounts)}
  </section>`;
}

function payoutsCard({ worlds }: Dashboard, tongue: Tongue): Html {
  const { words } = tongue;
  const latest = worlds
    .flatMap((world) => world.payouts.page({ limit: SHOWN }).data.map((payout) => ({ world, payout })))
    .toSorted((one, other) => other.payout.created - one.payout.created)
    .slice(0, SHOWN);
  const rows = latest.map(
    ({ world, payout }) =>
      html`<tr>
        <td>${payeeOf(world)}<br /><code>${payout.id}</code></td>
        <td>${day(payout.arrival_date, tongue)}</td>
        <td>${payout.status}</td>
        <td class="n">${money(payout.amount, payout.currency, tongue)}</td>
      </tr>`,
  );
  const head = [words.name, words.arrives, words.status, words.amount];
  return html`<section>
    <h2>${words.payoutsTitle}</h2>
    ${table(head, rows, words.noPayouts, words.amount)}
  </section>`;
}

function decide(world: World, { id }: Dispute, words: Words): Html {
  const button = (outcome: string, text: string, label: string): Html =>
    html`<button class="second" name="outcome" value="${outcome}" aria-label="${fill(label, { id })}">
      ${text}
    </button>`;
  return html`<form method="post" action="/sandbox/disputes" class="row">
    <input type="hidden" name="account" value="${world.account ?? 'platform'}" /><input
      type="hidden"
      name="dispute"
      value="${id}"
    />
    ${button('won', words.win, words.winOf)}${button('lost', words.lose, words.loseOf)}
  </form>`;
}

function disputesCard({ worlds }: Dashboard, tongue: Tongue): Html {
  const { words } = tongue;
  const rows = worlds.flatMap((world) =>
    world.disputes.page({ limit: SHOWN }).data.map(
      (it) =>
        html`<tr>
          <td>${payeeOf(world)}<br /><code>${it.id}</code></td>
          <td>${it.reason}<br />${it.status}</td>
          <td class="n">${money(it.amount, it.currency, tongue)}</td>
          <td>${it.status === 'needs_response' && decide(world, it, words)}</td>
        </tr>`,
    ),
  );
  const head = [words.name, words.status, words.amount, words.decide];
  return html`<section>
    <h2>${words.disputes}</h2>
    ${table(head, rows, words.noDisputes, words.amount)}
  </section>`;
}

function eventsCard({ worlds }: Dashboard, tongue: Tongue): Html {
  const { words } = tongue;
  const latest = worlds
    .flatMap((world) =>
      world.events.page({ limit: SHOWN }).data.map((event): [World, Event] => [world, event]),
    )
    .toSorted(([, one], [, other]) => other.created - one.created)
    .slice(0, SHOWN);
  const rows = latest.map(
    ([world, it]) =>
      html`<tr>
        <td><strong>${it.type}</strong><br /><code>${it.id}</code></td>
        <td>${payeeOf(world)}</td>
        <td>${dayTime(it.created, tongue)}</td>
        <td>${world.waiting.get(it.id) !== undefined ? words.waiting : words.delivered}</td>
      </tr>`,
  );
  return html`<section>
    <h2>${words.events}</h2>
    ${table([words.event, words.name, words.date, words.status], rows, words.noEvents)}
  </section>`;
}

export function dashboardPage(it: Dashboard): Html {
  const tongue = tongueOf(null, it.languages);
  const { words } = tongue;
  const main = html`<main>
    <h1>${words.dashboard}</h1>
    <p class="quiet">
      ${words.dashboardText} ${it.version !== undefined && fill(words.requestsWith, { version: it.version })}
    </p>
    ${clockCard(it, tongue)}${accountsCard(it, tongue)}${payoutsCard(it, tongue)}${disputesCard(it, tongue)}${eventsCard(it, tongue)}
  </main>`;
  return frame(tongue, words.dashboard, main);
}
