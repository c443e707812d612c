/**
 * New and changed envelopes as a device writes them: stamped 'waiting', with their sort key. What the server stamps, it
 * stamps over this.
 */
import { WAITING_STAMP, type Body, type Envelope } from './envelope.ts';

type Order<B> = (doc: Envelope<B>) => string;

export function newEnvelope<B extends Body>(
  head: { readonly id: string; readonly type: string; readonly version: number; readonly parent?: string },
  body: B,
  order: Order<B>,
): Envelope<B> {
  const { id, type, version, parent = '' } = head;
  const bare: Envelope<B> = { id, type, version, parent, order: '', stamp: WAITING_STAMP, body };
  return { ...bare, order: order(bare) };
}

/** The same document with another body; keeps number and times until the server speaks, and waits for it. */
export function withBody<B extends Body>(doc: Envelope<B>, body: B, order: Order<B>): Envelope<B> {
  const changed: Envelope<B> = { ...doc, body, stamp: { ...doc.stamp, state: 'waiting' } };
  return { ...changed, order: order(changed) };
}

/** True for a document that no server has accepted yet: it exists on this device alone. */
export function neverAccepted(doc: Envelope): boolean {
  return doc.stamp.at === '';
}

/** Written by this member: by the server's word, or, while the server has not spoken, by this device itself. */
export function writtenBy(doc: Envelope, member: string): boolean {
  return neverAccepted(doc) || doc.stamp.by === member;
}
