/** `POST /a/<association>/sync/verify`: the repair path. Compares what a replica holds with what it should. */
import Type from 'typebox';
import type { WireDoc } from '@communitrak/domain/core/envelope.ts';
import { CollectionSchema, IdSchema } from './document.ts';

export const MAX_VERIFY_ROWS = 1000;

/**
 * A page of the replica's documents in id order: every id it holds after `after` up to and including `upTo`
 * ('' = to the end). Hash: contentHash of hash.ts, of the wire document.
 */
export const VerifyRequestSchema = Type.Object({
  protocol: Type.Integer({ minimum: 0 }),
  collection: CollectionSchema,
  after: Type.Union([Type.Literal(''), IdSchema]),
  upTo: Type.Union([Type.Literal(''), IdSchema]),
  held: Type.Array(Type.Tuple([IdSchema, Type.String({ maxLength: 64 })]), { maxItems: MAX_VERIFY_ROWS }),
});
export type VerifyRequest = Type.Static<typeof VerifyRequestSchema>;

export interface VerifyAnswer {
  /** Current documents that the replica lacks or holds in another version, and stubs for what it should not hold. */
  readonly documents: readonly WireDoc[];
  readonly missing: number;
  readonly outdated: number;
  readonly extra: number;
  /** The range compared ends here; ask again with `after` = this. '' when the comparison reached the end. */
  readonly next: string;
}
