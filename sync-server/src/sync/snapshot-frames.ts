/**
 * Frames of bytes behind one another, each with its length and a digest that includes the digest before it: what was
 * cut off, changed, repeated or put in from elsewhere is noticed before anyone looks at its content.
 */
import { createHash } from 'node:crypto';

const DIGEST_BYTES = 16;
const LENGTH_BYTES = 4;
const HEAD_BYTES = LENGTH_BYTES + DIGEST_BYTES;
/** Beyond what is ever written: a damaged length must not make us wait for gigabytes. */
const MAX_FRAME_BYTES = 32 * 1024 * 1024;

/** Why a snapshot is not used. Never shown to a member. */
export class SnapshotFault extends Error {
  override readonly name = 'SnapshotFault';
}

function digestOf(before: Uint8Array, payload: Uint8Array): Buffer {
  return createHash('sha256').update(before).update(payload).digest().subarray(0, DIGEST_BYTES);
}

/** @param mark stands first, in clear, and is in every digest */
export function* writeFrames(mark: Uint8Array, payloads: Iterable<Uint8Array>): Generator<Buffer, void> {
  yield Buffer.from(mark);
  let digest = digestOf(mark, Buffer.alloc(0));
  for (const payload of payloads) {
    digest = digestOf(digest, payload);
    const length = Buffer.alloc(LENGTH_BYTES);
    length.writeUInt32BE(payload.length);
    yield Buffer.concat([length, digest, payload]);
  }
}

const bufferOf = ({ buffer, byteOffset, length }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, length);

/** Exactly so many bytes at a time, whatever the pieces they come in. */
function createTaker(source: AsyncIterable<Uint8Array>) {
  const pieces = source[Symbol.asyncIterator]();
  let waiting: Uint8Array[] = [];
  let held = 0;
  const fill = async (bytes: number): Promise<boolean> => {
    while (held < bytes) {
      const next = await pieces.next();
      if (next.done === true) return false;
      waiting.push(next.value);
      held += next.value.length;
    }
    return true;
  };
  return {
    /** Undefined when the source ends before; `rest` says whether anything of it was there. */
    take: async (bytes: number): Promise<Buffer | undefined> => {
      if (!(await fill(bytes))) return undefined;
      const [first] = waiting;
      // Mostly many frames lie in one piece: not copied for each of them.
      const all = waiting.length === 1 && first !== undefined ? bufferOf(first) : Buffer.concat(waiting);
      waiting = [all.subarray(bytes)];
      held -= bytes;
      return all.subarray(0, bytes);
    },
    rest: () => held,
    end: async () => void (await pieces.return?.()),
  };
}

type Taker = ReturnType<typeof createTaker>;

async function nextFrame(taker: Taker, before: Buffer): Promise<Buffer | undefined> {
  const head = await taker.take(HEAD_BYTES);
  if (head === undefined) {
    if (taker.rest() > 0) throw new SnapshotFault('it was cut off');
    return undefined;
  }
  const length = head.readUInt32BE();
  if (length > MAX_FRAME_BYTES) throw new SnapshotFault('a length in it cannot be');
  const payload = await taker.take(length);
  if (payload === undefined) throw new SnapshotFault('it was cut off');
  if (!digestOf(before, payload).equals(head.subarray(LENGTH_BYTES)))
    throw new SnapshotFault('it was changed');
  return payload;
}

/** @throws SnapshotFault at the first frame that is not as it was written */
export async function* readFrames(
  mark: Uint8Array,
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<Buffer, void> {
  const taker = createTaker(source);
  try {
    const begin = await taker.take(mark.length);
    if (begin?.equals(mark) !== true) throw new SnapshotFault('it is of another format');
    let digest = digestOf(mark, Buffer.alloc(0));
    for (let payload = await nextFrame(taker, digest); payload !== undefined;) {
      yield payload;
      digest = digestOf(digest, payload);
      payload = await nextFrame(taker, digest);
    }
  } finally {
    await taker.end();
  }
}
