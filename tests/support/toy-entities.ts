/** Entities small enough to reason about: a note for whom it says, what belongs to it on two levels, a grant. */
import Type from 'typebox';
import { defineEntity, type Entity } from '@communitrak/domain/core/entity.ts';
import { EMPTY_STAMP, type Body, type Envelope } from '@communitrak/domain/core/envelope.ts';
import { ALLOWED, refuse } from '@communitrak/domain/core/verdict.ts';

type Note = Body & { readonly v: string; readonly audience: readonly string[] };

const NoteSchema = Type.Object({ v: Type.String(), audience: Type.Array(Type.String()) });

/** Whoever may write says '!' to be refused. */
const refusable = ({ v }: { readonly v: string }) =>
  v.includes('!') ? refuse('not-allowed', 'body.v') : ALLOWED;

const noteEntity = defineEntity<Note>({
  type: 'note',
  collection: 'board',
  version: 1,
  schema: NoteSchema,
  order: ({ body }) => body.v.slice(0, 20),
  needs: () => [],
  audience: ({ body }) => body.audience,
  mayWrite: (_principal, { after }) => (after === undefined ? ALLOWED : refusable(after.body)),
});

type Reply = Body & { readonly v: string };

const replyEntity = defineEntity<Reply>({
  type: 'reply',
  collection: 'board',
  version: 1,
  schema: Type.Object({ v: Type.String() }),
  order: () => '',
  needs: ({ parent }) => [parent],
  audience: ({ parent }, needed) => {
    const audience = needed.get(parent)?.body['audience'];
    return Array.isArray(audience) ? audience.map(String) : ['office'];
  },
  mayWrite: (_principal, { after, needed }) =>
    after === undefined || needed.has(after.parent) ? ALLOWED : refuse('missing-document'),
});

/** Belongs to a reply, and is for whoever its note is for: two steps below what decides. */
const echoEntity = defineEntity<Reply>({
  type: 'echo',
  collection: 'board',
  version: 1,
  schema: Type.Object({ v: Type.String() }),
  order: () => '',
  needs: ({ parent }) => [noteOf(parent)],
  audience: ({ parent }, needed) => {
    const audience = needed.get(noteOf(parent))?.body['audience'];
    return Array.isArray(audience) ? audience.map(String) : ['office'];
  },
  mayWrite: () => ALLOWED,
});

/** `reply:<note>.<local>` → `note:<note>` */
function noteOf(replyId: string): string {
  return `note:${replyId.slice('reply:'.length).split('.')[0] ?? ''}`;
}

type Grants = Body & { readonly member: string; readonly keys: readonly string[] };

const grantEntity = defineEntity<Grants>({
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

const toyEntities: readonly Entity[] = [noteEntity, replyEntity, echoEntity, grantEntity];

export const toyRegistry = {
  entities: toyEntities,
  entityOf: (type: string) => toyEntities.find((entity) => entity.type === type),
};

const bare = { version: 1, parent: '', order: '', stamp: EMPTY_STAMP };

export function note(local: string, v: string, audience: readonly string[]): Envelope {
  return { ...bare, id: `note:${local}`, type: 'note', body: { v, audience } };
}

export function reply(noteLocal: string, local: string, v: string): Envelope {
  const parent = `note:${noteLocal}`;
  return { ...bare, id: `reply:${noteLocal}.${local}`, type: 'reply', parent, body: { v } };
}

export function echo(noteLocal: string, replyLocal: string, v: string): Envelope {
  const parent = `reply:${noteLocal}.${replyLocal}`;
  return { ...bare, id: `echo:${noteLocal}.${replyLocal}`, type: 'echo', parent, body: { v } };
}

export function grant(member: string, keys: readonly string[]): Envelope {
  return { ...bare, id: `grant:${member}`, type: 'grant', body: { member, keys } };
}

type Letter = Body & { readonly audience: readonly string[] };

/** A letter as a first app wrote it (`v`), and as the next one does (`words`; what was `v` moves there). */
export function letterEntity(version: 1 | 2): Entity {
  const field = version === 1 ? 'v' : 'words';
  return defineEntity<Letter>({
    type: 'letter',
    collection: 'board',
    version,
    schema: Type.Object({ [field]: Type.String(), audience: Type.Array(Type.String(), { minItems: 1 }) }),
    ...(version === 1 ? {} : { migrations: { 1: ({ v, ...rest }: Body) => ({ ...rest, words: v }) } }),
    order: ({ body }) => String(body[field]).slice(0, 20),
    needs: () => [],
    audience: ({ body }) => body.audience,
    mayWrite: (_principal, { after }) =>
      refusable({ v: after === undefined ? '' : String(after.body[field]) }),
  });
}

/** What an app or a server of that version knows. */
export function letterRegistry(version: 1 | 2) {
  const known: readonly Entity[] = [letterEntity(version), grantEntity];
  return { entities: known, entityOf: (type: string) => known.find((entity) => entity.type === type) };
}

export function letter(local: string, version: 1 | 2, text: string, more: Body = {}): Envelope {
  const body = { [version === 1 ? 'v' : 'words']: text, audience: ['all'], ...more };
  return { ...bare, version, id: `letter:${local}`, type: 'letter', body };
}
