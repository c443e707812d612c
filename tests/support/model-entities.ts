/**
 * The entities of the model test, small enough for an oracle of a few lines: a note is for whom it says and has a running
 * number; a memo is the same and merges; a reply is for whoever sees its note; a grant says which keys a member holds.
 */
import Type from 'typebox';
import { defineEntity, type Entity } from '@communitrak/domain/core/entity.ts';
import { WAITING_STAMP, type Body, type Envelope } from '@communitrak/domain/core/envelope.ts';
import { ALLOWED, refuse, type Verdict } from '@communitrak/domain/core/verdict.ts';

type Note = Body & { readonly v: string; readonly w: string; readonly audience: readonly string[] };
type Reply = Body & { readonly v: string };
type Grant = Body & { readonly member: string; readonly keys: readonly string[] };

const NoteSchema = Type.Object({
  v: Type.String(),
  w: Type.String(),
  audience: Type.Array(Type.String(), { minItems: 1 }),
});

/** Whoever writes '!' is refused. */
const refusable = (text: string): Verdict => (text.includes('!') ? refuse('not-allowed', 'body.v') : ALLOWED);

const noteEntity = defineEntity<Note>({
  type: 'note',
  collection: 'board',
  version: 1,
  schema: NoteSchema,
  numbered: { kind: 'note', format: (n) => `N-${n}` },
  order: ({ body }) => body.v,
  needs: () => [],
  audience: ({ body }) => body.audience,
  mayWrite: (_principal, { after }) =>
    after === undefined ? ALLOWED : refusable(after.body.v + after.body.w),
});

const memoEntity = defineEntity<Note>({
  type: 'memo',
  collection: 'cases',
  version: 1,
  schema: NoteSchema,
  mergeable: true,
  order: () => '',
  needs: () => [],
  audience: ({ body }) => body.audience,
  mayWrite: (_principal, { after }) =>
    after === undefined ? ALLOWED : refusable(after.body.v + after.body.w),
});

/** Of a reply whose note has gone. */
export const ORPHANS: readonly string[] = ['office'];

const replyEntity = defineEntity<Reply>({
  type: 'reply',
  collection: 'cases',
  version: 1,
  schema: Type.Object({ v: Type.String() }),
  order: () => '',
  needs: ({ parent }) => [parent],
  audience: ({ parent }, needed) => {
    const audience = needed.get(parent)?.body['audience'];
    return Array.isArray(audience) ? audience.map(String) : ORPHANS;
  },
  mayWrite: (_principal, { after, needed }) => {
    if (after === undefined) return ALLOWED;
    return needed.has(after.parent) ? refusable(after.body.v) : refuse('missing-document');
  },
});

const grantEntity = defineEntity<Grant>({
  type: 'grant',
  collection: 'association',
  version: 1,
  schema: Type.Object({ member: Type.String(), keys: Type.Array(Type.String()) }),
  order: () => '',
  needs: () => [],
  audience: () => ['nobody'],
  mayWrite: () => ALLOWED,
  rights: ({ body }) => ({ member: body.member, keys: body.keys, state: 'active', name: body.member }),
});

/** What devices hold; a grant is for nobody. */
export const deviceEntities: readonly Entity[] = [noteEntity, memoEntity, replyEntity];
const all: readonly Entity[] = [...deviceEntities, grantEntity];

export const modelRegistry = {
  entities: all,
  entityOf: (type: string) => all.find((entity) => entity.type === type),
};

export type Kind = 'note' | 'memo';

const bare = { version: 1, parent: '', order: '', stamp: WAITING_STAMP };

export function noteOf(id: string, v: string, w: string, audience: readonly string[]): Envelope {
  return {
    ...bare,
    id,
    type: id.slice(0, 4),
    order: id.startsWith('note') ? v : '',
    body: { v, w, audience },
  };
}

export function replyOf(id: string, parent: string, v: string): Envelope {
  return { ...bare, id, type: 'reply', parent, body: { v } };
}

export function grantOf(member: string, keys: readonly string[]): Envelope {
  return { ...bare, id: `grant:${member}`, type: 'grant', body: { member, keys } };
}

/** Audience that a document's own body names; undefined for one that has none of its own. */
export function audienceIn(body: Body): readonly string[] | undefined {
  const audience = body['audience'];
  return Array.isArray(audience) ? audience.map(String) : undefined;
}
