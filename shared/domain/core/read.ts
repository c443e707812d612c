/**
 * Reading a document where it is used: its body is brought to the version this code writes, then held against its
 * schema. What does not parse is said with its faults and never dropped. Knows shapes, no rules.
 */
import type { Static, TSchema } from 'typebox';
import Value from 'typebox/value';
import type { Body, Envelope } from './envelope.ts';
import { typeOf } from './ids.ts';

/** From version n to n+1, by n. Steps are pure, and never edited once released. */
export type Migrations = Readonly<Record<number, (body: Body) => Body>>;

/** What is needed to read documents of one type. */
export interface Shape<S extends TSchema = TSchema> {
  readonly type: string;
  /** Version of the body that this code writes. */
  readonly version: number;
  readonly schema: S;
  /** One step from each older version; absent in version 1. */
  readonly migrations?: Migrations;
}

export type Parsed<B> =
  | { readonly ok: true; readonly doc: Envelope<B> }
  | {
      readonly ok: false;
      readonly faults: readonly string[];
      /** True when nothing is wrong with it but that this code is older than what wrote it. */
      readonly newer: boolean;
    };

const MAX_FAULTS = 5;

/**
 * A version is raised when older code would misread the body, so older code does not try, even where the shape happens
 * to fit: a field that it would not carry along would be lost. (A new field that may be missing needs no new version:
 * bodies are open, and what is not known is kept.)
 */
export function isNewer(shape: Pick<Shape, 'version'>, doc: Envelope): boolean {
  return doc.version > shape.version;
}

function upgrade(shape: Shape, doc: Envelope): Envelope {
  let { version, body } = doc;
  while (version < shape.version) {
    const step = shape.migrations?.[version];
    if (step === undefined) break;
    body = step(body);
    version += 1;
  }
  return version === doc.version ? doc : { ...doc, version, body };
}

function faultsOf(shape: Shape, doc: Envelope, sound: WeakSet<Body> | undefined): readonly string[] {
  if (doc.type !== shape.type) return [`type: expected ${shape.type}`];
  if (typeOf(doc.id) !== shape.type) return [`id: expected one of type ${shape.type}`];
  if (sound?.has(doc.body) === true) return [];
  if (Value.Check(shape.schema, doc.body)) {
    sound?.add(doc.body);
    return [];
  }
  return Value.Errors(shape.schema, doc.body)
    .slice(0, MAX_FAULTS)
    .map((error) => `body${error.instancePath.replaceAll('/', '.')}: ${error.message}`);
}

/**
 * @param sound bodies that have passed this shape before: what was read is never changed, and holding it against its schema
 * is the dearest part of every rule
 */
export function readDocument<B extends Body>(shape: Shape, doc: Envelope, sound?: WeakSet<Body>): Parsed<B> {
  if (isNewer(shape, doc)) {
    const faults = [`version: ${doc.version} is newer than ${shape.version}, the newest that is read here`];
    return { ok: false, faults, newer: true };
  }
  const upgraded = upgrade(shape, doc);
  const faults = faultsOf(shape, upgraded, sound);
  return faults.length === 0
    ? { ok: true, doc: upgraded as Envelope<B> }
    : { ok: false, faults, newer: false };
}

/**
 * For rules that look at another document of their own feature: it, or undefined when it is not there or does not parse.
 * Everyone else asks the entity (`memberEntity.read`).
 */
export function readNeeded<S extends TSchema>(
  shape: Shape<S>,
  doc: Envelope | undefined,
): Envelope<Static<S> & Body> | undefined {
  if (doc === undefined) return undefined;
  const parsed = readDocument<Static<S> & Body>(shape, doc);
  return parsed.ok ? parsed.doc : undefined;
}
