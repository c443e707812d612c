/**
 * Whether the association's monthly bill is paid, and what that leaves open to whom: everybody reads, exports and pays at
 * any time; leaders' changes, and later everyone's, wait while a bill stays unpaid. Nothing is ever deleted for it.
 */
import Type from 'typebox';
import { addDays, dayNumber } from '../ledger/index.ts';
import { newEnvelope, withBody } from '../core/draft.ts';
import type { Envelope } from '../core/envelope.ts';
import { makeId } from '../core/ids.ts';
import type { Principal } from '../core/principal.ts';
import type { Shape } from '../core/read.ts';
import { DateText, MaybeDateText } from '../core/shapes.ts';
import { ALLOWED, refuse, type Verdict } from '../core/verdict.ts';

export const SERVICE_STATES = [
  'trial',
  'active',
  'warned',
  'leaders-read-only',
  'suspended',
  'ended',
] as const;
export type ServiceState = (typeof SERVICE_STATES)[number];

export const SERVICE_VERSION = 1;
export const ServiceSchema = Type.Object({
  state: Type.Enum(SERVICE_STATES),
  /** The day it came to this state, in the association's zone. */
  since: DateText,
  /** The day on which the next state begins if nothing is paid; '' where time alone changes nothing. */
  until: MaybeDateText,
});
export type ServiceBody = Type.Static<typeof ServiceSchema>;
export type Service = Envelope<ServiceBody>;
export const serviceShape = {
  type: 'service',
  version: SERVICE_VERSION,
  schema: ServiceSchema,
} satisfies Shape;

/** One for each association. */
export const SERVICE_ID = makeId('service', 'main');
export const serviceOrder = (): string => 'service';

export function createService(body: ServiceBody): Service {
  return newEnvelope({ id: SERVICE_ID, type: 'service', version: SERVICE_VERSION }, body, serviceOrder);
}

export function changeService(doc: Service, body: ServiceBody): Service {
  return withBody(doc, { ...doc.body, ...body }, serviceOrder);
}

export const TRIAL_DAYS = 14;
/** Days after a bill was first not paid. Before: a warning. */
export const LEADERS_READ_ONLY_AFTER_DAYS = 14;
export const SUSPENDED_AFTER_DAYS = 28;

/** All days in the association's zone; '' for what has not happened. */
export interface ServiceFacts {
  /** The first day of service. */
  readonly began: string;
  /** The first day after the trial. */
  readonly trialEnds: string;
  /** The day on which the oldest bill that is still open could not be collected. */
  readonly unpaidSince: string;
  /** The last paid term has ended. */
  readonly endedOn: string;
  /** The day on which the last open bill was paid, or the trial's end: since when all is well. */
  readonly paidOn: string;
}

function unpaid(since: string, today: string): ServiceBody {
  const readOnly = addDays(since, LEADERS_READ_ONLY_AFTER_DAYS);
  const suspended = addDays(since, SUSPENDED_AFTER_DAYS);
  if (today >= suspended) return { state: 'suspended', since: suspended, until: '' };
  if (today >= readOnly) return { state: 'leaders-read-only', since: readOnly, until: suspended };
  return { state: 'warned', since, until: readOnly };
}

/** The one rule of how an unpaid bill grows serious, by days: the same whenever and wherever it is asked. */
export function serviceOn(facts: ServiceFacts, today: string): ServiceBody {
  const { began, trialEnds, unpaidSince, endedOn, paidOn } = facts;
  if (endedOn !== '' && today >= endedOn) return { state: 'ended', since: endedOn, until: '' };
  if (unpaidSince !== '') return unpaid(unpaidSince, today);
  if (dayNumber(today) < dayNumber(trialEnds)) return { state: 'trial', since: began, until: trialEnds };
  return { state: 'active', since: paidOn === '' ? trialEnds : paidOn, until: endedOn };
}

const LEADER_KEYS = ['office', 'board', 'lead'] as const;

/**
 * Asked of every change that somebody sends, before any rule of its entity; not of what the server writes itself, because
 * money that moved must be booked, and not of what the app notes down while somebody reads.
 */
export function mayWriteDuring(state: ServiceState | undefined, { keys }: Pick<Principal, 'keys'>): Verdict {
  if (state === 'suspended' || state === 'ended') return refuse('service-unpaid');
  const isLeader = LEADER_KEYS.some((key) => keys.has(key));
  return state === 'leaders-read-only' && isLeader ? refuse('service-unpaid') : ALLOWED;
}
