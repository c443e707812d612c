/**
 * A view as bytes and back: a header that says of which database it is and how far it had read, then the entries, some
 * hundreds a frame, with those bodies that were in memory. Knows no file and trusts none: what does not fit is a fault.
 */
import Type from 'typebox';
import { parseShape } from '@communitrak/protocol/parse.ts';
import type { Entry } from './change-index.ts';
import { readFrames, SnapshotFault, writeFrames } from './snapshot-frames.ts';
import { isKeys } from '../access/stored-envelope.ts';
import type { CollectionOf } from './view-index.ts';

/** Raised whenever the bytes, or what an entry or a body means, are made otherwise than before. */
const FORMAT = 1;
const MARK = Buffer.from(`communitrak view ${String(FORMAT).padStart(4, '0')}\n`);
const ENTRIES_A_FRAME = 500;
const FRAME_BYTES = 1024 * 1024;
const LENGTH_BYTES = 4;

const HeaderSchema = Type.Object({
  association: Type.String(),
  /** Of the database's life. */
  identity: Type.String(),
  /** Of the program's understanding: which documents are replicated, and how they go over the wire. */
  fingerprint: Type.String(),
  seq: Type.String(),
  /** Epoch ms. */
  writtenAt: Type.Number(),
  entries: Type.Integer({ minimum: 0 }),
  /** Ids of server-only documents that say that work is to be done. */
  records: Type.Array(Type.String()),
  /** Ids of the entries that changed last. */
  latest: Type.Array(Type.String()),
});
export type SnapshotHeader = Type.Static<typeof HeaderSchema>;

export interface SavedEntry {
  readonly entry: Entry;
  readonly body: string | undefined;
}

type Line = readonly [
  id: string,
  rev: string,
  deleted: 0 | 1,
  keys: Entry['keys'],
  hash: string,
  parent: string,
  by: string,
  bodyBytes: number,
];

interface Packed {
  readonly line: Line;
  readonly body: Buffer;
}

const NO_BODY = Buffer.alloc(0);

function packed({ entry, body }: SavedEntry): Packed {
  const { id, rev, deleted, keys, hash, parent, by } = entry;
  const bytes = body === undefined ? NO_BODY : Buffer.from(body);
  const length = body === undefined ? -1 : bytes.length;
  return { line: [id, rev, deleted ? 1 : 0, keys, hash, parent, by, length], body: bytes };
}

function frameOf(all: readonly Packed[]): Buffer {
  const text = Buffer.from(JSON.stringify(all.map(({ line }) => line)));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(text.length);
  return Buffer.concat([length, text, ...all.map(({ body }) => body)]);
}

function* payloads(header: SnapshotHeader, entries: Iterable<SavedEntry>): Generator<Buffer, void> {
  yield Buffer.from(JSON.stringify(header));
  let waiting: Packed[] = [];
  let bytes = 0;
  for (const saved of entries) {
    const next = packed(saved);
    waiting.push(next);
    bytes += next.body.length;
    if (waiting.length < ENTRIES_A_FRAME && bytes < FRAME_BYTES) continue;
    yield frameOf(waiting);
    [waiting, bytes] = [[], 0];
  }
  if (waiting.length > 0) yield frameOf(waiting);
}

/** Piece by piece, so that writing it holds nobody up. @param entries exactly `header.entries` of them */
export function encodeSnapshot(
  header: SnapshotHeader,
  entries: Iterable<SavedEntry>,
): Generator<Buffer, void> {
  return writeFrames(MARK, payloads(header, entries));
}

function json(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch (error) {
    throw new SnapshotFault('what should be JSON is none', { cause: error });
  }
}

function headerOf(bytes: Buffer): SnapshotHeader {
  const parsed = parseShape(HeaderSchema, json(bytes));
  if (!parsed.ok) throw new SnapshotFault('its header is none');
  return parsed.value;
}

const areTexts = (values: readonly unknown[]): values is readonly string[] =>
  values.every((value) => typeof value === 'string');

function isLine(value: unknown): value is Line {
  if (!Array.isArray(value) || value.length !== 8) return false;
  const [id, rev, deleted, keys, hash, parent, by, bodyBytes] = value as readonly unknown[];
  const texts = areTexts([id, rev, hash, parent, by]);
  return texts && typeof deleted === 'number' && Number.isInteger(bodyBytes) && isKeys(keys);
}

function entryOf(line: unknown, collectionOf: CollectionOf): readonly [Entry, bodyBytes: number] {
  if (!isLine(line)) throw new SnapshotFault('an entry in it is none');
  const [id, rev, deleted, keys, hash, parent, by, bodyBytes] = line;
  const collection = collectionOf(id);
  if (collection === undefined) throw new SnapshotFault('an entry in it is of no collection');
  return [{ id, collection, rev, deleted: deleted === 1, keys, hash, parent, by }, bodyBytes];
}

function* entriesIn(frame: Buffer, collectionOf: CollectionOf): Generator<SavedEntry, void> {
  if (frame.length < LENGTH_BYTES) throw new SnapshotFault('a frame in it is too short');
  const end = LENGTH_BYTES + frame.readUInt32BE();
  const lines = json(frame.subarray(LENGTH_BYTES, end));
  if (!Array.isArray(lines)) throw new SnapshotFault('a frame in it is no list');
  let at = end;
  for (const line of lines as readonly unknown[]) {
    const [entry, bodyBytes] = entryOf(line, collectionOf);
    const body = bodyBytes < 0 ? undefined : frame.toString('utf8', at, at + bodyBytes);
    at += Math.max(0, bodyBytes);
    if (at > frame.length) throw new SnapshotFault('a body in it was cut off');
    yield { entry, body };
  }
  if (at !== frame.length) throw new SnapshotFault('there is more in a frame than it says');
}

export interface Decoding {
  readonly collectionOf: CollectionOf;
  /** Throws SnapshotFault when this is not the snapshot that is wanted; nothing was taken yet. */
  check(header: SnapshotHeader): void;
  take(saved: SavedEntry): void;
}

/**
 * Hands over every entry, then returns the header. What was taken before a fault is to be thrown away.
 * @throws SnapshotFault, and nothing else for any bytes whatsoever
 */
export async function decodeSnapshot(
  source: AsyncIterable<Uint8Array>,
  decoding: Decoding,
): Promise<SnapshotHeader> {
  let header: SnapshotHeader | undefined;
  let count = 0;
  for await (const frame of readFrames(MARK, source)) {
    if (header === undefined) {
      header = headerOf(frame);
      decoding.check(header);
      continue;
    }
    for (const saved of entriesIn(frame, decoding.collectionOf)) {
      decoding.take(saved);
      count += 1;
    }
  }
  if (header === undefined) throw new SnapshotFault('it is empty');
  if (count !== header.entries) throw new SnapshotFault('entries are missing in it');
  return header;
}
