/** One day of one household's autopay, out of the desk's papers: the drafts to write and what to tell. Pure. */
import { dateInZone } from '@communitrak/domain/core/dates.ts';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import { SYSTEM } from '@communitrak/domain/core/principal.ts';
import { createNotice, type NoticeBody } from '@communitrak/domain/notices/index.ts';
import { addDays } from '@communitrak/domain/ledger/index.ts';
import {
  attemptIn,
  autopayOn,
  consentOf,
  createPayment,
  isPayable,
  nextAttempt,
  quoteOf,
  type Autopay,
  type AutopayFacts,
  type Payment,
  type Planned,
  type SavedMethod,
} from '@communitrak/domain/payments/index.ts';
import type { Place } from '../room.ts';
import { chargesOf, methodFor, type Desk } from './desk.ts';

export interface Writing {
  /** In order: the notices of what is drafted before the drafts. */
  readonly notices: readonly Envelope[];
  readonly drafts: readonly Payment[];
}

interface Day {
  readonly desk: Desk;
  readonly autopay: Autopay;
  readonly method: SavedMethod | undefined;
  readonly place: Pick<Place, 'about' | 'today'>;
  /** Epoch ms. */
  readonly now: number;
}

function factsOf({ desk, autopay, method, place }: Day): AutopayFacts {
  const { household } = autopay.body;
  const { settings } = desk;
  const zone = place.about.timeZone;
  const agreed = consentOf(autopay.body)?.at;
  return {
    autopay: autopay.body,
    ...chargesOf(desk, household, place.today),
    attempts: (desk.payments.get(household) ?? []).map((payment) => attemptIn(payment, zone)),
    rule: { remindDays: settings.autopayRemindDays, retryDays: settings.autopayRetryDays },
    totalOf: (cents) => quoteOf([{ cents }], method?.body.kind ?? 'card', settings).totalCents,
    consentDay: agreed === undefined ? place.today : dateInZone(agreed, zone),
  };
}

type Kind = Exclude<NoticeBody['kind'], 'new-request'>;

function notice(
  { desk, autopay, now }: Day,
  kind: Kind,
  about: string,
  of: { readonly title: string; readonly cents: number; readonly day?: string },
): Envelope {
  return createNotice({
    kind,
    about,
    by: SYSTEM,
    from: 'Communitrak',
    at: new Date(now).toISOString(),
    household: autopay.body.household,
    currency: desk.currency,
    ...of,
  });
}

const titleOf = (text: string | undefined): string => text ?? 'Assessment';

function textOf({ desk, autopay }: Day, entry: string): string {
  const entries = desk.entries.get(autopay.body.household) ?? [];
  return titleOf(entries.find(({ id }) => id === entry)?.body.text);
}

const tell = (day: Day, kind: Kind, { entry, openCents, draftOn }: Planned): Envelope =>
  notice(day, kind, entry, { title: textOf(day, entry), cents: openCents, day: draftOn });

function draft({ desk, autopay, now }: Day, method: SavedMethod, planned: Planned): Payment {
  const { household } = autopay.body;
  const charges = [{ entry: planned.entry, cents: planned.openCents }];
  const attempt = nextAttempt(household, charges, desk.payments.get(household) ?? []);
  const { kind } = method.body;
  const local = method.id.slice(method.id.indexOf(':') + 1);
  const asked = { household, charges, currency: desk.currency, kind, method: local, attempt } as const;
  const by = { member: consentOf(autopay.body)?.by ?? '', device: 'Autopay' };
  return createPayment({ ...asked, source: 'autopay' }, desk.settings, by, now);
}

/** Of each draft that failed the household is told once: why is in the payment, here is when it is tried again. */
function failures(day: Day, facts: AutopayFacts): readonly Envelope[] {
  const { desk, autopay, place } = day;
  const drafts = (desk.payments.get(autopay.body.household) ?? []).filter(
    ({ body }) => body.source === 'autopay',
  );
  const failed = drafts.filter((payment) => attemptIn(payment, place.about.timeZone).state === 'failed');
  return failed.flatMap((payment) => {
    const { on, charges } = attemptIn(payment, place.about.timeZone);
    const [entry = ''] = charges;
    const before = failed.filter(({ body, id }) => body.charges[0]?.entry === entry && id <= payment.id);
    const days = facts.rule.retryDays[before.length - 1];
    return [
      notice(day, 'autopay-failed', payment.id, {
        title: textOf(day, entry),
        cents: payment.body.totalCents,
        ...(days === undefined ? {} : { day: addDays(on, days) }),
      }),
    ];
  });
}

export function householdDay(
  desk: Desk,
  autopay: Autopay,
  place: Pick<Place, 'about' | 'today'>,
  now: number,
): Writing {
  const method = methodFor(desk, autopay);
  const day: Day = { desk, autopay, method, place, now };
  const facts = factsOf(day);
  const { reminders, overLimit, drafts } = autopayOn(facts, place.today);
  const told = [
    ...reminders.map((one) => tell(day, 'autopay-reminder', one)),
    ...overLimit.map((one) => tell(day, 'autopay-over-limit', one)),
    ...failures(day, facts),
  ];
  if (method !== undefined) {
    const payable = drafts.filter(({ openCents }) =>
      isPayable(quoteOf([{ cents: openCents }], method.body.kind, desk.settings)),
    );
    return { notices: told, drafts: payable.map((one) => draft(day, method, one)) };
  }
  return { notices: [...told, ...drafts.map((one) => tell(day, 'autopay-no-method', one))], drafts: [] };
}
