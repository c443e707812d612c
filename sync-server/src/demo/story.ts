/** The demo's requests as requests.json tells them: read, and held against their shape, so that a slip is said plainly. */
import { readFileSync } from 'node:fs';
import Type from 'typebox';
import Value from 'typebox/value';
import { ALL_STATUSES, PRIORITIES, REQUEST_KINDS } from '@communitrak/domain/requests/index.ts';
import { SCENE_NAMES } from './drawing/photo.ts';

const PhotosSchema = Type.Optional(Type.Array(Type.Enum(SCENE_NAMES), { maxItems: 10 }));

const StepSchema = Type.Object(
  {
    /** Hours after the step before. */
    h: Type.Number({ minimum: 1 }),
    by: Type.Enum(['manager', 'assistant', 'board', 'board2', 'resident']),
    status: Type.Optional(Type.Enum(ALL_STATUSES)),
    priority: Type.Optional(Type.Enum(PRIORITIES)),
    assign: Type.Optional(Type.Enum(['manager', 'assistant'])),
    /** Days from the step. */
    due: Type.Optional(Type.Integer({ minimum: 1 })),
    text: Type.Optional(Type.String({ minLength: 1 })),
    /** For the office alone. */
    note: Type.Optional(Type.String({ minLength: 1 })),
    photos: PhotosSchema,
  },
  { additionalProperties: false },
);

const StorySchema = Type.Object(
  {
    kind: Type.Enum(REQUEST_KINDS),
    title: Type.String({ minLength: 1 }),
    description: Type.String(),
    /** `home`, `common:<name>` or free text. */
    place: Type.String(),
    priority: Type.Enum(PRIORITIES),
    /** Whose household; `tenant` and `office` are not of the roster. */
    lot: Type.Union([Type.Integer({ minimum: 1, maximum: 187 }), Type.Enum(['tenant', 'office'])]),
    /** The second person of the household instead of its head. */
    who: Type.Optional(Type.Literal('second')),
    /** Days before today; the list runs from the oldest to the newest. */
    ago: Type.Integer({ minimum: 1, maximum: 365 }),
    photos: PhotosSchema,
    steps: Type.Array(StepSchema),
  },
  { additionalProperties: false },
);

export type Step = Type.Static<typeof StepSchema>;
export type Story = Type.Static<typeof StorySchema>;

export function readStories(): readonly Story[] {
  const told: unknown = JSON.parse(readFileSync(new URL('./requests.json', import.meta.url), 'utf8'));
  const schema = Type.Array(StorySchema);
  if (Value.Check(schema, told)) return told;
  const [fault] = Value.Errors(schema, told);
  throw new TypeError(
    `requests.json${fault?.instancePath ?? ''}: ${fault?.message ?? 'is not a list of stories'}`,
  );
}
