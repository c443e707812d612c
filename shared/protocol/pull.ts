/** `POST /a/<association>/sync/pull`: one request for all collections that want something. */
import Type from 'typebox';
import type { CollectionName } from '@communitrak/domain/core/entity.ts';
import type { WireDoc } from '@communitrak/domain/core/envelope.ts';
import { CollectionSchema } from './document.ts';

export const MAX_PULL_LIMIT = 2000;

export const PullRequestSchema = Type.Object({
  protocol: Type.Integer({ minimum: 0 }),
  want: Type.Array(
    Type.Object({
      collection: CollectionSchema,
      /** Opaque; null on a replica that has none. */
      token: Type.Union([Type.Null(), Type.String({ maxLength: 200_000 })]),
      limit: Type.Integer({ minimum: 1, maximum: MAX_PULL_LIMIT }),
      /** True when the replica already holds documents of this collection; with a null token it is sent to repair. */
      holds: Type.Boolean(),
    }),
    { minItems: 1, maxItems: 12 },
  ),
});
export type PullRequest = Type.Static<typeof PullRequestSchema>;
export type PullWant = PullRequest['want'][number];

export interface PullPage {
  readonly collection: CollectionName;
  /** Fewer than asked only at the end; never empty with more to come. */
  readonly documents: readonly WireDoc[];
  readonly token: string;
  /**
   * The replica must also run repair (verify) on this collection: its token is too old, forged or of another store, or it
   * holds documents without one. The page is the first of a walk from the beginning, so pulling simply goes on.
   */
  readonly repair: boolean;
  /**
   * Documents of this collection that the member may see, for a true count on the first sync: given with every page of a
   * walk (a new replica's first sync, changed rights), 0 with pages of later changes.
   */
  readonly total: number;
}

export interface PullAnswer {
  readonly pages: readonly PullPage[];
  /** Epoch of the member's rights that this answer was decided with. */
  readonly epoch: number;
}
