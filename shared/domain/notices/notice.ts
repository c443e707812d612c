/**
 * A notice: something happened that somebody should know of. The server writes it once, for whom its kind says; whether a
 * member has read it is no part of it.
 */
import Type from 'typebox';
import { newEnvelope } from '../core/draft.ts';
import type { Envelope } from '../core/envelope.ts';
import { childId, typeOf } from '../core/ids.ts';
import { newestFirst } from '../core/order.ts';
import { householdKey, type Key } from '../core/principal.ts';
import type { Shape } from '../core/read.ts';
import { DateText, InstantText, Line, LocalId } from '../core/shapes.ts';

export const NOTICE_KINDS = [
  'new-request',
  'autopay-reminder', // a charge will be paid by itself on `day`
  'autopay-over-limit', // it will not, because it is above the household's own limit
  'autopay-no-method', // it was to be, and there is no usable card or bank account
  'autopay-failed', // it was not; `day` is when it is tried again, absent when it is not
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

export const NOTICE_VERSION = 1;
export const NoticeSchema = Type.Object({
  kind: Type.Enum(NOTICE_KINDS),
  /** Id of the document it is about, where a click leads. */
  about: Type.String({ pattern: '^[a-z][a-z0-9-]*:[a-z0-9][a-z0-9.-]*$', maxLength: 120 }),
  /** Of that document, as it was then. */
  title: Line(200),
  /** Local id of the member who did it: to them it is no news. */
  by: LocalId,
  /** Their name. */
  from: Line(200),
  /** When it happened, by the server's clock. */
  at: InstantText,
  /** For whom, where it is one household's own affair: local id. */
  household: Type.Optional(LocalId),
  /** What it speaks of, in cents, and on which day it happens. */
  cents: Type.Optional(Type.Integer({ minimum: 0 })),
  currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$' })),
  day: Type.Optional(DateText),
});
export const noticeShape = { type: 'notice', version: NOTICE_VERSION, schema: NoticeSchema } satisfies Shape;
export type NoticeBody = Type.Static<typeof NoticeSchema>;
export type Notice = Envelope<NoticeBody>;

interface Meaning {
  /** Type of the documents it is about. */
  readonly about: string;
  /** The whole office, or the people of the household that it names. */
  readonly to: 'office' | 'household';
}

/** One notice for the whole office: whoever joins it sees what went before, and nobody has to be counted. */
export const MEANINGS: Readonly<Record<NoticeKind, Meaning>> = {
  'new-request': { about: 'request', to: 'office' },
  'autopay-reminder': { about: 'ledger-entry', to: 'household' },
  'autopay-over-limit': { about: 'ledger-entry', to: 'household' },
  'autopay-no-method': { about: 'ledger-entry', to: 'household' },
  'autopay-failed': { about: 'payment', to: 'household' },
};

/** Never empty: one that names no household although it should is nobody's but the office's, and `isConsistent` refuses it. */
export function noticeKeys({ kind, household }: Pick<NoticeBody, 'kind' | 'household'>): readonly Key[] {
  return MEANINGS[kind].to === 'household' && household !== undefined
    ? [householdKey(household)]
    : ['office'];
}

export function noticeOrder(doc: Notice): string {
  return newestFirst(doc.body.at);
}

/** One of each kind about a document: whoever works it out again arrives at the same one. */
export function noticeId({ kind, about }: Pick<NoticeBody, 'kind' | 'about'>): string {
  return childId('notice', about, kind);
}

export function createNotice(body: NoticeBody): Notice {
  const head = { id: noticeId(body), type: 'notice', version: NOTICE_VERSION };
  return newEnvelope(head, body, noticeOrder);
}

/** Its id and what it is about belong together; it belongs to nothing, and outlives what it is about. */
export function isConsistent({ id, parent, body }: Notice): boolean {
  const { about, to } = MEANINGS[body.kind];
  const isAddressed = (to === 'household') === (body.household !== undefined);
  return id === noticeId(body) && parent === '' && typeOf(body.about) === about && isAddressed;
}
