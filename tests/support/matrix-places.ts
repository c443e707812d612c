/**
 * Where each entity of the registry stands in the authorisation matrix: how a fresh document is made of a sample, how it
 * is changed, who must be around. An entity without a place is a fault of the matrix, said by its type.
 */
import type { Entity } from '@communitrak/domain/core/entity.ts';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import { localOf } from '@communitrak/domain/core/ids.ts';
import { aHousehold, aLink, aMember, aRequest, someDetails } from '@communitrak/testkit/builders.ts';
import { createComment, createInternalNote } from '@communitrak/domain/requests/index.ts';
import type { Principal } from '@communitrak/domain/core/principal.ts';
import { actor, ASSOCIATION, type Actor } from './matrix-people.ts';

export interface MatrixPlace {
  /** Body fields of a lawful change. */
  readonly change: (doc: Envelope) => Readonly<Record<string, unknown>>;
  /** Body fields that make a new one this actor's own, where that matters to the rule. */
  readonly own?: (who: Actor) => Readonly<Record<string, unknown>>;
  /** Further states than the samples': other owners, other households. */
  readonly more?: () => readonly Envelope[];
  /** Further lawful changes: those after which who made them does not see the document any more. */
  readonly turns?: readonly Readonly<Record<string, unknown>>[];
  /** Documents that only exist with it. */
  readonly around?: (subject: string) => readonly Envelope[];
  /** What may be written before the documents are there that name it in turn. */
  readonly seed?: Readonly<Record<string, unknown>>;
}

const as = ({ member, name }: Actor, household: string): Principal => ({
  association: ASSOCIATION,
  member,
  name,
  keys: new Set(['all', `hh:${household}`]),
});

const requestOf = (who: Actor, household: string, local: string): Envelope =>
  aRequest({}, { by: as(who, household), household, kind: 'general', newId: () => local });

function eventOf(who: Actor, household: string, local: string): Envelope {
  const request = requestOf(who, household, local) as ReturnType<typeof aRequest>;
  return createComment({ request, by: as(who, household), text: 'Still so.', files: [] }, 0, () => 'e1');
}

function noteOf(local: string): Envelope {
  const request = requestOf(actor('tenant'), 'h3', local) as ReturnType<typeof aRequest>;
  return createInternalNote({ request, by: as(actor('office'), 'h3'), text: 'Called.' }, 0, () => 'n1');
}

const places: Readonly<Record<string, MatrixPlace>> = {
  association: { change: ({ body }) => ({ name: `${String(body['name'])} East` }) },
  'member-role': { change: () => ({ roles: ['board', 'office'] }) },
  property: { change: () => ({ unit: '7' }) },
  household: {
    change: ({ body }) => ({ name: `${String(body['name'])} anew` }),
    more: () => [aHousehold('h7', { name: 'Seventh' })],
    around: (subject) =>
      (['head', 'member'] as const).map((role) => aLink(actor(role).member, subject, role)),
  },
  member: {
    change: () => ({ title: 'Treasurer' }),
    own: ({ role, member }) => ({ addedBy: role === 'head' ? member : '', state: 'active' }),
    more: () => [aMember('m6', 'Added Person', { addedBy: actor('head').member })],
  },
  'member-details': {
    change: () => ({ phone: '(407) 555-0177' }),
    own: () => ({ households: ['h1'] }),
    more: () => [someDetails('m6', ['h2'])],
    turns: [{ households: [] }],
  },
  'household-link': {
    change: () => ({ to: '2025-01-31' }),
    more: () => [aLink('m6', 'h1', 'member')],
  },
  request: {
    change: ({ body }) => ({ title: `${String(body['title'])}, again` }),
    own: ({ member, name }) => ({ reporter: member, reporterName: name }),
    more: () => [
      requestOf(actor('member'), 'h1', 'r5'),
      requestOf(actor('moved'), 'h1', 'r6'),
      requestOf(actor('tenant'), 'h3', 'r7'),
    ],
    seed: { event: '', earlier: [] },
  },
  'request-event': {
    change: () => ({ text: 'Other words.' }),
    own: ({ member }) => ({ author: member }),
    more: () => [eventOf(actor('member'), 'h1', 'r5'), eventOf(actor('tenant'), 'h3', 'r7')],
  },
  'internal-note': {
    change: () => ({ text: 'Other words.' }),
    own: ({ member }) => ({ author: member }),
    more: () => [noteOf('r7')],
  },
};

/** @throws Error for an entity that has none: whoever adds one adds its place here. */
export function placeOf({ type }: Pick<Entity, 'type'>): MatrixPlace {
  const place = Object.getOwnPropertyDescriptor(places, type)?.value as MatrixPlace | undefined;
  if (place === undefined) throw new Error(`${type} has no place in the authorisation matrix`);
  return place;
}

/** What all documents of one cell share in their ids: `request:r1` and `request-event:r1.e1` have `r1`. */
export function subjectOf({ id }: Pick<Envelope, 'id'>): string {
  const local = localOf(id);
  const cut = local.indexOf('.');
  return cut < 0 ? local : local.slice(0, cut);
}

function renamedText(text: string, from: string, to: string): string {
  if (!text.includes(from)) return text;
  return text
    .split(/([:.])/)
    .map((part) => (part === from ? to : part))
    .join('');
}

function renamedValue(value: unknown, from: string, to: string): unknown {
  if (typeof value === 'string') return renamedText(value, from, to);
  if (Array.isArray(value)) return value.map((one) => renamedValue(one, from, to));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, renamedValue(one, from, to)]));
}

/** The same document about another subject. */
export function renamed<T extends Envelope>(doc: T, from: string, to: string): T {
  const id = renamedText(doc.id, from, to);
  const parent = renamedText(doc.parent, from, to);
  return { ...doc, id, parent, body: renamedValue(doc.body, from, to) } as T;
}

export function withFields(doc: Envelope, fields: Readonly<Record<string, unknown>>): Envelope {
  return { ...doc, body: { ...doc.body, ...fields } };
}
