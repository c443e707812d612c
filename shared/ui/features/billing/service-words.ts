/** How the service stands, in words: for those who lead, and for everybody else. Pure. */
import type { ServiceBody, ServiceState, SubscriptionBody } from '@communitrak/domain/billing/index.ts';
import { dayNumber } from '@communitrak/domain/ledger/index.ts';
import type { MessageId } from '../../i18n/messages.ts';

export const STATE_WORDS = {
  trial: 'billing.state.trial',
  active: 'billing.state.active',
  warned: 'billing.state.warned',
  'leaders-read-only': 'billing.state.leaders-read-only',
  suspended: 'billing.state.suspended',
  ended: 'billing.state.ended',
} as const satisfies Record<ServiceState, MessageId>;

export const STATE_TEXT = {
  trial: 'billing.text.trial',
  active: 'billing.text.active',
  warned: 'billing.text.warned',
  'leaders-read-only': 'billing.text.leaders-read-only',
  suspended: 'billing.text.suspended',
  ended: 'billing.text.ended',
} as const satisfies Record<ServiceState, MessageId>;

/** Whole days from today until a day; 0 when it is here or over. Both `YYYY-MM-DD`. */
export const daysUntil = (day: string, today: string): number =>
  day === '' ? 0 : Math.max(0, dayNumber(day) - dayNumber(today));

/** From here on a trial without a way to pay it is spoken of everywhere. */
export const TRIAL_WARNING_DAYS = 7;

export interface Banner {
  readonly title: MessageId;
  readonly text: MessageId;
  readonly values: { readonly days: number; readonly until: string };
  /** Leads to the bill. */
  readonly leadsToBill: boolean;
}

interface Told {
  readonly service: ServiceBody;
  /** Null where it is not for this member. */
  readonly bill: Pick<SubscriptionBody, 'method'> | null;
  readonly leader: boolean;
  readonly today: string;
}

type Words = readonly [title: MessageId, text: MessageId];

const forLeader = (state: ServiceState): Words => [STATE_WORDS[state], STATE_TEXT[state]];
const FOR_RESIDENT: Words = ['billing.resident.title', 'billing.resident.text'];

const TRIAL: Words = ['billing.trial.title', 'billing.trial.text'];

/** A trial that ends soon, with nothing named to pay what comes after it. */
const isUnpayable = ({ service, bill }: Told, days: number): boolean =>
  service.state === 'trial' && bill?.method === null && days <= TRIAL_WARNING_DAYS;

const FOR_ALL: ReadonlySet<ServiceState> = new Set(['suspended', 'ended']);
const FOR_LEADERS: ReadonlySet<ServiceState> = new Set(['warned', 'leaders-read-only', 'suspended', 'ended']);

function wordsFor(told: Told, days: number): Words | undefined {
  const { state } = told.service;
  if (!told.leader) return FOR_ALL.has(state) ? FOR_RESIDENT : undefined;
  if (isUnpayable(told, days)) return TRIAL;
  return FOR_LEADERS.has(state) ? forLeader(state) : undefined;
}

/** What is said above every screen; undefined while nothing is. */
export function bannerOf(told: Told): Banner | undefined {
  const { until } = told.service;
  const days = daysUntil(until, told.today);
  const words = wordsFor(told, days);
  if (words === undefined) return undefined;
  const [title, text] = words;
  return { title, text, values: { days, until }, leadsToBill: told.leader };
}
