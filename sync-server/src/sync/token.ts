/**
 * A replica's position in one collection, as an opaque text only this server can read: encrypted, because seqs would
 * tell how busy the association is, and bound to association, member, device and collection, so that nobody else's
 * works. The cipher is deterministic (the initial value is the authentication code): an unmoved position is an
 * unchanged text.
 */
import { createCipheriv, createDecipheriv, createHmac, timingSafeEqual } from 'node:crypto';
import Type from 'typebox';
import { parseShape } from '@communitrak/protocol/parse.ts';

const TAG_BYTES = 16;
const DAY_MS = 24 * 3600 * 1000;

const PullPositionSchema = Type.Object({
  /** The database's identity. */
  identity: Type.String(),
  /**
   * Where reading goes on; each belongs to the view incarnation that began it, '' once it was read elsewhere. `at` is
   * the exact position in that incarnation's ring: a feed that reorders rows names the same seq for many of them.
   */
  seqs: Type.Array(
    Type.Object({
      incarnation: Type.String(),
      seq: Type.String(),
      at: Type.Optional(Type.Integer({ minimum: 0 })),
    }),
  ),
  /** Rights up to this epoch have been walked. */
  epoch: Type.Integer({ minimum: 0 }),
  /** Day of issue, in days since 1970. */
  issued: Type.Integer({ minimum: 0 }),
  walk: Type.Optional(
    Type.Object({
      to: Type.Integer({ minimum: 0 }),
      kind: Type.Union([Type.Literal('lost'), Type.Literal('gained')]),
      after: Type.String(),
    }),
  ),
});
export type PullPosition = Type.Static<typeof PullPositionSchema>;
export type Walk = NonNullable<PullPosition['walk']>;
export type OwnSeq = PullPosition['seqs'][number];

/** Whom and what a token belongs to. */
export interface Binding {
  readonly association: string;
  readonly member: string;
  readonly device: string;
  readonly collection: string;
}

export interface TokenSeal {
  seal(binding: Binding, position: PullPosition): string;
  /** Undefined for anything this server did not seal for this binding. */
  open(binding: Binding, token: string): PullPosition | undefined;
}

export function dayOf(now: number): number {
  return Math.floor(now / DAY_MS);
}

function derive(secret: string, purpose: string): Buffer {
  return createHmac('sha256', secret).update(`communitrak sync token ${purpose}`).digest();
}

function readPosition(text: string): PullPosition | undefined {
  try {
    const parsed = parseShape(PullPositionSchema, JSON.parse(text));
    return parsed.ok ? parsed.value : undefined;
  } catch {
    // Authentic text that is no JSON was sealed by another version of this program: as good as foreign.
    return undefined;
  }
}

export function createTokenSeal(secret: string): TokenSeal {
  const macKey = derive(secret, 'mac');
  const cipherKey = derive(secret, 'cipher');
  const tagOf = ({ association, member, device, collection }: Binding, text: Buffer): Buffer =>
    createHmac('sha256', macKey)
      .update(JSON.stringify([association, member, device, collection]))
      .update(text)
      .digest()
      .subarray(0, TAG_BYTES);
  return {
    seal: (binding, position) => {
      const text = Buffer.from(JSON.stringify(position));
      const tag = tagOf(binding, text);
      const cipher = createCipheriv('aes-256-ctr', cipherKey, tag);
      return Buffer.concat([tag, cipher.update(text), cipher.final()]).toString('base64url');
    },
    open: (binding, token) => {
      const bytes = Buffer.from(token, 'base64url');
      if (bytes.length <= TAG_BYTES) return undefined;
      const tag = bytes.subarray(0, TAG_BYTES);
      const decipher = createDecipheriv('aes-256-ctr', cipherKey, tag);
      const text = Buffer.concat([decipher.update(bytes.subarray(TAG_BYTES)), decipher.final()]);
      return timingSafeEqual(tag, tagOf(binding, text)) ? readPosition(text.toString()) : undefined;
    },
  };
}
